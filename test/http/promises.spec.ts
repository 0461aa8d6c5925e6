import { type SmallLedger, smallLedger } from './small-ledger.js';

const SOURCE = { doc: 'S-1', sha256: 'a'.repeat(64) };
const old = { reportedOn: '2018-03-01', source: SOURCE };
const editors = { reportedOn: '2026-06-11', source: SOURCE };

/** A promise of the older plan, in the words of a paper. */
const make = (number: number, text: string, more: object = {}) => ({
  ...{ command: 'make-commitment', commitmentId: `A-${number}`, planId: 'OLD', ...old, externalIds: [`A-${number}`] },
  promisedBy: { basis: 'notStated' },
  wording: {
    ...{ wordingId: `WA-${number}`, text, lang: 'en', standing: 'draft', class: 'first', ...more },
    printedNumber: { value: String(number), basis: 'printed' },
  },
  ...{ place: { homeId: 'OLD' }, confirmed: ['same-words'] },
});
const link = (linkId: string, type: string, from: string[], to: string[]) => ({
  ...{ command: 'assert-lineage', commitmentId: to[0] ?? from[0], linkId, type, from, to },
  ...{ reason: 'Read side by side', basis: 'judgement', ...editors },
});

const BEFORE = [
  {
    ...{ command: 'register-plan', planId: 'OLD', ...old, ownerBodyId: 'B-1', externalIds: ['OLD'] },
    levels: ['priority', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key })),
    described: { title: 'The plan before' },
  },
  make(1, 'Answer 999 calls soon.'),
  make(2, 'Plant trees.'),
  make(3, 'Answer calls sooner'),
  make(4, 'Answer 999 calls', { standing: 'paraphrase' }),
  { command: 'succeed-plan', planId: 'OLD', ...old, successorPlanId: 'PLAN' },
];

describe('promises of two plans', () => {
  let ledger: SmallLedger;
  const get = async (path: string) => {
    const response = await ledger.get(path);
    if (response.status !== 200) throw new Error(`${path}: ${response.text}`);
    return response.body;
  };
  const ids = (named: { name?: string }[]) => named.map(({ name }) => name);

  beforeAll(async () => {
    ledger = await smallLedger();
    const commands = [
      ...BEFORE,
      link('L-10', 'rewordedSubstantive', ['A-1'], ['C-1']),
      link('L-11', 'dropped', ['A-2'], []),
    ];
    let last = '';
    for (const command of commands) {
      const { status, text, body } = await ledger.send(command);
      if (status !== 200) throw new Error(`${command.command}: ${text}`);
      last = body.eventIds.at(-1);
    }
    await ledger.get('/api/plans').set('Ledger-After', last).expect(200);
  });
  afterAll(() => ledger?.close());

  describe('side by side', () => {
    it('are shown row by row, those without a link included', async () => {
      const { from, to, rows, counts } = await get('/api/plans/OLD/lineage');
      expect([from.name, to.name]).toEqual(['The plan before', 'A plan']);
      expect(counts).toEqual({ linked: 1, dropped: 1, noSourceFound: 0, withoutLink: 2, new: 0, withoutOrigin: 1 });
      expect(rows.map(({ before, after, type }: Row) => [before?.externalIds[0], after?.externalIds[0], type])).toEqual(
        [
          ['A-1', 'C-1', 'rewordedSubstantive'],
          ['A-2', undefined, 'dropped'],
          ['A-3', undefined, null],
          ['A-4', undefined, null],
          [undefined, 'C-3', null],
        ],
      );
      expect(rows[0]).toMatchObject({
        ...{ basis: 'judgement', hint: 'substantive', from: { reason: 'Read side by side' } },
        diff: [
          { op: 'same', text: 'Answer' },
          { op: 'removed', text: ' 999' },
          { op: 'same', text: ' calls' },
          { op: 'removed', text: ' soon' },
          { op: 'added', text: ' sooner' },
          { op: 'same', text: '.' },
        ],
      });
    });

    it('before the editors had linked anything are shown without, and what they said later apart', async () => {
      const { rows, counts, addedByEditors } = await get('/api/plans/OLD/lineage?asOf=2022-08-04');
      expect(rows.map(({ type }: Row) => type)).toEqual([null, null, null, null, null, null]);
      expect(counts).toMatchObject({ linked: 0, dropped: 0, withoutLink: 4, withoutOrigin: 2 });
      expect(addedByEditors).toMatchObject([
        { kind: 'LineageAsserted', on: '2026-06-11', says: { type: 'duplicateOf' } },
        { kind: 'LineageAsserted', says: { type: 'rewordedSubstantive', reason: 'Read side by side' } },
        { kind: 'LineageAsserted', says: { type: 'dropped' } },
      ]);
    });

    it('may be of any two plans, and of none after the last', async () => {
      expect((await get('/api/plans/OLD/lineage?to=PLAN')).to.name).toBe('A plan');
      const last = await get('/api/plans/PLAN/lineage');
      expect([last.to, last.counts.withoutLink]).toEqual([undefined, 2]);
      const { status, body } = await ledger.get('/api/plans/OLD/lineage?to=OTHER');
      expect([status, body.detail]).toEqual([404, 'The ledger holds no such plan']);
      expect((await ledger.get('/api/plans/OTHER/lineage')).status).toBe(404);
    });
  });

  describe('one by one', () => {
    it('say what they come from and what became of them', async () => {
      const first = await get('/api/commitments/A-1/lineage');
      expect(first).toMatchObject({ plan: { name: 'The plan before' }, before: [], labels: [] });
      expect(first.after).toMatchObject([{ type: 'rewordedSubstantive', assertedBy: { reportedOn: '2026-06-11' } }]);
      expect(ids(first.after[0].to)).toEqual(['C-1']);
      const second = await get('/api/commitments/C-1/lineage');
      expect([ids(second.before[0].from), second.after]).toEqual([['A-1'], []]);
      expect(second.duplicates).toMatchObject([{ type: 'duplicateOf' }]);
      expect((await get('/api/commitments/A-2/lineage')).labels).toEqual(['Dropped']);
    });

    it('say when nobody has linked them, and which have like words', async () => {
      const { labels, suggestions, withdrawn } = await get('/api/commitments/C-3/lineage');
      expect(labels).toEqual(['Nobody has linked this to an earlier or later promise']);
      expect(suggestions).toMatchObject([
        {
          commitment: { externalIds: ['A-3'] },
          likeness: '1.00',
          why: 'same words',
          plan: { name: 'The plan before' },
        },
        { commitment: { externalIds: ['A-4'] }, likeness: '0.67', why: 'like words' },
        { commitment: { externalIds: ['A-1'] }, likeness: '0.50', why: 'like words' },
      ]);
      expect(withdrawn).toMatchObject([
        { type: 'new', assertedBy: { reason: 'The same words' }, withdrawnBy: { reason: 'It is older' } },
      ]);
    });

    it('are suggested no more when people have said that they are not related', async () => {
      const dismiss = { command: 'dismiss-lineage-suggestion', commitmentId: 'C-3', otherId: 'A-3', ...editors };
      const { body } = await ledger.send({ ...dismiss, reason: 'Another service' });
      await ledger.get('/api/plans').set('Ledger-After', body.eventIds[0]).expect(200);
      for (const [one, other] of [
        ['C-3', 'A-3'],
        ['A-3', 'C-3'],
      ]) {
        const { suggestions } = await get(`/api/commitments/${one}/lineage`);
        expect(suggestions.map(({ commitment }: Suggested) => commitment.externalIds[0])).not.toContain(other);
      }
    });

    it('in a view before their links are shown without them', async () => {
      const { before, duplicates, addedByEditors } = await get('/api/commitments/C-1/lineage?asOf=2022-08-04');
      expect([before, duplicates]).toEqual([[], []]);
      expect(addedByEditors).toMatchObject([
        { says: { type: 'duplicateOf' } },
        { says: { type: 'rewordedSubstantive', reason: 'Read side by side' }, pointsAt: [{}, {}] },
      ]);
    });
  });

  it('show every version of their words beside the one before', async () => {
    const { inForce, versions } = await get('/api/commitments/C-3/wordings');
    expect(inForce).toBe(versions[0].id);
    expect(versions).toMatchObject([
      { number: 1, diff: null, notCompared: 'first', class: 'first' },
      {
        ...{ number: 2, class: 'substantive', hint: 'substantive', comparedWith: versions[0].id },
        ...{ supersedes: versions[0].id, reclassified: { class: 'editorial', from: { reason: 'Meant before' } } },
        diff: [
          { op: 'same', text: 'Answer' },
          { op: 'added', text: ' 999' },
          { op: 'same', text: ' calls sooner' },
          { op: 'added', text: '.' },
        ],
      },
    ]);
    const early = await get('/api/commitments/C-3/wordings?asOf=2022-08-04');
    expect(early.versions[1].reclassified).toBeUndefined();
    expect((await get('/api/commitments/A-4/wordings')).versions).toMatchObject([{ notCompared: 'paraphrase' }]);
  });

  it('have the tags of their plan, those that are no longer in use included', async () => {
    const { items } = await get('/api/plans/PLAN/tags');
    expect(items).toMatchObject([
      {
        ...{ label: 'Inequality', scheme: { kind: 'crossCutting', label: 'Themes for action' } },
        ...{ node: { name: 'Safety' } },
        tagged: [
          { what: { name: 'Safety' }, basis: 'printed' },
          { what: { name: 'C-3' }, basis: 'judgement' },
        ],
      },
      { label: 'Place', tagged: [], from: { reportedOn: '2022-06-07' }, retiredFrom: { reason: 'Merged' } },
    ]);
    const early = await get('/api/plans/PLAN/tags?asOf=2022-08-03');
    expect(early.items[1].retiredFrom).toBeUndefined();
    expect((await ledger.get('/api/plans/OTHER/tags')).status).toBe(404);
  });

  it('conflict where the editors say so, with both statements as they stand', async () => {
    const { items, addedByEditors } = await get('/api/conflicts');
    expect(items).toMatchObject([
      {
        ...{ plan: { name: 'A plan' }, point: 'How many there are', state: 'resolved', result: 'bHeld' },
        a: { kind: 'CountStated', object: { name: 'A plan' }, says: { of: 'commitments', value: 4 } },
        b: {
          ...{ kind: 'ProgressReported', facet: 'content', about: [{ name: 'C-1' }, { name: 'Safety' }] },
          says: { blockId: 'p1', text: 'The Combined Authority answers in five minutes.' },
          words: 'The Combined Authority answers in five minutes.',
        },
        ...{ from: { reason: 'Both cannot be right' }, resolvedFrom: { reason: 'Counted' } },
      },
    ]);
    expect(addedByEditors).toEqual({ items: [] });
    expect((await get('/api/conflicts?state=open')).items).toEqual([]);
    expect((await get('/api/conflicts?plan=OLD')).items).toEqual([]);
    expect((await get('/api/conflicts?about=PLAN')).items).toHaveLength(1);
    expect((await get('/api/conflicts?about=C-1')).items).toHaveLength(1);
    expect((await get('/api/conflicts?about=C-3')).items).toEqual([]);
    const early = await get('/api/conflicts?asOf=2022-08-04');
    expect(early.items).toEqual([]);
    expect(early.addedByEditors.items).toMatchObject([{ kind: 'ConflictNoted' }, { kind: 'ConflictResolved' }]);
  });

  describe('in a list', () => {
    const listed = async (query: string) => {
      const { items } = await get(`/api/commitments?${query}`);
      return items.map(({ externalIds }: { externalIds: string[] }) => externalIds[0]);
    };

    it('stand in the order of their plans, with what is said of each', async () => {
      const { items, total, entries } = await get('/api/commitments?plan=PLAN');
      expect([total, entries.backfill]).toEqual([2, 2]);
      expect(items).toMatchObject([
        { externalIds: ['C-1'], nature: null, tags: [], labels: ['Not stated in the source'] },
        {
          ...{ externalIds: ['C-3'], plan: { name: 'A plan' }, path: [{ name: 'Safety' }], nature: 'discrete' },
          ...{ lead: { body: { name: 'Combined Authority' } }, tags: [{ name: 'Inequality' }] },
          targetDate: { due: { from: '2023-01-01' }, overdue: true, moved: 1, firstDue: { from: '2022-11-01' } },
          labels: ['Not stated in the source', 'Overdue', 'Moved 1 time'],
        },
      ]);
      expect(await listed('')).toEqual(['A-1', 'A-2', 'A-3', 'A-4', 'C-1', 'C-3']);
    });

    it('come as a table too, a line for each', async () => {
      const { text, type } = await ledger.get('/api/commitments?plan=PLAN&format=csv');
      const [head, ...lines] = text.trim().split('\r\n');
      expect([type, lines.length]).toEqual(['text/csv', 2]);
      const wanted = ['externalIds', 'wordingText', 'labels', 'targetDateDueFrom', 'tagsNames', 'planName'];
      expect(head!.replace('\ufeff', '').split(',')).toEqual(expect.arrayContaining(wanted));
    });

    test.each([
      ['plan=OLD&words=999', ['A-1', 'A-4']],
      ['words=ANSWER+soon', ['A-1', 'A-3', 'C-1', 'C-3']],
      ['under=P-1', ['C-1', 'C-3']],
      ['under=PLAN&overdue=true', ['C-3']],
      ['plan=PLAN&overdue=false', ['C-1']],
      ['overdue=true&asOf=2023-01-31', []],
      ['plan=PLAN&noUpdate=true', ['C-3']],
      ['noUpdate=false', ['C-1']],
      ['tag=TAG-1', ['C-3']],
      ['tag=TAG-1&asOf=2022-06-06', []],
      ['body=B-1', ['C-1', 'C-3']],
      ['body=B-2', []],
      ['plan=PLAN&status=notStated', ['C-1', 'C-3']],
      ['status=on-track', []],
      ['assessment=officer', []],
    ])('are found by %s', async (query, expected) => expect(await listed(query)).toEqual(expected));

    it('are found by the status that somebody has stated, for all or for an area', async () => {
      const scheme = {
        ...{ command: 'publish-status-scheme', scheme: 'rag', version: 1, reportedOn: '2022-01-01' },
        values: [{ id: 'green', label: 'Green', definition: 'As planned', group: 'open', shape: 'circle' }],
        ...{ mappings: [], derivedRules: [], source: { sha256: SOURCE.sha256 } },
      };
      const report = {
        ...{ command: 'report-status', commitmentId: 'C-1', ...editors, assessment: 'officer', scheme: 'rag' },
        ...{ schemeVersion: 1, status: 'green', reason: 'As seen', noEvidence: true },
      };
      const area = { name: 'Greater Manchester', code: 'E47000001' };
      const panel = { ...report, assessment: 'panel', actingAs: 'board-secretary', area };
      let last = '';
      for (const command of [scheme, report, panel]) {
        const { status, text, body } = await ledger.send(command);
        if (status !== 200) throw new Error(text);
        last = body.eventIds.at(-1);
      }
      await ledger.get('/api/plans').set('Ledger-After', last).expect(200);
      expect(await listed('status=green')).toEqual(['C-1']);
      expect(await listed('assessment=officer')).toEqual(['C-1']);
      expect(await listed('plan=PLAN&status=notStated')).toEqual(['C-3']);
      expect(await listed('status=green&assessment=panel')).toEqual([]);
      expect(await listed('status=green&assessment=panel&area=E47000001')).toEqual(['C-1']);
      expect(await listed('assessment=panel&area=greater+manchester')).toEqual(['C-1']);
      expect(await listed('area=E47000001')).toEqual([]);
      expect(await listed('status=green&asOf=2022-08-04')).toEqual([]);
    });

    it('are disputed while a conflict about what was said of them is open', async () => {
      const entryB = ledger.events.get('state-count')![0];
      const [entryA] = ledger.events.get('report-progress')!;
      const { body, text } = await ledger.send({
        ...{ command: 'note-conflict', planId: 'PLAN', ...editors, edition: 2, conflictId: 'X-2' },
        ...{ entryA: entryB, entryB: entryA, blockA: 'other', point: 'The same', reason: 'Again' },
      });
      if (!body.eventIds) throw new Error(text);
      await ledger.get('/api/plans').set('Ledger-After', body.eventIds[0]).expect(200);
      expect((await get('/api/commitments/C-1')).labels).toContain('Disputed');
      expect((await get('/api/commitments/C-3')).labels).not.toContain('Disputed');
      const before = await get('/api/commitments/C-1?asOf=2022-08-04');
      expect(before.labels).not.toContain('Disputed');
      expect(before.addedByEditors).toMatchObject([
        { kind: 'ConflictNoted', says: { point: 'How many there are' } },
        { kind: 'ConflictResolved', says: { result: 'bHeld' } },
        { kind: 'LineageAsserted' },
        { kind: 'ConflictNoted', says: { point: 'The same' } },
      ]);
      const other = await get('/api/commitments/C-3?asOf=2022-08-04');
      expect(other.addedByEditors.map(({ kind }: { kind: string }) => kind)).toEqual([
        ...['WordingReclassified', 'LineageAsserted', 'LineageWithdrawn', 'NatureSet', 'LineageSuggestionDismissed'],
      ]);
      expect((await get('/api/commitments/C-3')).addedByEditors).toEqual([]);
    });
  });

  it('belong to plans that say what they aim at, how they changed and how they ended', async () => {
    const said = [
      { command: 'state-outcome', outcomeId: 'O-2', scopeId: 'PLAN', text: 'Fewer calls wait', order: 2 },
      {
        command: 'state-outcome',
        outcomeId: 'O-1',
        scopeId: 'PLAN',
        stem: 'By 2025',
        text: 'Calls are short',
        order: 1,
      },
      { command: 'link-outcome-metric', outcomeId: 'O-1', metricId: 'MET-1', reason: 'It counts seconds' },
      { command: 'retire-outcome', outcomeId: 'O-2', reason: 'Reached' },
      { command: 'issue-plan', textStatus: 'draft', reportedOn: '2022-06-07' },
      {
        ...{ command: 'vary-plan', variationId: 'V-1', summary: 'A date', changes: [] },
        review: { none: true, reason: 'Too small' },
      },
      { command: 'close-plan', closedOn: '2026-06-10', leftWithoutStatus: ['C-1', 'C-3'] },
      { command: 'add-priority', nodeId: 'P-2', level: 'priority', titled: { title: 'Order', class: 'first' } },
      { command: 'retire-node', nodeId: 'P-2', reason: 'Over' },
      {
        ...{ command: 'title-node', nodeId: 'P-1', title: 'Safety', class: 'editorial' },
        printedNumber: { value: '7', basis: 'printed' },
      },
    ];
    let last = '';
    for (const command of said) {
      const { status, text, body } = await ledger.send({ ...editors, planId: 'PLAN', ...command });
      if (status !== 200) throw new Error(text);
      last = body.eventIds.at(-1);
    }
    await ledger.get('/api/plans').set('Ledger-After', last).expect(200);
    const plan = await get('/api/plans/PLAN');
    expect(plan).toMatchObject({
      periodDisplay: 'from 1 January 2022. The papers do not state when it ends',
      closed: { on: '2026-06-10', leftWithoutStatus: [{ name: 'C-1' }, { name: 'C-3' }] },
      children: [
        { title: 'Safety', tags: [{ name: 'Inequality' }], printedNumber: { value: '7' } },
        { title: 'Still without promises' },
        { title: 'Order', retiredFrom: { reason: 'Over' } },
      ],
      outcomes: [
        { stem: 'By 2025', text: 'Calls are short', scope: { name: 'A plan' }, metrics: [{ name: 'Answer time' }] },
      ],
      variations: [{ summary: 'A date', review: { noneBecause: 'Too small' } }],
    });
    expect((await get('/api/plans/PLAN?asOf=2022-08-04')).closed).toBeUndefined();
    expect(
      (await get('/api/plans')).items.find(({ title }: { title: string }) => title === 'A plan').closed,
    ).toBeDefined();
  });
});

interface Row {
  before?: { externalIds: string[] };
  after?: { externalIds: string[] };
  type: string | null;
}
interface Suggested {
  commitment: { externalIds: string[] };
}
