import type { ReportContent } from '../../projections/state/queries/report/report-content.answers.js';
import { documentOf, SAMPLE_CONTENT } from '../../test/web/sample-report.js';
import type { Block, Run } from './report-document.js';

const plain = (runs: readonly Run[]): string =>
  runs.map((run) => ('note' in run ? `[${run.note}]` : 'status' in run ? `<${run.status.label}>` : run.text)).join('');
const lines = (blocks: readonly Block[]): string[] =>
  blocks.flatMap((block) =>
    block.is === 'list' ? block.items.map((runs) => `• ${plain(runs)}`) : [plain(block.runs)],
  );
const shown = documentOf();
const [first, second] = shown.rows.map(({ cells }) => cells.map(lines));

describe('a report as a document', () => {
  it('has the columns of its template, as wide as their contents need', () =>
    expect(shown.columns.map(({ width }) => width)).toEqual([16, 20, 44, 20]));

  it('says first that its words are the editors’, where it is a paper whose promises are told in other words', () => {
    const told = (standing: string, basis = 'rebuilt', more: object = {}) => {
      const [row] = SAMPLE_CONTENT.rows;
      const commitments = row!.commitments.map((one) => ({ ...one, wording: { ...one.wording, standing } }));
      return documentOf({ ...SAMPLE_CONTENT, ...more, basis, rows: [{ ...row, commitments }] } as ReportContent).notice;
    };
    const text = 'In the words of this ledger’s editors. The paper’s own words are not held here.';
    expect(told('paraphrase')).toEqual({ text });
    const document = { externalIds: ['S-1'], title: 'A paper.', sha256: 'ab'.repeat(32) };
    const from = { ...SAMPLE_CONTENT.from, source: { doc: 's1', document } };
    expect(told('paraphrase', 'rebuilt', { from })).toEqual({ text, paper: { id: 's1', externalIds: ['S-1'] } });
    expect(told('authoritative')).toBeUndefined();
    expect(told('paraphrase', 'published')).toBeUndefined();
  });

  it('names the part of the plan, and counts how its commitments stand', () =>
    expect(first![0]).toEqual(['1. Answer calls', '• 2 <On track>', '• 1 <Not stated in the source>']));

  it('has each commitment with its number, status and date, and says where there is no update', () =>
    expect(first![1]).toEqual([
      '• 1. Answer 101 calls sooner. <On track> <At risk> (North) To be done by March 2023',
      '• 2. Put more money into call handling. No update',
    ]));

  it('does not show what the paper of a rebuilt report does not print as if it had printed it', () => {
    const put = (basis: string) => {
      const [row] = SAMPLE_CONTENT.rows;
      const silent = { ...row!.commitments[1]!, wording: { text: 'Pay.', from: { reportedOn: '2022-06-07' } } };
      const coverage = [{ rule: 'noRow', what: { id: silent.id } }];
      const rows = [{ ...row, commitments: [silent, { ...silent, wording: null }], coverage }];
      return lines(documentOf({ ...SAMPLE_CONTENT, basis, rows } as unknown as ReportContent).rows[0]!.cells[1]!);
    };
    expect(put('rebuilt')).toEqual([
      `• 2. Pay. Not in the paper’s row (in the plan as reported on 7 June 2022)`,
      expect.stringMatching(/ Not in the paper’s row$/),
    ]);
    expect(put('published')[0]).toBe(`• 2. Pay. No update`);
  });

  it('has the blocks as they were written, with offices in the place of persons', () =>
    expect(first![2]).toEqual([
      'Calls',
      'Answered after 4 minutes 58 seconds, says [Chief Constable].',
      'Since then:',
      '• twelve posts are filled;',
      '• an app is cho[1]',
      'These words have been erased',
      'It gets bet[2]',
    ]));

  it('marks the words that state a figure of the ledger', () => {
    const runs = shown.rows[0]!.cells[2]!.flatMap((block) => (block.is === 'list' ? [] : block.runs));
    expect(runs.filter((run) => 'of' in run)).toEqual([
      { text: '4 minutes 58 seconds', of: { kind: 'metric', id: 'metric-1' } },
    ]);
  });

  it('has who delivers it, and until when', () =>
    expect(first![3]).toEqual([
      '• Contact Board',
      '• Led by [a manager], until 1 July 2022',
      '• These words have been erased',
    ]));

  it('says where nothing was reported, and why', () => expect(second![2]).toEqual(['No update: The review goes on.']));

  it('ends with notes, definitions and sources, each where there are any', () => {
    expect(shown.after.map(({ heading }) => heading)).toEqual(['Notes', 'What the figures measure', 'Sources']);
    expect(shown.after[0]).toMatchObject({
      numbered: true,
      items: [
        'Cut off or garbled in the paper; the editors read: an app is chosen',
        'Cut off or garbled in the paper.',
      ],
    });
  });

  it('says what it can be told by', () => {
    expect(shown.identity).toEqual([
      'Report fa8a7882-04cf-4195-ac91-7b49c582bb94, version 2. As published.',
      'View: as reported on 4 August 2022, from a ledger of 5,310 entries.',
      `Fingerprint (SHA-256 of the published content): ${'ab'.repeat(32)}`,
    ]);
    const { fingerprint: _, ...without } = SAMPLE_CONTENT;
    expect(documentOf(without as ReportContent)).toMatchObject({
      identity: expect.arrayContaining([expect.stringMatching(/^No fingerprint/)]),
      footer: { line: expect.any(String) },
    });
  });

  it.each([
    ['wordings', ['• 1. Answer 101 calls sooner.', '• 2. Put more money into call handling. No update']],
    [
      'statuses',
      ['• C-1 <On track> <At risk> (North) To be done by March 2023', '• C-2 <Not stated in the source> No update'],
    ],
    ['metrics', []],
    ['what nobody knows yet', []],
  ])('can have a column of %s', (content, expected) => {
    const columns = [{ heading: 'Column', content, member: 'commitments' }];
    expect(lines(documentOf({ ...SAMPLE_CONTENT, columns }).rows[0]!.cells[0]!)).toEqual(expected);
  });

  it('can have columns of figures, milestones, decisions and findings', () => {
    const metric = { id: 'm', name: '101' };
    const [row] = SAMPLE_CONTENT.rows;
    const rows = [
      {
        ...row!,
        metrics: [
          { id: 'm', metric, observation: { periodDisplay: 'March 2022', display: '4m 58s' } },
          { id: 'n', metric, observation: { printed: 'about five minutes' } },
        ],
        milestones: [
          { what: 'An app', state: 'open', due: { printed: 'autumn 2022' } },
          { what: null, state: 'met' },
        ],
        decisions: [{ text: 'Agreed.', decidedOn: { display: 'July 2022' }, meeting: { id: 'x', name: 'Board' } }],
        coverage: [{ label: 'No row', why: 'C-3 is not in the report' }],
      },
    ] as unknown as ReportContent['rows'];
    const columns = ['metrics', 'milestones', 'decisions', 'coverage'].map((content) => ({
      heading: content,
      content,
      member: content,
    }));
    expect(documentOf({ ...SAMPLE_CONTENT, rows, columns }).rows[0]!.cells.map(lines)).toEqual([
      ['• 101, March 2022: 4m 58s', '• 101: about five minutes'],
      ['• An app (autumn 2022): Open', '• These words have been erased: Met'],
      ['• Agreed. (Board, July 2022)'],
      ['• No row: C-3 is not in the report'],
    ]);
  });
});
