import request from 'supertest';
import { said } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

/** Each of two ids that differ in case alone led on to the other in a view that holds neither, for ever. */
describe('objects whose ids differ in case alone', () => {
  let ledger: SmallLedger;

  beforeAll(async () => {
    ledger = await smallLedger();
    for (const commitmentId of ['D-9', 'd-9', 'e-9', 'F-9', 'f-9']) await make(commitmentId);
  });
  afterAll(() => ledger?.close());

  async function make(commitmentId: string): Promise<void> {
    const { status, body } = await ledger.send({
      ...{ command: 'make-commitment', commitmentId, planId: 'PLAN', ...said('2026-06-11') },
      ...{ promisedBy: { basis: 'notStated' }, externalIds: [commitmentId], place: { homeId: 'P-1' } },
      wording: {
        ...{ wordingId: `W-${commitmentId}`, text: `Promise ${commitmentId}.`, lang: 'en', form: 'We will' },
        ...{ printedNumber: { value: commitmentId, basis: 'printed' }, standing: 'printedVariant', class: 'first' },
      },
    });
    expect([status, body.errors]).toEqual([200, undefined]);
    await ledger.get('/api/plans').set('Ledger-After', body.eventIds[0]).expect(200);
  }

  const get = (address: string) => request(ledger.service.url).get(address).redirects(0);
  const title = (text: string) => /<title>([^<]*)/.exec(text)![1];

  it.each(['D-9', 'd-9'])('%s says from when on it is held, and leads there', async (id) => {
    const { status, text } = await get(`/at/2022-08-04/commitments/${id}`);
    expect([status, title(text)]).toEqual([200, expect.stringMatching(/^Nothing held for this date/)]);
    expect(text).toContain(`href="/at/2026-06-11/commitments/${id}"`);
    expect((await get(`/at/2026-06-11/commitments/${id}`)).text).toContain(`Promise ${id}.`);
  });

  it('an id that is none of them leads on where there is just one to lead to', async () => {
    const { status, headers } = await get('/at/2022-08-04/commitments/E-9');
    expect([status, headers.location]).toEqual([303, '/at/2022-08-04/commitments/e-9']);
    expect((await get(headers.location!)).status).toBe(200);
  });
});
