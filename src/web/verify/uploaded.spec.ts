import { MAX_DEPTH } from '../../integrity/canonical-json.js';
import { kindOf, UploadError } from './uploaded.js';

/** Some hundred times what it takes; a time that grows with the square of the length is minutes. */
const MOST_MS = 2_000;

describe('what an uploaded file is', () => {
  it.each([
    ['in a string that ends nowhere', `{"${'\\"'.repeat(500_000)}`],
    ['after many strings', `{${'"\\\\"'.repeat(250_000)}`],
    ['in a string of backslashes that ends nowhere', `{"${'\\'.repeat(1_000_000)}`],
  ])('does not take long to tell that a text of a megabyte is no JSON: %s', (_, text) => {
    const before = performance.now();
    expect(refusalOf(text)).toBe('verify.error.json');
    expect(performance.now() - before).toBeLessThan(MOST_MS);
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
