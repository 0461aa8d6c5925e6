import { OWN_PLAN, promise, published, said, write } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

/*
 * The list of decisions and the history of a commitment named other commitments by their numbers alone, in histories of
 * updates even without a link. Nobody but their editors knows commitments by their numbers.
 */
describe('commitments that are named beside something else', () => {
  const LONG = `Plant ${'many '.repeat(30)}trees.`;
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
    for (const command of [...OWN_PLAN, promise('OWN-3', LONG)]) await write(ledger, command);
    await write(ledger, {
      ...{ command: 'set-target-date', commitmentId: 'OWN-3', ...said('2022-08-04') },
      due: { from: '2022-11-01', to: '2022-12-01', precision: 'month', basis: 'printed' },
    });
    await write(ledger, {
      ...{ command: 'report-progress', updateId: 'OWN-ROW', planId: 'OWN', ...said('2022-08-04') },
      ...{ targets: ['OWN-P', 'OWN-1', 'OWN-2'], citations: [{ sourceId: 'S-1', line: 9 }] },
      blocks: [{ blockId: 'b-1', kind: 'paragraph', text: 'Calls.' }],
    });
    const { body } = await ledger.get('/api/commitments/OWN-3').expect(200);
    const changes = [
      { kind: 'commitment', id: 'OWN-2' },
      { kind: 'date', key: `commitment-${body.id}/target-date` },
      { kind: 'plan', id: 'OWN' },
    ];
    const decision = { meetingId: 'MEET-2', decisionId: 'DEC-2', changes, ...said('2023-01-01') };
    await published(ledger, await write(ledger, { command: 'link-decision-changes', ...decision }));
  });
  afterAll(() => ledger?.close());

  const wordsOf = async (address: string) => {
    const { text } = await ledger.get(address).redirects(1).expect(200);
    return text.slice(text.indexOf('<main')).replaceAll(/<a [^>]*href="([^"]*)"[^>]*>([\s\S]*?)<\/a>/g, '$2 ($1)');
  };

  it('have their words in the list of decisions', async () => {
    const { items } = (await ledger.get('/api/decisions?meeting=MEET-2').expect(200)).body;
    const [{ changes }] = items.filter((one: { changes: unknown[] }) => one.changes.length > 0);
    expect(changes.map(({ what }: { what: object }) => what)).toEqual([
      { id: expect.any(String), name: 'OWN-2', text: 'Plant more trees.' },
      { id: expect.any(String), name: 'OWN-3', text: LONG },
      { id: expect.any(String), name: 'A plan of its own' },
    ]);
    for (const page of ['/decisions', '/meetings/MEET-2'])
      expect(await wordsOf(page)).toMatch(
        /OWN-2 \(\/commitments\/OWN-2\): Plant more trees\.<br>\w+: OWN-3 \(\/commitments\/OWN-3\): Plant many .{60,84}\.\.\.<br>/,
      );
  });

  it('have their words and a link in a history', async () => {
    expect(await wordsOf('/commitments/OWN-1/history')).toContain(
      'Listening<br>OWN-2 (/commitments/OWN-2): Plant more trees.</p>',
    );
  });
});
