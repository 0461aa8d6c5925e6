import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import type { Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import { wordingHistory } from './wording.assembler.js';

const C = id(1);

function id(n: number): string {
  return `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
}

/** A commitment whose words are these versions, a month after one another. */
function versions(...wordings: JsonObject[]) {
  const said = (facet: string, data: JsonObject, month: number): Statement => ({
    ...{ stream: `commitment-${C}`, category: 'commitment', objectId: C, facet, src: month, slot: month },
    ...{ withdrawn: false, id: id(100 + month), type: 'Said', originalType: 'Said', kind: 'Said', edition: 1 },
    ...{ reportedOn: `2022-0${month + 1}-01`, entry: 'live', recordedAt: '2022-06-07T09:00:00.000Z', data },
  });
  const words = { text: 'Answer calls.', standing: 'printedVariant', lang: 'en-GB' };
  const statements = wordings.map((wording, n) => said(`wording/${id(10 + n)}`, { ...words, ...wording }, n + 1));
  const history = wordingHistory(C, new Facts([said('identity', { externalIds: [] }, 0), ...statements]))!;
  return history.versions.map(({ comparedWith, notCompared, diff, hint }) => {
    expect(diff === null).toBe(comparedWith === undefined);
    expect(hint === undefined).toBe(comparedWith === undefined);
    return notCompared ?? `with ${Number(comparedWith!.slice(-2)) - 9}`;
  });
}

describe('a version of the words', () => {
  it('is compared with the one before', () => {
    expect(versions({}, { text: 'Answer.' }, { text: 'Act.' })).toEqual(['first', 'with 1', 'with 2']);
  });

  it('is compared with the one that it takes the place of', () => {
    expect(versions({}, { text: 'Answer.' }, { text: 'Act.', supersedes: id(10) })).toEqual([
      ...['first', 'with 1', 'with 1'],
    ]);
    expect(versions({}, { supersedes: id(99) })).toEqual(['first', 'with 1']);
  });

  it('is never compared with, nor as, a paraphrase', () => {
    const paraphrase = { standing: 'paraphrase' };
    expect(versions(paraphrase, {}, paraphrase, {})).toEqual(['paraphrase', 'first', 'paraphrase', 'with 2']);
    expect(versions({}, paraphrase, { supersedes: id(11) })).toEqual(['first', 'paraphrase', 'with 1']);
  });

  it('is compared with words of its own language alone', () => {
    expect(versions({}, { lang: 'cy' }, { lang: 'EN' }, { lang: 'cy' })).toEqual([
      ...['first', 'otherLanguage', 'with 1', 'with 2'],
    ]);
  });
});
