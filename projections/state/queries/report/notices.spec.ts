import { inHistory, said, uuid } from '../../../../test/support/said.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import { Names } from '../names.js';
import { noticesOfEntries, noticesOfVersions } from './notices.js';
import { publishedVersions } from './versions.js';

const METRIC = `metric-${uuid(1)}`;
const REPORT = `report-${uuid(2)}`;
const names = new Names(
  new Facts([
    said(METRIC, 'definition', { name: 'Calls' }),
    said(REPORT, 'publication/1', { title: 'Progress in June' }, { kind: 'ReportPublished' }),
  ]),
);

const shown = said(METRIC, 'value/2022-04/-/-', { value: '1' });
const other = said(METRIC, 'value/2022-05/-/-', { value: '5' });
const words = said(METRIC, 'direction/2022-04', { words: 'Rising' });
const before = said(METRIC, shown.facet, { value: '0' }, { type: 'EntryCorrected', target: shown.id });
const pinned = { asReportedOn: '2022-06-07', atSize: before.src + 1 };
const about = { planId: uuid(3), title: 'Progress in June', reportDate: '2022-06-07', ...pinned };
const publication = said(REPORT, 'publication/1', { ...about, version: 1 }, { type: 'ReportPublished' });
const amendment = said(
  REPORT,
  'publication/2',
  { ...about, version: 2, reason: 'A page was missing' },
  { type: 'ReportAmended', reportedOn: '2022-08-04' },
);
const versions = publishedVersions(uuid(2), [publication, amendment].map(inHistory), '9999-12-31');
const [published] = versions;

const restated = (target: Statement, more: Partial<Statement> = {}) =>
  said(
    METRIC,
    target.facet,
    { value: '2' },
    { type: 'Restated', target: target.id, reportedOn: '2022-08-04', change: { reason: 'error' }, ...more },
  );
const corrected = (target: Statement) =>
  said(
    METRIC,
    target.facet,
    { value: '3' },
    { type: 'EntryCorrected', target: target.id, change: { correctionReason: 'A digit' } },
  );
const voided = (target: Statement): HistoryEntry => {
  const { reportedOn: _, ...entry } = inHistory(
    said(METRIC, target.facet, { reason: 'Not ours' }, { type: 'EntryVoided', target: target.id }),
  );
  return entry;
};

function notices(later: (Statement | HistoryEntry)[], day = '2022-12-31', of = [shown, other, words]) {
  const history = [shown, other, words, before, ...later].map((one) => ('src' in one ? inHistory(one) : one));
  const view = { asReportedOn: day, atSize: 1_000_000 };
  return noticesOfEntries({ published: published!, shown: of, histories: [history], names, view });
}
const displays = (...asked: Parameters<typeof notices>) => notices(...asked).map(({ display }) => display);

describe('notices beside what a report shows', () => {
  it('are none where nothing became of it', () => expect(notices([])).toEqual([]));

  it('count what the body restated later, each statement once, with links to every act', () => {
    const first = restated(shown);
    const second = restated(first, { reportedOn: '2022-09-27' });
    expect(notices([first, second, restated(other)])).toMatchObject([
      {
        ...{ kind: 'restated', version: 1, display: '2 figures later restated', count: 2, figures: true },
        entries: [
          { entryId: first.id, shownEntryId: shown.id, object: { name: 'Calls' }, reportedOn: '2022-08-04' },
          { entryId: second.id, shownEntryId: shown.id, reason: 'error' },
          { shownEntryId: other.id },
        ],
      },
    ]);
  });

  it('keep figures and words, and one kind of change and another, apart', () =>
    expect(
      displays([
        restated(shown),
        restated(words),
        said(METRIC, other.facet, {}, { type: 'Withdrawn', target: other.id, reportedOn: '2022-08-04' }),
      ]),
    ).toEqual(['1 figure later restated', '1 statement later restated', '1 figure later withdrawn']));

  it('know no more than the view of whoever reads', () =>
    expect(displays([restated(shown)], '2022-08-03')).toEqual([]));

  it('say nothing of what the report does not show', () =>
    expect(displays([restated(shown), corrected(shown)], '2022-12-31', [other])).toEqual([]));

  it('tell slips of the ledger from restatements, and leave out those put right before', () =>
    expect(notices([corrected(shown)])).toMatchObject([
      { kind: 'corrected', display: '1 ledger entry corrected', entries: [{ reason: 'A digit' }] },
    ]));

  it('tell of what should never have been entered', () => {
    const end = voided(shown);
    expect(notices([end])).toMatchObject([
      { kind: 'voided', display: '1 ledger entry voided', entries: [{ entryId: end.id, reason: 'Not ours' }] },
    ]);
  });

  it('say nothing of a correction that was taken back again', () => {
    const slip = corrected(shown);
    const end = voided(slip);
    expect(displays([{ ...inHistory(slip), voidedBy: end.sequence }, end])).toEqual([]);
  });

  it('say that a version was amended, and that a report was withdrawn', () => {
    const withdrawal = said(REPORT, 'withdrawal', { reason: { $c: 'x' } }, { reportedOn: '2022-09-27' });
    expect(noticesOfVersions(versions, withdrawal, names)).toMatchObject([
      {
        ...{ kind: 'amended', version: 1, display: 'Amended on 4 August 2022' },
        entries: [{ entryId: amendment.id, shownEntryId: publication.id, reason: 'A page was missing' }],
      },
      { kind: 'withdrawn', version: 2, display: 'Withdrawn on 27 September 2022', entries: [{ reason: null }] },
    ]);
    expect(noticesOfVersions(versions.slice(0, 1), undefined, names)).toEqual([]);
  });
});
