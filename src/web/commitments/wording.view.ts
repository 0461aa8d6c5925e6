import type { WordingHistory, WordingVersion } from '../../../projections/state/queries/wording/wording.answers.js';
import { type DiffPart, diffParts } from '../parts/word-diff.js';

/** The words of a promise in one document. */
export interface WordingRow
  extends Pick<
    WordingVersion,
    'number' | 'text' | 'lang' | 'form' | 'standing' | 'class' | 'printedUnder' | 'damaged'
  > {
  from: WordingVersion['from'];
  reclassified?: WordingVersion['reclassified'];
  /** The variation of the plan that changed the words. */
  variation?: string;
  inForce: boolean;
  /** Number of the version that it is compared with. */
  against?: number;
  /** Both texts as one; absent where nothing is compared or nothing differs. */
  diff?: DiffPart[];
  isSame: boolean;
  notCompared?: string;
}

/** The versions of a promise's words, the newest first. */
export function wordingRows({ inForce, versions }: WordingHistory): WordingRow[] {
  return versions.map((version) => rowOf(version, { inForce, versions })).reverse();
}

function rowOf(
  version: WordingVersion,
  { inForce, versions }: Pick<WordingHistory, 'inForce' | 'versions'>,
): WordingRow {
  const { number, text, lang, form, standing, printedUnder, damaged, from, reclassified, comparedWith } = version;
  const against = versions.find(({ id }) => id === comparedWith)?.number;
  const parts = version.diff ? diffParts(version.diff) : [];
  const isFirst = version === versions[0];
  const isSame = parts.length > 0 && parts.every(({ op }) => op === 'same');
  return {
    ...{ number, text, lang, form, standing, class: version.class, printedUnder, damaged, from, isSame },
    inForce: version.id === inForce,
    ...(reclassified ? { reclassified } : {}),
    ...(version.variation?.name ? { variation: version.variation.name } : {}),
    ...(against === undefined ? {} : { against }),
    ...(parts.length > 0 && !isSame ? { diff: parts } : {}),
    // There is nothing that the first could be compared with, whatever its words are.
    ...(version.notCompared === undefined || isFirst ? {} : { notCompared: version.notCompared }),
  };
}
