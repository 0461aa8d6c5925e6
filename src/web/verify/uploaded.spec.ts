import { ending } from '../../../test/support/endless.js';
import { MAX_DEPTH } from '../../integrity/canonical-json.js';
import { kindOf, UploadError } from './uploaded.js';

/** Looked through in a moment; a time that grows with the square of the length is more than ten minutes. */
const LENGTH = 4_000_000;

describe('what an uploaded file is', () => {
  it.each([
    ['in a string that ends nowhere', `{"${'\\"'.repeat(LENGTH / 2)}`],
    ['after many strings', `{${'"\\\\"'.repeat(LENGTH / 4)}`],
    ['in a string of backslashes that ends nowhere', `{"${'\\'.repeat(LENGTH)}`],
  ])('is told of a text of megabytes that is no JSON without looking at it again and again: %s', (_, text) => {
    expect(ending(() => refusalOf(text))).toBe('verify.error.json');
  });

  it('counts brackets outside of strings alone', () => {
    const brackets = '['.repeat(2 * MAX_DEPTH);
    expect(kindOf(Buffer.from(JSON.stringify({ said: `"${brackets}\\`, more: `\\"${brackets}` })))).toEqual({
      is: 'plain',
    });
  });

  it.each([
    ['as deep as anything that the ledger writes', MAX_DEPTH, undefined],
    ['deeper', MAX_DEPTH + 1, 'verify.error.deep'],
  ])('looks into a text that is %s', (_, depth, key) => {
    const lists = depth - 1;
    expect(refusalOf(`{"a":${'['.repeat(lists)}${']'.repeat(lists)}}`)).toBe(key);
  });
});

function refusalOf(text: string): string | undefined {
  try {
    kindOf(Buffer.from(text));
    return undefined;
  } catch (error) {
    if (error instanceof UploadError) return error.key;
    throw error;
  }
}
