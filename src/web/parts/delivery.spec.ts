import type { DeliveryAnswer } from '../../../projections/state/queries/commitment/commitment.answers.js';
import { DELIVERY_FUNCTIONS } from '../../plans/plan.events.js';
import { wordsIn } from '../render/words.js';
import { deliveryOf } from './delivery.js';

const from = (line: number, doc = 's1') => ({
  ...{ reportedOn: '2022-08-04', entry: 'backfill', source: { doc }, citations: [{ sourceId: doc, line }] },
});
const link = (id: string, more: object) => ({ id, from: from(1), targets: [], ...more }) as unknown as DeliveryAnswer;
const board = { id: 'b1', name: 'A board' };

describe('who delivers', () => {
  it('is told by what each does, those with the most to do with it first', () => {
    const links = [...DELIVERY_FUNCTIONS].map((one) => link(one, { body: { id: one }, function: one }));
    const { groups } = deliveryOf(links);
    expect(groups[0]!.function).toBe('leads');
    expect(groups.at(-1)!.function).toBe('context');
    expect(groups.map((one) => one.function).sort()).toEqual([...DELIVERY_FUNCTIONS].sort());
  });

  it('has words for whatever somebody may do', () => {
    for (const one of DELIVERY_FUNCTIONS) expect(wordsIn('en', 'UTC').has(`function.${one}`)).toBe(true);
  });

  it('is one line of a body that is listed twice, with all that is said of it and every place', () => {
    const { groups } = deliveryOf([
      link('1', { body: board, function: 'context' }),
      link('2', { body: board, function: 'context', words: 'Chairs the review.', from: from(7) }),
      link('3', { body: board, function: 'context', from: from(7) }),
    ]);
    expect(groups).toMatchObject([{ function: 'context', lines: [{ body: board }] }]);
    expect(groups[0]!.lines[0]).toMatchObject({
      words: [{ text: 'Chairs the review.' }],
      citations: [{ line: 1 }, { line: 7 }],
    });
  });

  it('is what a paper prints where that names no body, and says what was erased', () => {
    const { groups } = deliveryOf([
      link('1', { printed: 'The coordinators', function: 'delivers' }),
      link('2', { printed: null, words: null, function: 'delivers' }),
    ]);
    expect(groups[0]!.lines.map(({ words }) => words[0]!.text)).toEqual(['The coordinators', null]);
  });

  it('keeps apart what has ended, and names each paper once', () => {
    const { groups, from: papers } = deliveryOf([
      link('1', { body: board, function: 'leads', endedOn: '2022-09-01' }),
      link('2', { body: board, function: 'leads', from: from(3, 's2') }),
      link('3', { words: 'More', function: 'leads' }),
    ]);
    expect(groups[0]!.lines).toHaveLength(3);
    expect(papers.map(({ source }) => source!.doc)).toEqual(['s1', 's2']);
  });
});
