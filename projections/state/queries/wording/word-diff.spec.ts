import { ending } from '../../../../test/support/endless.js';
import { Random } from '../../../../test/support/random.js';
import { diffHint, type WordDiff, wordDiff } from './word-diff.js';

/** As people write it: `-removed-`, `+added+`. */
function shown(diff: WordDiff): string {
  const marks = { same: '', added: '+', removed: '-' };
  return diff.map(({ op, text }) => `${marks[op]}${text}${marks[op]}`).join('');
}

describe('two texts word by word', () => {
  test.each([
    ['Answer calls sooner.', 'Answer calls sooner.', 'Answer calls sooner.'],
    ['Answer calls sooner.', 'Answer 999 calls sooner.', 'Answer+ 999+ calls sooner.'],
    ['Answer 999 calls sooner.', 'Answer calls sooner.', 'Answer- 999- calls sooner.'],
    ['Reduce waiting times.', 'Reduce answer times.', 'Reduce- waiting-+ answer+ times.'],
    ['one two three', 'four five six', '-one two three-+four five six+'],
    ['a b c d', 'a x c y d', 'a- b-+ x+ c+ y+ d'],
    ['Victims’ rights', "Victims' rights", "Victims-’-+'+ rights"],
    ['Über die Straße', 'Uber die Straße', '-Über-+Uber+ die Straße'],
    ['two  spaces', 'two spaces', 'two-  spaces-+ spaces+'],
    ['ends', 'ends ', 'ends+ +'],
    ['', 'All new.', '+All new.+'],
    ['All gone.', '', '-All gone.-'],
    ['', '', ''],
  ])('%j and %j', (before, after, expected) => expect(shown(wordDiff(before, after))).toBe(expected));

  it('give back both texts, in stretches that alternate, whatever they are', () => {
    const random = new Random(7);
    const alphabet = ['call', ' call', ' 999', '.', ' ', '  ', '\n', 'é', ' e\u0301', '😀', ' ’', ', '];
    const text = () => Array.from({ length: random.between(0, 40) }, () => random.pick(alphabet)).join('');
    for (let round = 0; round < 500; round++) {
      const [before, after] = [text(), text()];
      const diff = wordDiff(before, after);
      const side = (other: string) => diff.flatMap(({ op, text: words }) => (op === other ? [] : [words])).join('');
      expect([side('added'), side('removed')]).toEqual([before, after]);
      const neighbours = diff.slice(1).map(({ op }, index) => `${diff[index]!.op} ${op}`);
      for (const pair of neighbours)
        expect(['same removed', 'same added', 'removed added', 'removed same', 'added same']).toContain(pair);
    }
  });

  it('of a length that cannot be compared are told as replaced, but for what both begin and end with', () => {
    const many = (step: number) => Array.from({ length: 2_100 }, (_, n) => ` w${((n + 1) * step) % 2_111}`).join('');
    const diff = wordDiff(`Begin${many(2)} end`, `Begin${many(3)} end`);
    expect(diff.map(({ op }) => op)).toEqual(['same', 'removed', 'added', 'same']);
  });

  it('of any length are compared in what they share, if that is not too much', () => {
    const many = (word: string) => Array.from({ length: 2_100 }, (_, n) => ` ${word}${n}`).join('');
    const diff = wordDiff(`${many('a')} calls${many('c')}`, `${many('b')} calls${many('d')}`);
    expect(diff.map(({ op }) => op)).toEqual(['removed', 'added', 'same', 'removed', 'added']);
  });

  it('at the length of the longest wording are compared, though words that come again can be paired in many ways', () => {
    const words = (step: number) => Array.from({ length: 1_300 }, (_, n) => `w${(n * step) % 97}`).join(' ');
    const diff = ending(() => wordDiff(words(1), words(3))); // a second at most; each way tried, for ever
    expect(diff.filter(({ op }) => op === 'same').length).toBeGreaterThan(1);
  });
});

describe('what letters say of a change', () => {
  test.each([
    ['Answer calls.', 'Answer calls.', 'identical'],
    ['Answer calls.', 'answer  CALLS', 'editorial'],
    ['Re-open e-mail', 'Reopen email', 'editorial'],
    ['1,000 officers', '1000 officers', 'editorial'],
    ['Victims’ rights', "Victims' rights", 'editorial'],
    ['at 10.5', 'at 105', 'substantive'],
    ['in 5-10 days', 'in 510 days', 'substantive'],
    ['10 000', '10000', 'substantive'],
    ['5 - 10', '510', 'substantive'],
    ['5% fewer', '5 fewer', 'substantive'],
    ['£5 more', '5 more', 'substantive'],
    ['Answer calls.', 'Answer letters.', 'substantive'],
  ])('%j and %j: %s', (before, after, expected) => expect(diffHint(before, after)).toBe(expected));
});
