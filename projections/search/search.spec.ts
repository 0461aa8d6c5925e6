import { catalogue } from '../../src/catalogue.js';
import { keyedWords } from './keyed-words.js';
import { configurationOf } from './languages.js';
import { SEARCH_KINDS } from './queries/search.answers.js';
import { kindOf } from './queries/search-kind.js';
import { excerptOf, markedCuts } from './search.reader.js';
import { isSearched, searchTexts } from './search-texts.js';

const KEY = Buffer.alloc(32, 1);

describe('words hidden under a key', () => {
  it('keep positions, weights and operators, and nothing of themselves', () => {
    const vector = keyedWords(`'crime':3A,7 'it''s':1 'polic':2C`, KEY);
    expect(vector).toMatch(/^'[\w-]{12}':3A,7 '[\w-]{12}':1 '[\w-]{12}':2C$/);
    const query = keyedWords(`'polic' <-> 'crime' & !'it''s'`, KEY);
    const [crime, its, polic] = [...vector.matchAll(/'([\w-]+)'/g)].map(([, word]) => word);
    expect(query).toBe(`'${polic}' <-> '${crime}' & !'${its}'`);
    expect(vector).not.toMatch(/crime|polic/);
  });

  it('are others under another key', () => {
    expect(keyedWords(`'crime'`, KEY)).not.toBe(keyedWords(`'crime'`, Buffer.alloc(32, 2)));
  });
});

describe('what is searched', () => {
  const searched = catalogue.events.filter(({ data }) => isSearched(data));

  it('is known by a kind that readers have a word for', () => {
    const kinds = searched.map(({ category, name }) => kindOf(category, name));
    expect(kinds.filter((kind) => !SEARCH_KINDS.includes(kind))).toEqual([]);
    expect(SEARCH_KINDS.filter((kind) => !kinds.includes(kind) && kind !== 'meeting')).toEqual([]);
  });

  it('is taken from marked fields at any depth, with people as nothing', () => {
    const type = catalogue.event('ProgressReported')!;
    const blocks = [{ text: 'Calls to {person:1} fell.' }, { text: { $c: 'x' } }];
    expect(searchTexts(type, { blocks, targets: [] } as never)).toEqual([{ weight: 'C', text: 'Calls to … fell.' }]);
  });

  it('is read in its language where PostgreSQL knows it', () => {
    expect(['en-GB', 'CY', 'fr', 'mi'].map(configurationOf)).toEqual(['english', 'simple', 'french', 'simple']);
  });
});

describe('an excerpt', () => {
  it('says where the words stand', () => {
    expect(excerptOf('a \ue000b\ue001 \ue002c\ue003 \ue000d\ue001')).toEqual({
      text: 'a b <c> d',
      marks: [
        { from: 2, to: 3 },
        { from: 8, to: 9 },
      ],
    });
    expect(excerptOf('')).toEqual({ text: '', marks: [] });
  });

  const WHOLE = 'Harm that knife crime does is less. Calls are answered.\nNew posts';
  it.each([
    ['knife crime does', '… knife crime does …', 2],
    ['Calls are answered.', 'Calls are answered.', 0],
    ['New posts', 'New posts', 0],
    ['Harm that knife', 'Harm that knife …', 0],
    [WHOLE, WHOLE, 0],
  ])('shows where a sentence is cut: %j', (text, shown, moved) => {
    const marks = [{ from: 1, to: 3 }];
    expect(markedCuts({ text, marks }, WHOLE)).toEqual({ text: shown, marks: [{ from: 1 + moved, to: 3 + moved }] });
  });
});
