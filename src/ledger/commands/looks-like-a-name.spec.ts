import { ending } from '../../../test/support/endless.js';
import { looksLikeAName } from './looks-like-a-name.js';

describe('what looks like a name', () => {
  test.each([
    ['as Mrs Example wrote', 'Mrs Example'],
    ['agreed with Cllr. O’Brien', 'Cllr. O’Brien'],
    ['write to first.last+team@example.org', 'first.last+team@example.org'],
  ])('in "%s"', (text, name) => expect(looksLikeAName(text)).toBe(name));

  test.each(['the Deputy Mayor', 'PC and DC', 'user @ home', '@example.org'])('nothing in "%s"', (text) =>
    expect(looksLikeAName(text)).toBeNull());

  test('is looked for in time that grows with the text, not with its square', () => {
    const text = 'a.'.repeat(500_000);
    expect(ending(() => looksLikeAName(text))).toBeNull(); // a moment; with the square, ten minutes
  });
});
