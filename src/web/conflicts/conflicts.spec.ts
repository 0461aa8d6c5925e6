import type { ConflictAnswer } from '../../../projections/state/queries/conflict/conflict.answers.js';
import { conflictsPage } from './conflict.view.js';

const side = (kind: string, facet: string, more: object = {}) => ({
  ...{ entryId: kind, object: { id: 'x', name: 'Said' }, about: [], facet, kind, says: {}, words: 'Words', from: {} },
  ...more,
});
const conflict = (state: string, ...sides: object[]) =>
  ({ id: state, state, point: 'How many', a: sides[0], b: sides[1] }) as unknown as ConflictAnswer;

const names = ['1', '2', '3', '4', '5'].map((id) => ({ id, name: `C-${id}` }));
const citation = { sourceId: 's', line: 5 };
const found = [
  conflict('open', side('MetricSubmitted', 'value/2022/-/-'), side('ProgressReported', 'content', { about: names })),
  conflict('resolved', side('CountStated', 'count/x'), side('MilestonePromised', 'promise', { says: { citation } })),
];

describe('the page of conflicts', () => {
  const page = conflictsPage(found, { state: undefined });

  it('has both statements of each, and looks for the pages of what they are said of', () =>
    expect(page.list.items.map(({ sides }) => sides.map(({ category }) => category))).toEqual([
      ['metric', 'update'],
      ['plan', 'milestone'],
    ]));

  it('counts what is open', () => expect(page).toMatchObject({ open: 1, isNarrowed: false }));

  it('names no more than a reader takes in, and the passage where one is named', () => {
    expect(page.list.items[0]!.sides[1]!.aboutNames).toHaveLength(4);
    expect(page.list.items[1]!.sides[1]!.citation).toEqual(citation);
  });
});
