import { LETTERS, letterOf } from './alphabet.js';

describe('the letter of a name', () => {
  it.each([
    ['Great Town Council', 'G'],
    ['neighbourhood parks review', 'N'],
    ['“Quoted” board', 'Q'],
    ['Éire liaison', 'E'],
    ['101 service', '0-9'],
    ['警察', '0-9'],
    ['', '0-9'],
  ])('of %s is %s', (name, letter) => {
    expect(letterOf(name)).toBe(letter);
    expect(LETTERS).toContain(letter);
  });
});
