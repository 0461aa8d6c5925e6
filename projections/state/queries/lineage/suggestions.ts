import { compare } from '../facts.js';

/** A promise and its words, for comparing. */
export interface Worded {
  id: string;
  text: string;
}

export interface Likeness {
  id: string;
  /** Share of words in common, from 0 to 1. */
  likeness: number;
  why: 'same words' | 'like words';
}

/** From which share of words in common on two promises are worth a look. */
const WORTH_A_LOOK = 0.35;
const MOST = 5;

/** Words of every promise, which say nothing of what is promised. */
const COMMON = new Set(
  `about across also among and are been being between both could each for from have into more other over such than
   that the their them there these they this those through under using well were when where which while will with
   within would your our ensure continue working work support including`.split(/\s+/),
);

/**
 * Those of the others whose words are most like these, the likest first: a hint for people who read both, no more.
 * Deterministic; of equal likeness, by id.
 */
export function alike(one: Worded, others: readonly Worded[]): Likeness[] {
  const own = wordsOf(one.text);
  const found = others
    .filter(({ id }) => id !== one.id)
    .map(({ id, text }): Likeness => {
      const same = plain(text) === plain(one.text);
      return { id, likeness: same ? 1 : inCommon(own, wordsOf(text)), why: same ? 'same words' : 'like words' };
    })
    .filter(({ likeness }) => likeness >= WORTH_A_LOOK);
  return found.sort((a, b) => b.likeness - a.likeness || compare(a.id, b.id)).slice(0, MOST);
}

/** Words of four letters or more, without common ones and without the endings of number and tense. */
function wordsOf(text: string): Set<string> {
  const words = text.toLowerCase().match(/\p{L}{4,}/gu) ?? [];
  return new Set(words.filter((word) => !COMMON.has(word)).map((word) => word.replace(/(?:ing|ies|ed|es|s|y|e)$/, '')));
}

/** Jaccard's index: of all the words that either has, the share that both have. */
function inCommon(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const shared = [...a].filter((word) => b.has(word)).length;
  const all = a.size + b.size - shared;
  return all === 0 ? 0 : shared / all;
}

function plain(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}
