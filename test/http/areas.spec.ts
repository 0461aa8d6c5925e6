import { type SmallLedger, smallLedger } from './small-ledger.js';

describe('areas', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

  const get = async (path: string) => (await ledger.get(path).expect(200)).body;

  it('are listed by their kinds', async () => {
    const [area] = (await get('/api/areas?level=combined+authority')).items;
    expect(area).toMatchObject({ id: 'E47000001', name: 'Greater Manchester', listed: true });
    expect((await get('/api/areas?level=district')).total).toBe(0);
  });

  it('show the latest figure of each measure, by code and by name', async () => {
    const answerTime = expect.objectContaining({
      metric: expect.objectContaining({ name: 'Answer time' }),
      last: expect.objectContaining({ value: '310' }),
    });
    for (const reference of ['E47000001', 'greater%20manchester'])
      expect(await get(`/api/areas/${reference}`)).toMatchObject({
        id: 'E47000001',
        observations: expect.arrayContaining([answerTime]),
      });
    const before = await get('/api/areas/E47000001?asOf=2022-06-06');
    expect(before).toMatchObject({
      observations: [],
      notStated: expect.arrayContaining([expect.stringMatching(/figure/)]),
    });
  });

  it('are in the list of every day, even before it was published', async () => {
    expect((await get('/api/areas?asOf=2021-01-01')).items).toMatchObject([{ id: 'E47000001', statements: 0 }]);
  });

  it('say where to look for one that is not known', async () => {
    const { status, body } = await ledger.get('/api/areas/Nowhere');
    expect([status, body.code]).toEqual([404, 'unknown-object']);
    expect(body.detail).toContain('See /api/areas');
  });
});
