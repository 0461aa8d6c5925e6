import { published, said, write } from './own-plan.js';
import { type SmallLedger, smallLedger } from './small-ledger.js';

const month = (from: string, to: string) => ({ due: { from, to, precision: 'month', basis: 'printed' } });
const milestone = (command: string, more: object) => ({ command, milestoneId: 'M-PILOT', ...more });

const COMMANDS = [
  {
    ...{ command: 'report-progress', updateId: 'U-COPY', planId: 'PLAN', ...said('2022-10-06'), targets: ['C-1'] },
    ...{ copiedFrom: 'U-1', areas: [{ name: 'Greater Manchester', code: 'E47000001' }] },
    blocks: [
      { blockId: 'p1', kind: 'paragraph', text: 'The Combined Authority answers in five minutes.' },
      { blockId: 'p2', kind: 'bullet', text: 'It has more staff.' },
    ],
    citations: [{ sourceId: 'S-1', line: 12 }],
  },
  {
    ...{ command: 'promise-milestone', milestoneId: 'M-PILOT', planId: 'PLAN', ...said('2022-08-04'), kind: 'promise' },
    ...{ what: 'A pilot.', promisedBy: { basis: 'notStated' }, ...month('2022-10-01', '2022-11-01') },
    ...{ attached: [{ kind: 'commitment', targetId: 'C-1' }], areas: [{ name: 'Bury' }] },
  },
  milestone('move-milestone', { ...said('2022-10-06'), ...month('2022-12-01', '2023-01-01'), reason: 'The lease.' }),
  milestone('move-milestone', { ...said('2022-10-20'), ...month('2022-11-01', '2022-12-01'), notGiven: true }),
  milestone('attach-milestone', { ...said('2022-10-06'), kind: 'node', targetId: 'P-1' }),
  milestone('detach-milestone', { ...said('2022-10-20'), kind: 'commitment', targetId: 'C-1', reason: 'For all.' }),
  milestone('report-milestone-outcome', {
    ...{ ...said('2022-12-10'), state: 'met', on: '2022-12-05', reason: 'It began.', noEvidence: true },
  }),
  milestone('reopen-milestone', { ...said('2023-01-10'), reason: 'It stopped.' }),
  milestone('promise-milestone', {
    ...{ milestoneId: 'M-PILOT-2', planId: 'PLAN', ...said('2023-02-01'), kind: 'promise', what: 'Another pilot.' },
    ...{ promisedBy: { basis: 'notStated' }, attached: [{ kind: 'node', targetId: 'P-1' }] },
  }),
  milestone('replace-milestone', { ...said('2023-02-01'), by: 'M-PILOT-2', reason: 'Elsewhere.' }),
];

describe('the page of', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
    let last = '';
    for (const command of COMMANDS) last = await write(ledger, command);
    await published(ledger, last);
  });
  afterAll(() => ledger?.close());

  const get = async (path: string) => {
    const { status, text, body } = await ledger.get(path);
    if (status !== 200) throw new Error(`${path}: ${text}`);
    return body;
  };

  describe('an update', () => {
    it('says of each paragraph what it is about and which figures it states', async () => {
      const { blocks, addedByEditors } = await get('/api/updates/U-1?asReportedOn=2022-09-01');
      expect(blocks).toMatchObject([
        {
          targets: [{ name: 'C-1' }],
          figures: [
            {
              metric: { name: 'Answer time' },
              quote: 'in five minutes',
              ...{ was: '4m 58s', is: '4m 58s', changedSince: false },
            },
          ],
        },
      ]);
      // The other link was made in 2026: it is shown, apart.
      expect(addedByEditors).toMatchObject([
        { kind: 'ProgressFigureLinked', on: '2026-06-11', says: { quote: 'five minutes' } },
      ]);
    });

    it('tells that a figure was restated since, and finds the sentence', async () => {
      const { blocks, addedByEditors } = await get('/api/updates/U-1?asReportedOn=2026-06-11');
      expect(blocks[0].figures).toMatchObject([
        { was: '4m 58s', is: '4m 50s', changedSince: true },
        // The ledger's own mistake was put right: the body has said nothing else.
        { was: '5m 10s', is: '5m 10s', changedSince: false },
      ]);
      expect(addedByEditors).toEqual([]);
    });

    it('shows which paragraphs are those of the update that it repeats', async () => {
      const { blocks, copiedFrom, areas, targets } = await get('/api/updates/U-COPY');
      expect(blocks.map(({ copied }: { copied: boolean }) => copied)).toEqual([true, false]);
      expect(copiedFrom).toMatchObject({ reportedOn: '2022-08-04', sameBlocks: 1 });
      expect(areas).toEqual(['Greater Manchester']);
      expect(targets).toMatchObject([{ name: 'C-1' }]);
      const first = await get('/api/updates/U-1');
      expect(first.blocks[0].copied).toBeUndefined();
    });

    it('says from when on it is there', async () => {
      const { status, body } = await ledger.get('/api/updates/U-COPY?asReportedOn=2022-10-05');
      expect([status, body.detail]).toEqual([404, expect.stringContaining('first reported on 6 October 2022')]);
      expect((await ledger.get('/api/updates/U-99')).status).toBe(404);
    });
  });

  describe('a milestone', () => {
    const at = (day: string) => get(`/api/milestones/M-PILOT?asReportedOn=${day}`);

    it('shows every date that it had, with what became of the one before', async () => {
      const { dates, moved, advanced, dueDisplay } = await at('2022-11-01');
      expect(dates).toMatchObject([
        { display: 'October 2022', from: { reportedOn: '2022-08-04' } },
        { display: 'December 2022', change: 'move', reason: 'The lease.' },
        { display: 'November 2022', change: 'advance', notGiven: true },
      ]);
      expect([moved, advanced, dueDisplay]).toEqual([1, 1, 'November 2022']);
      expect((await at('2022-08-04')).dates).toHaveLength(1);
    });

    it('says in its list what the commitments that it belongs to promise', async () => {
      const { items } = await get('/api/milestones?asReportedOn=2022-10-06&kind=promise');
      const pilot = items.find(({ what }: { what: string }) => what === 'A pilot.');
      expect(pilot.attachedTo).toEqual([
        { id: expect.any(String), kind: 'commitment', name: 'C-1', text: 'Answer calls sooner.' },
        { id: expect.any(String), kind: 'node', name: 'Safety' },
      ]);
    });

    it('shows what it belongs to and belonged to', async () => {
      const { attachments, attachedTo, areas } = await at('2022-11-01');
      expect(attachedTo).toMatchObject([{ name: 'Safety' }]);
      expect(attachments).toMatchObject([
        { kind: 'commitment', target: { name: 'C-1' }, endedFrom: { reason: 'For all.' } },
        { kind: 'node', target: { name: 'Safety' } },
      ]);
      expect(attachments[1].endedFrom).toBeUndefined();
      expect(areas).toEqual(['Bury']);
    });

    it('shows how it ended each time, and what took its place', async () => {
      const { states, state } = await at('2023-02-01');
      expect(states).toMatchObject([
        { state: 'met', on: '2022-12-05', reason: 'It began.', noEvidence: true },
        { state: 'open', reason: 'It stopped.' },
        { state: 'replaced', by: { name: 'Another pilot.' } },
      ]);
      expect(state).toBe('replaced');
      expect((await get('/api/milestones/M-PILOT-2')).replaces).toMatchObject({ name: 'A pilot.' });
      expect((await at('2022-12-31')).states).toHaveLength(1);
    });

    it('without a date says so', async () => {
      const { dueDisplay, dates, moved } = await get('/api/milestones/M-PILOT-2');
      expect([dueDisplay, dates, moved]).toEqual(['No date is stated', [], 0]);
    });
  });
});
