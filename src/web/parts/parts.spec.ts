import { wordsIn } from '../render/words.js';
import { passagesOf } from './blocks.js';
import { inWords } from './people.js';

describe('the words of an update', () => {
  it('keep bullets that stand together in one list', () => {
    const blocks = ['paragraph', 'bullet', 'bullet', 'subHeading', 'bullet'].map((kind, at) => ({
      kind,
      text: `${at}`,
    }));
    expect(passagesOf(blocks)).toEqual([
      { is: 'paragraph', text: '0' },
      { is: 'list', items: ['1', '2'] },
      { is: 'heading', text: '3' },
      { is: 'list', items: ['4'] },
    ]);
  });

  it('name offices, never people', () => {
    const words = wordsIn('en', 'UTC');
    const people = [{ token: '{person:1}', role: 'Chief Constable' }];
    expect(inWords('{person:1} met {person:2}.', people, words)).toBe('[Chief Constable] met [a person].');
  });
});
