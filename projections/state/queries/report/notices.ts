import { printedDay } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, Statement, View } from '../../statement.js';
import { grouped, present, readable } from '../facts.js';
import type { Names } from '../names.js';
import { BY_THE_BODY, rootOf } from '../slots.js';
import type { NoticeEntry, ReportNotice } from './notice.answers.js';
import type { PublishedVersion } from './versions.js';

type Kind = ReportNotice['kind'];

/** What a version of a report shows: enough of each statement to find what became of it. */
export type ShownStatement = Pick<Statement, 'stream' | 'facet' | 'slot' | 'id'>;

const BY_TYPE: Readonly<Record<string, Kind>> = {
  Restated: 'restated',
  Revised: 'revised',
  Withdrawn: 'takenBack',
  EntryCorrected: 'corrected',
  EntryVoided: 'voided',
};

/** Types of the acts that notices tell of. */
export const NOTICED = Object.keys(BY_TYPE);

const WORDS: Readonly<Record<string, readonly [one: string, many: string, done: string]>> = {
  restated: ['', '', 'later restated'],
  revised: ['', '', 'later revised'],
  takenBack: ['', '', 'later withdrawn'],
  corrected: ['ledger entry', 'ledger entries', 'corrected'],
  voided: ['ledger entry', 'ledger entries', 'voided'],
};

export interface NoticesFrom {
  published: PublishedVersion;
  shown: readonly ShownStatement[];
  /** Of the objects shown that were acted on. */
  histories: readonly (readonly HistoryEntry[])[];
  names: Names;
  /** The view of whoever reads the report. */
  view: View;
}

/** What became of the statements that a version of a report shows, as far as it is known in a view. */
export function noticesOfEntries(from: NoticesFrom): ReportNotice[] {
  const shown = grouped(from.shown, ({ stream }) => [stream]);
  const acts = from.histories.flatMap((history) => {
    const [first] = history;
    return first ? actsOn(shown.get(first.stream) ?? [], history, from) : [];
  });
  const sorts = grouped(acts, ({ kind, figure }) => [`${kind}/${figure}`]);
  return NOTICED.flatMap((type) => [`${BY_TYPE[type]}/true`, `${BY_TYPE[type]}/false`]).flatMap((sort) => {
    const found = sorts.get(sort);
    return found ? [noticeOf(found, from)] : [];
  });
}

/** What became of the versions of a report themselves. */
export function noticesOfVersions(
  versions: readonly PublishedVersion[],
  withdrawal: Statement | undefined,
  names: Names,
): ReportNotice[] {
  const newest = versions.at(-1);
  if (!newest) return [];
  const object = names.of(newest.report.id)!;
  const ofReport = (kind: Kind, version: number, display: string, entry: Omit<NoticeEntry, 'category' | 'object'>) => ({
    ...{ kind, version, display },
    entries: [{ ...entry, category: 'report', object }],
  });
  const notices = versions.slice(1).map(({ entry: { id, facet, reportedOn, recordedAt }, data }, index) => {
    const { version, entry: shown } = versions[index]!;
    const reason = (readable(data.reason) ?? null) as string | null;
    const entry = { entryId: id, shownEntryId: shown.id, facet, reportedOn, recordedAt, reason };
    return ofReport('amended', version, `Amended on ${printedDay(reportedOn)}`, entry);
  });
  if (!withdrawal) return notices;
  const { id, facet, reportedOn, recordedAt, data } = withdrawal;
  const reason = (readable(data.reason) ?? null) as string | null;
  const entry = { entryId: id, facet, reportedOn, recordedAt, reason };
  return [...notices, ofReport('withdrawn', newest.version, `Withdrawn on ${printedDay(reportedOn)}`, entry)];
}

interface Act {
  kind: Kind;
  figure: boolean;
  /** Of the statement as the report shows it: several acts on one count once. */
  key: string;
  entry: NoticeEntry;
}

/**
 * The acts on what is shown of one object. The body changes what it said by acts on the statement or on such an act;
 * slips that were put right before the report was published are none of its.
 */
function actsOn(
  shown: readonly ShownStatement[],
  history: readonly HistoryEntry[],
  { published: { pinned }, names, view }: NoticesFrom,
): Act[] {
  const byId = new Map(history.map((entry) => [entry.id, entry]));
  const of = new Map(shown.map((statement) => [statement.slot, statement]));
  const acts: Act[] = [];
  for (const entry of history) {
    const kind = BY_TYPE[entry.type];
    const target = byId.get(entry.target ?? '');
    const statement = target && of.get(rootOf(target, byId).sequence);
    if (!kind || !target || !statement || entry.voidedBy !== undefined) continue;
    const isByTheBody = BY_THE_BODY.has(entry.type);
    const isKnown = isByTheBody
      ? entry.reportedOn !== undefined && entry.reportedOn <= view.asReportedOn
      : entry.sequence >= pinned.atSize && !undoesItself(entry, target, pinned);
    if (!isKnown) continue;
    if (isByTheBody) of.set(entry.sequence, statement);
    acts.push({
      kind,
      figure: statement.facet.startsWith('value/'),
      key: `${statement.stream}/${statement.facet}`,
      entry: present<NoticeEntry>({
        entryId: entry.id,
        shownEntryId: statement.id,
        category: entry.category,
        object: names.of(entry.objectId)!,
        facet: statement.facet,
        reportedOn: isByTheBody ? entry.reportedOn : undefined,
        recordedAt: entry.recordedAt,
        reason: reasonOf(entry),
      }),
    });
  }
  return acts;
}

/** A void of a correction that the report does not show either. */
function undoesItself({ type }: HistoryEntry, target: HistoryEntry, { atSize }: View): boolean {
  return type === 'EntryVoided' && target.type === 'EntryCorrected' && target.sequence >= atSize;
}

function reasonOf({ type, data, change }: HistoryEntry): string | null | undefined {
  if (type === 'EntryVoided') return (readable(data.reason) ?? null) as string | null;
  const { correctionReason, note, reason } = change ?? {};
  return readable(correctionReason ?? note ?? reason) as string | null | undefined;
}

function noticeOf(acts: readonly Act[], { published }: NoticesFrom): ReportNotice {
  const { kind, figure } = acts[0]!;
  const count = new Set(acts.map(({ key }) => key)).size;
  const [one, many, done] = WORDS[kind]!;
  const noun = count === 1 ? one || (figure ? 'figure' : 'statement') : many || (figure ? 'figures' : 'statements');
  const entries = acts.map(({ entry }) => entry);
  return { kind, version: published.version, display: `${count} ${noun} ${done}`, count, figures: figure, entries };
}
