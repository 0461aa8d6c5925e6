import { STANDARD_SCHEME } from '../../src/settings/standard-scheme.js';
import { AREAS, OWN_PLAN, promise, published, said, write } from './own-plan.js';
import { type SmallLedger, smallLedger } from './small-ledger.js';

const statement = (status: string) => ({
  ...{ assessment: 'officer', scheme: 'standard', schemeVersion: 1, status, reason: 'So it says', noEvidence: true },
});
const status = (reportedOn: string, value: string) => ({
  ...{ command: 'report-status', commitmentId: 'OWN-1', actingAs: 'reporting-officer' },
  ...said(reportedOn),
  ...statement(value),
});

interface Line {
  id: string;
  kind: string;
  object: { name?: string };
  facet?: string;
  was: string | null;
  is: string | null;
  because?: string;
}

describe('changes between two views', () => {
  let ledger: SmallLedger;
  /** Size of the ledger before the late steps, and after each. */
  const sizes: number[] = [];

  const send = (command: Record<string, unknown>) => write(ledger, command);
  const settle = async (entry: string) => sizes.push(await published(ledger, entry));

  beforeAll(async () => {
    ledger = await smallLedger();
    await send({ command: 'publish-status-scheme', ...said('2022-06-01'), ...STANDARD_SCHEME });
    for (const command of OWN_PLAN) await send(command);
    const first = await send(status('2022-10-01', 'on-track'));
    const second = await send(status('2022-11-01', 'off-track'));
    const november = said('2022-11-01');
    await send({
      ...{ command: 'record-wording', commitmentId: 'OWN-1', ...november, wordingId: 'OWN-1-W2', lang: 'en' },
      ...{ text: 'Pick up all calls sooner.', printedNumber: { value: '1', basis: 'printed' } },
      ...{ standing: 'printedVariant', class: 'substantive', reason: 'All of them', supersedes: 'OWN-1-W' },
    });
    await send({
      ...{ command: 'move-milestone', milestoneId: 'OWN-M', ...november, reason: 'The lease' },
      due: { from: '2022-12-01', to: '2023-01-01', precision: 'month', printed: 'December 2022', basis: 'printed' },
    });
    const figure = { ...AREAS, qualifier: 'exact', definitionVersion: 1 };
    const submitted = await send({
      ...{ command: 'submit-metric', metricId: 'OWN-MET', ...november, ...figure, value: '1250' },
      effective: { from: '2022-09-01', to: '2022-10-01' },
    });
    const made = await send(promise('OWN-5', 'Light the paths.', '2022-11-01'));
    const december = said('2022-12-01');
    await send({
      ...{ command: 'restate-entry', ...december, target: submitted, reason: 'error' },
      statement: { ...figure, value: '1240' },
    });
    await send({ command: 'withdraw-entry', ...december, target: second, reason: 'It was too early to say' });
    const last = await send({ command: 'withdraw-entry', ...december, target: made, reason: 'Never promised' });
    await settle(last);

    await settle(
      await send({
        ...{ command: 'report-progress', updateId: 'OWN-U', planId: 'OWN', ...said('2022-09-15'), targets: ['OWN-2'] },
        blocks: [{ blockId: 'p1', kind: 'paragraph', text: 'A paper found late.' }],
        citations: [{ sourceId: 'S-1', line: 9 }],
      }),
    );
    await settle(
      await send({
        ...{ command: 'correct-entry', target: second, statement: statement('at-risk') },
        correctionReason: 'The row above was read',
      }),
    );
    await settle(await send({ command: 'void-entry', target: first, reason: 'Another promise was meant' }));
  });
  afterAll(() => ledger?.close());

  const get = async (parameters: string) => {
    const response = await ledger.get(`/api/changes?${parameters}`);
    if (response.status !== 200) throw new Error(`${parameters}: ${response.text}`);
    return response.body;
  };
  /** Lines in short. */
  const lines = async (parameters: string) => {
    const { items } = await get(`plan=OWN&limit=1000&${parameters}`);
    return (items as Line[]).map(({ kind, object, was, is, because }) =>
      [kind, object.name, was, is, because].map((part) => part ?? '–').join(' | '),
    );
  };
  const since = (day: string) => `from=${day}&fromSize=${sizes[0]}&atSize=${sizes[0]}`;

  it('tell status, words, dates, figures, what is new, and what nothing was said of', async () => {
    expect(await lines(`${since('2022-10-31')}&asReportedOn=2022-11-30`)).toEqual([
      'status | OWN-1 | On track | Off track | later report',
      'words | OWN-1 | Pick up calls sooner. | Pick up all calls sooner. | later report',
      'date | A new centre opens. | November 2022 | December 2022 | later report',
      'figure | Time to pick up | – | 20m 50s | later report',
      'added | OWN-5 | – | Light the paths. | later report',
      'silent | OWN-2 | – | – | –',
    ]);
  });

  it('say on their page what being without a word means, whichever kind is shown', async () => {
    const page = async (kind: string) => {
      const { status, text } = await ledger.get(
        `/at/2022-11-30/size/${sizes[0]}/changes?plan=OWN&from=2022-10-31&fromSize=${sizes[0]}${kind}`,
      );
      expect([kind, status]).toEqual([kind, 200]);
      return {
        short: text.includes('commitments about which nothing was reported in between'),
        long: text.includes('That does not mean that nothing happened'),
      };
    };
    expect(await page('')).toEqual({ short: false, long: true });
    expect(await page('&kind=silent')).toEqual({ short: false, long: true });
    expect(await page('&kind=status')).toEqual({ short: true, long: false });
  });

  it('hold the words against those before, word by word', async () => {
    const { items } = await get(`plan=OWN&kind=words&${since('2022-10-31')}&asReportedOn=2022-11-30`);
    expect(items).toMatchObject([
      {
        before: { text: 'Pick up calls sooner.' },
        after: { text: 'Pick up all calls sooner.', class: 'substantive' },
        diff: [
          { op: 'same', text: 'Pick up' },
          { op: 'added', text: ' all' },
          { op: 'same', text: ' calls sooner.' },
        ],
        beforeFrom: { reportedOn: '2022-06-07', source: { document: { title: 'A paper' } } },
        from: { reportedOn: '2022-11-01' },
      },
    ]);
  });

  it('tell what the body restated and took back', async () => {
    expect(await lines(`${since('2022-11-30')}&asReportedOn=2022-12-31`)).toEqual([
      'status | OWN-1 | Off track | – | withdrawal',
      'figure | Time to pick up | 20m 50s | 20m 40s | restatement',
      'dropped | OWN-5 | Light the paths. | – | withdrawal',
      'silent | OWN-2 | – | – | –',
    ]);
    const { summary } = await get(`plan=OWN&${since('2022-11-30')}&asReportedOn=2022-12-31`);
    expect(summary).toEqual({
      ...{ status: 1, words: 0, dates: 0, figures: 1, places: 0, added: 0, dropped: 1, updates: 0, decisions: 0 },
      ...{ delivery: 0, variations: 0, schemes: 0, other: 0, editors: 0, silent: 1, restated: 1, corrected: 0 },
    });
  });

  it('tell what was loaded later, corrected and voided, where the ledger has grown', async () => {
    const at = (day: string, n: number) =>
      `from=${day}&asReportedOn=${day}&fromSize=${sizes[n - 1]}&atSize=${sizes[n]}`;
    expect((await lines(at('2022-11-30', 1))).filter((line) => !line.startsWith('silent'))).toEqual([
      'update | Update on OWN-2, 15 September 2022 | – | A paper found late. | loaded later',
    ]);
    expect((await lines(at('2022-11-30', 2))).filter((line) => !line.startsWith('silent'))).toEqual([
      'status | OWN-1 | Off track | At risk | ledger correction',
    ]);
    expect((await lines(at('2022-10-15', 3))).filter((line) => !line.startsWith('silent'))).toEqual([
      'status | OWN-1 | On track | – | void',
    ]);
    // A correction is no word of the body: nothing was said of the promise in between.
    expect((await get(`plan=OWN&${at('2022-11-30', 2)}`)).summary).toMatchObject({ silent: 3, corrected: 1 });
    // What was found late is about the third promise.
    expect((await lines(at('2022-11-30', 1))).filter((line) => line.startsWith('silent'))).toEqual([
      'silent | OWN-1 | – | – | –',
      'silent | OWN-5 | – | – | –',
    ]);
  });

  it('are told of both axes at once', async () => {
    const lately = `plan=OWN&kind=status&from=2022-10-15&fromSize=${sizes[0]}`;
    const { items } = await get(`${lately}&asReportedOn=2022-11-30&atSize=${sizes[3]}`);
    expect(items).toMatchObject([{ was: 'On track', is: 'At risk', because: 'later report' }]);
    // With the report of October voided, there is none on the later day either.
    const voided = await get(`${lately}&asReportedOn=2022-10-31&atSize=${sizes[3]}`);
    expect(voided.items).toMatchObject([{ was: 'On track', is: null, after: null, because: 'void' }]);
  });

  it('are compared with the day before everything where there was no report', async () => {
    const { from, summary, items } = await get('plan=OWN&asReportedOn=2022-06-07&limit=1000');
    expect(from.asReportedOn).toBe('0001-01-01');
    expect(summary).toMatchObject({ words: 0, silent: 0, corrected: 0 });
    const added = (items as Line[]).filter(({ kind }) => kind === 'added').map(({ is }) => is);
    expect(added).toEqual(
      expect.arrayContaining([
        'A plan of its own',
        'Listening',
        'Pick up calls sooner.',
        'Plant more trees.',
        'Time to pick up',
      ]),
    );
  });

  it('are compared with the report before', async () => {
    await settle(
      await send({
        ...{ command: 'publish-report', reportId: 'OWN-REP', planId: 'OWN', ...said('2022-11-20'), version: 1 },
        ...{ title: 'A report', reportDate: '2022-11-20', sourceId: 'S-1' },
      }),
    );
    const { from } = await get(`plan=OWN&asReportedOn=2022-12-31`);
    expect(from.asReportedOn).toBe('2022-11-20');
    expect((await get(`plan=OWN&asReportedOn=2022-11-20`)).from.asReportedOn).toBe('0001-01-01');
  });

  it('hold the decisions that changed a part of a plan', async () => {
    const decided = async () =>
      (await get('plan=OWN&kind=decision&from=2022-08-03&asReportedOn=2022-08-04')).items as Line[];
    expect(await decided()).toEqual([]);
    await settle(
      await send({
        ...{ command: 'link-decision-changes', meetingId: 'MEET-1', decisionId: 'DEC-1', ...said('2022-08-04') },
        changes: [{ kind: 'milestone', id: 'OWN-M' }],
      }),
    );
    expect(await decided()).toMatchObject([{ is: 'Money for a call centre.', because: 'later report' }]);
  });

  it('are not what is said again in the same words', async () => {
    for (const day of ['2023-03-01', '2023-04-01'])
      await settle(await send({ ...status(day, 'on-track'), commitmentId: 'OWN-2' }));
    expect(await lines('from=2023-03-15&asReportedOn=2023-04-15')).toEqual([
      'other | OWN-2 | On track | On track | later report',
      'silent | OWN-1 | – | – | –',
    ]);
  });

  it('are other days, though their words are the same', async () => {
    const winter = (year: number) => ({
      ...{ from: `${year}-12-01`, to: `${year + 1}-03-01`, precision: 'season', printed: 'Winter', basis: 'printed' },
    });
    for (const [day, year] of [
      ['2023-05-01', 2023],
      ['2023-06-01', 2024],
    ] as const)
      await settle(
        await send({
          ...{ command: 'move-milestone', milestoneId: 'OWN-M', ...said(day), due: winter(year), notGiven: true },
        }),
      );
    expect((await lines('from=2023-05-15&asReportedOn=2023-06-15'))[0]).toBe(
      'date | A new centre opens. | Winter | Winter | later report',
    );
  });

  it('claim no more on their page than was compared, and tell settings from what editors state', async () => {
    await settle(await send({ command: 'rename-body', bodyId: 'B-1', ...said('2024-01-10'), name: 'Another name' }));
    const sayAgain = { ...said('2024-01-11'), ...STANDARD_SCHEME, version: 2 };
    await settle(await send({ command: 'publish-status-scheme', ...sayAgain }));
    const page = async (of: string) => {
      const { text } = await ledger.get(`/at/2024-01-31/size/${sizes.at(-1)}/changes?from=2024-01-09${of}`).expect(200);
      return text;
    };
    expect(await page('')).toContain('Nothing was reported about promises, figures or decisions after 9 January 2024.');
    expect(await page('&plan=OWN')).toContain('Nothing was reported about the promises of this plan');
    expect(await page('')).toContain('Set for this ledger on 11 January 2024');
    const { items, summary } = await get('from=2024-01-09&asReportedOn=2024-01-31&kind=scheme');
    expect(items).toMatchObject([{ kind: 'scheme', category: 'settings' }]);
    expect(items[0]).not.toHaveProperty('byEditors');
    expect(summary).toMatchObject({ schemes: 1, editors: 0 });
  });

  it('come as a table', async () => {
    const query = `plan=OWN&kind=status&${since('2022-10-31')}&asReportedOn=2022-11-30`;
    const { text, type } = await ledger.get(`/api/changes?${query}&format=csv`).expect(200);
    expect(type).toBe('text/csv');
    const [names = '', line = ''] = text.split('\r\n');
    expect(names).toContain('kind');
    for (const part of ['status', 'On track', 'Off track', 'later report']) expect(line).toContain(part);
  });

  it('come in pages, and refuse an earlier view that is later', async () => {
    const first = await get('from=2022-06-07&asReportedOn=2022-11-30&limit=2');
    const next = await ledger.get(first.next).expect(200);
    expect(next.body.items[0].id).not.toBe(first.items[0].id);
    expect(next.body.summary).toEqual(first.summary);
    const refused = async (parameters: string) => {
      const { status: code, body } = await ledger.get(`/api/changes?${parameters}`);
      return [code, body.code, body.errors[0].field];
    };
    expect(await refused('from=2022-12-01&asReportedOn=2022-11-30')).toEqual([400, 'malformed-parameter', 'from']);
    expect(await refused('fromSize=6&atSize=5')).toEqual([400, 'malformed-parameter', 'fromSize']);
  });
});
