import type { CommitmentAnswer } from '../../../projections/state/queries/commitment/commitment.answers.js';
import type { HistoryAnswer } from '../../../projections/state/queries/history/history.answers.js';

/** What was said first under one key, and what is said in the view. */
export interface FirstRow {
  /** What sort of statement it is: words, date, officer, panel, milestone. */
  what: 'words' | 'date' | 'officer' | 'panel' | 'milestone' | 'milestoneDate';
  /** The milestone that it is about. */
  object?: HistoryAnswer['object'];
  first: string | null;
  /** What is said in the view; `null` where nothing is any more. */
  now: string | null;
  isSame: boolean;
  from: Pick<HistoryAnswer, 'reportedOn' | 'source' | 'citations' | 'entry'> & { reportedOn: string };
}

/**
 * The promise as it was first reported: of each statement the one with the earliest day, with the ledger's corrections
 * of it. Voided entries count as never said.
 */
export function firstReported(
  history: readonly HistoryAnswer[],
  { id, wording }: Pick<CommitmentAnswer, 'id' | 'wording'>,
): FirstRow[] {
  const said = history.filter(
    (one) => one.kind !== 'ledgerCorrection' && one.kind !== 'ledgerVoid' && one.voidedBy === undefined,
  );
  const byKey = new Map<string, HistoryAnswer[]>();
  for (const one of said) {
    const what = whatOf(one, id);
    if (what === undefined) continue;
    const key = what === 'words' ? what : `${one.object.id}/${one.facet}`;
    byKey.set(key, [...(byKey.get(key) ?? []), one]);
  }
  const rows = [...byKey.values()].map((same) => {
    const inOrder = [...same].sort((a, b) =>
      a.reportedOn! < b.reportedOn! ? -1 : a.reportedOn! > b.reportedOn! ? 1 : a.index - b.index,
    );
    const [first, last] = [inOrder[0]!, inOrder.at(-1)!];
    const words = (one: HistoryAnswer) => corrected(one, history).is;
    const what = whatOf(first, id)!;
    const now = what === 'words' ? (wording?.text ?? null) : words(last);
    return {
      what,
      ...(first.object.id === id ? {} : { object: first.object }),
      first: words(first),
      ...{ now, isSame: now === words(first) },
      from: { ...first, reportedOn: first.reportedOn! },
    };
  });
  // That a milestone is still the same stands with its date.
  return rows
    .filter(({ what, isSame }) => what !== 'milestone' || !isSame)
    .sort((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what));
}

const ORDER: readonly FirstRow['what'][] = ['words', 'date', 'officer', 'panel', 'milestone', 'milestoneDate'];

function whatOf({ category, facet, object }: HistoryAnswer, id: string): FirstRow['what'] | undefined {
  if (object.id === id && category === 'commitment') {
    if (/^wording\/[^/]+$/.test(facet)) return 'words';
    if (facet === 'target-date') return 'date';
    if (facet === 'status/officer') return 'officer';
    return facet === 'status/panel' ? 'panel' : undefined;
  }
  if (category !== 'milestone') return undefined;
  return facet === 'promise' ? 'milestone' : facet === 'due' ? 'milestoneDate' : undefined;
}

/** An entry in the words of its last correction. */
function corrected(entry: HistoryAnswer, history: readonly HistoryAnswer[]): HistoryAnswer {
  const standing = history.filter((one) => entry.correctedBy.includes(one.id) && one.voidedBy === undefined);
  return standing.at(-1) ?? entry;
}
