import { type SmallLedger, smallLedger } from './small-ledger.js';

describe('bodies', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
  });
  afterAll(() => ledger?.close());

  const get = async (path: string) => (await ledger.get(path).expect(200)).body;

  it.each([
    ['', ['Combined Authority', 'Crime Panel', 'Inspectorate']],
    ['?kind=panel', ['Crime Panel']],
    ['?words=pcp', ['Crime Panel']],
    ['?words=CRIME+panel', ['Crime Panel']],
    ['?words=crime+pcp', []],
    ['?words=panel&asOf=2022-06-07', ['Panel']],
  ])('are found by %s', async (query, expected) => {
    const { items } = await get(`/api/bodies${query}`);
    expect(items.map(({ name }: { name: string }) => name)).toEqual(expected);
  });

  it('have their names, offices and members over time, and nobody by name', async () => {
    const { text } = await ledger.get('/api/bodies/B-PANEL').expect(200);
    expect(text).not.toContain('Somebody');
    expect(JSON.parse(text)).toMatchObject({
      name: 'Crime Panel',
      namesOverTime: [
        { name: 'Panel', from: { reportedOn: '2022-06-07' } },
        { name: 'Crime Panel', formerName: 'Panel', from: { reportedOn: '2022-08-04' } },
      ],
      aliases: [{ name: 'PCP' }],
      offices: [{ title: 'Chair', terms: [{ from: { type: 'OfficeHolderRecorded' } }] }],
      members: [{ board: { name: 'Crime Panel' }, body: { name: 'Combined Authority' }, capacity: 'member' }],
      memberOf: [],
    });
    expect(await get('/api/bodies/B-1')).toMatchObject({
      members: [],
      memberOf: [{ board: { name: 'Crime Panel' }, body: { name: 'Combined Authority' } }],
    });
    expect((await get('/api/bodies/B-PANEL?asOf=2022-06-07')).namesOverTime).toHaveLength(1);
  });

  it('decide at meetings, are asked there and carry out actions', async () => {
    expect(await get('/api/bodies/B-PANEL')).toMatchObject({
      meets: [{ name: 'Crime Panel, 6 December 2022' }, { state: 'cancelled' }],
      decided: [
        { text: 'No money.', state: 'standing' },
        { text: 'A vote.', state: 'rescinded' },
      ],
      askedOf: [{ text: 'Agree the money.' }],
      actions: [{ text: 'Write a note.', owner: { role: 'Chair' } }],
      programmes: [{ name: 'Joint work programme' }, { name: 'Joint work programme' }],
    });
    expect(await get('/api/bodies/B-1')).toMatchObject({
      decided: [{ text: 'Money for a call centre.' }],
      askedOf: [{ text: 'Note it.' }],
      actions: [{ text: 'Find a place.', moved: 1 }],
    });
  });

  it('promise, lead and deliver', async () => {
    expect(await get('/api/bodies/B-1')).toMatchObject({
      delivers: [{ targets: [{ name: 'C-1' }] }],
      leads: [{ commitment: { name: 'C-3' }, plan: { name: 'A plan' } }],
      promised: [{ what: 'A new call centre opens.' }],
      promisedCommitments: [],
    });
  });

  it('are asked from outside', async () => {
    expect(await get('/api/bodies/B-1')).toMatchObject({
      issued: [],
      externalRecommendations: [{ reference: 'INSP-1' }, { reference: 'INSP-2' }],
    });
    expect((await get('/api/bodies/B-INSP')).issued).toHaveLength(2);
  });

  it('may be the same, whichever of the two is asked for, from the day on which editors say so', async () => {
    const said = { state: 'possiblySame', from: { reason: 'Both look at the police' } };
    expect((await get('/api/bodies/B-PANEL')).identities).toMatchObject([{ other: { name: 'Inspectorate' }, ...said }]);
    expect((await get('/api/bodies/B-INSP')).identities).toMatchObject([{ other: { name: 'Crime Panel' }, ...said }]);
    expect(await get('/api/bodies/B-INSP?asOf=2022-12-06')).toMatchObject({
      identities: [],
      addedByEditors: [{ kind: 'BodiesPossiblySame', on: '2026-06-11' }],
    });
    expect((await get('/api/bodies/B-1?asOf=2022-12-06')).addedByEditors).toEqual([]);
  });
});
