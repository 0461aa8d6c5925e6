import { inWords, type Vocabulary } from '../../../state/queries/view-change/said-in-words.js';
import { wordDiff } from '../../../state/queries/wording/word-diff.js';
import type { ChangedKey } from '../../../state/statement.js';
import type { EntryEffect } from './trail.answers.js';

/** Two views that differ by one entry, and the key that answers otherwise in them, if one does. */
export interface Difference {
  asReportedOn: string;
  key?: Pick<ChangedKey, 'before' | 'after'>;
}

/** Longer texts, in characters, are compared word by word. */
const SHORT = 40;

/** What is said in sentences. Names, dates and figures that are others are not the same with other words in it. */
const PROSE =
  /^(wording|description|content|promise|outcome|indicator|variation|decision|action|recommendation)\b|title$/;

/**
 * What an entry made otherwise.
 *
 * @param shown in the views of the day on which it was recorded
 * @param earlier in those of the day that it is about, where that is another
 */
export function effectOf(shown: Difference, earlier: Difference | undefined, vocabulary: Vocabulary): EntryEffect {
  if (shown.key) return made('shown', shown, vocabulary);
  if (earlier?.key) return made('earlier', earlier, vocabulary);
  return { on: 'nothing', asReportedOn: shown.asReportedOn, was: null, is: null };
}

function made(on: EntryEffect['on'], { asReportedOn, key }: Difference, vocabulary: Vocabulary): EntryEffect {
  const { before, after } = key!;
  const [was, is] = [inWords(before, vocabulary), inWords(after, vocabulary)];
  const stood = before !== undefined && !before.withdrawn;
  const stands = after !== undefined && !after.withdrawn;
  return {
    ...{ on, asReportedOn, was, is },
    made: !stands ? 'takenBack' : !stood ? 'stated' : saysTheSame(key!) ? 'repeated' : 'changed',
    ...(was !== null && is !== null && was !== is && PROSE.test(after!.facet) && Math.max(was.length, is.length) > SHORT
      ? { diff: wordDiff(was, is) }
      : {}),
    ...(before ? { before: { id: before.id, index: before.src, type: before.type } } : {}),
  };
}

/** Who entered it, where it stands in the paper and why are no part of what is said. */
function saysTheSame({ before, after }: Difference['key'] & object): boolean {
  const said = ({ data: { actingAs, citations, reason, ...data } }: { data: Record<string, unknown> }) => data;
  return JSON.stringify(said(before!)) === JSON.stringify(said(after!));
}
