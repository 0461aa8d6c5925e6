import { alike } from './suggestions.js';

const worded = (id: string, text: string) => ({ id, text });
const ONE = worded('0', 'Reduce the waiting times of 999 calls.');

describe('promises with like words', () => {
  it('are the likest first, and those of the same words before all', () => {
    const others = [
      worded('c', 'Reduce waiting times of emergency calls across the county.'),
      worded('b', 'Reduced waiting time, 999 calls'),
      worded('a', 'reduce the waiting times of 999 calls'),
      worded('d', 'Plant trees.'),
    ];
    expect(alike(ONE, others)).toEqual([
      { id: 'a', likeness: 1, why: 'same words' },
      { id: 'b', likeness: 1, why: 'like words' },
      { id: 'c', likeness: 4 / 6, why: 'like words' },
    ]);
  });

  it('are never the promise itself, nor more than five', () => {
    const others = ['f', 'e', 'd', 'c', 'b', 'a', '0'].map((id) => worded(id, ONE.text));
    expect(alike(ONE, others).map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd', 'e']);
  });

  it('need more than words that every promise has', () => {
    const text = 'We will continue working with others to support and ensure';
    expect(alike(worded('0', `${text} safety`), [worded('a', `${text} growth`)])).toEqual([]);
    expect(alike(worded('0', 'We will'), [worded('a', 'You can')])).toEqual([]);
  });

  it('begin to be worth a look at 35 words in a hundred', () => {
    const words = ['alpha', 'bravo', 'charlie', 'delta', 'foxtrot', 'golf', 'hotel'].join(' ');
    const seven = worded('0', words);
    expect(alike(seven, [worded('a', 'alpha bravo')])).toEqual([]);
    expect(alike(seven, [worded('a', 'alpha bravo charlie')])).toHaveLength(1);
  });
});
