import { OWN_PLAN, said, write } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

describe('an update on a part of a plan and on commitments in it', () => {
  let ledger: SmallLedger;
  let update: string;
  beforeAll(async () => {
    ledger = await smallLedger();
    for (const command of OWN_PLAN) await write(ledger, command);
    const blocks = [{ blockId: 'b-1', kind: 'paragraph', text: 'Quokkas were counted.' }];
    const citations = [{ sourceId: 'S-1', line: 9 }];
    const command = { command: 'report-progress', updateId: 'OWN-WHOLE', planId: 'OWN', blocks, citations };
    update = await write(ledger, { ...command, targets: ['OWN-P', 'OWN-1'], ...said('2022-08-04') });
  });
  afterAll(() => ledger?.close());

  it('is called by that part', async () => {
    const { body } = await ledger.get('/api/plans/OWN').expect(200);
    const { items } = (await ledger.get('/api/search?q=quokkas').set('Ledger-After', update).expect(200)).body;
    expect(items[0].object.name).toBe(`Update on ${body.children[0].title} and 1 more, 4 August 2022`);
  });
});
