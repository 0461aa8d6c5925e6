import type { Wording } from '../commitment/commitment.answers.js';
import { wordingInForce, wordingsOf } from '../commitment/wordings.js';
import { type Facts, present } from '../facts.js';
import { Names } from '../names.js';
import { externalIdsOf, idIn } from '../references.js';
import { diffHint, wordDiff } from './word-diff.js';
import type { WordingHistory, WordingVersion } from './wording.answers.js';

/** The versions of a commitment's words, each beside the one before; `undefined` where the view does not hold it. */
export function wordingHistory(id: string, facts: Facts): WordingHistory | undefined {
  const commitment = facts.object('commitment', id);
  if (!commitment?.get('identity')) return undefined;
  const names = new Names(facts);
  const versions = wordingsOf(commitment);
  return {
    id,
    externalIds: externalIdsOf(commitment),
    inForce: wordingInForce(commitment)?.id ?? null,
    versions: versions.map((version, index) => {
      const { supersedes, variation } = commitment.get(`wording/${version.id}`)!.data;
      return present<WordingVersion>({
        ...version,
        number: index + 1,
        supersedes: supersedes as string | undefined,
        variation: variation === undefined ? undefined : names.of(idIn(variation)),
        ...comparison(version, supersedes as string | undefined, versions.slice(0, index)),
      });
    }),
  };
}

/** Whether two texts may be compared word by word: a paraphrase holds no words of a paper. */
export function comparable(one: Wording, other: Wording): boolean {
  return !isParaphrase(one) && !isParaphrase(other) && sameLanguage(one, other);
}

function comparison(
  version: Wording,
  supersedes: string | undefined,
  earlier: readonly Wording[],
): Pick<WordingVersion, 'diff' | 'comparedWith' | 'hint' | 'notCompared'> {
  if (isParaphrase(version)) return { diff: null, notCompared: 'paraphrase' };
  const printed = earlier.filter((other) => !isParaphrase(other));
  const alike = printed.filter((other) => sameLanguage(version, other));
  const other = alike.find(({ id }) => id === supersedes) ?? alike.at(-1);
  if (!other) return { diff: null, notCompared: printed.length > 0 ? 'otherLanguage' : 'first' };
  return {
    comparedWith: other.id,
    diff: wordDiff(other.text, version.text),
    hint: diffHint(other.text, version.text),
  };
}

function isParaphrase({ standing }: Wording): boolean {
  return standing === 'paraphrase';
}

/** `en` and `en-GB` are one language. */
function sameLanguage(one: Wording, other: Wording): boolean {
  const language = ({ lang = '' }: Wording) => lang.toLowerCase().split('-')[0];
  return language(one) === language(other);
}
