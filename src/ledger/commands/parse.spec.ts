import { catalogue } from '../../catalogue.js';
import { type CommandType } from '../catalogue/catalogue.js';
import { parseCommand } from './parse.js';
import { Refused } from './refused.js';

const reportProgress = catalogue.command('report-progress')!;
const setTarget = catalogue.command('set-target')!;

function problemsOf(type: CommandType, body: unknown) {
  try {
    parseCommand(type, body);
  } catch (error) {
    if (error instanceof Refused) return error.problems;
    throw error;
  }
  throw new Error('The command was taken');
}

const times = (count: number, item: unknown) => new Array(count).fill(item);

describe('a command that is far too large', () => {
  test('is refused for the length of its list alone, before 60,000 items are checked', () => {
    const [problem, ...more] = problemsOf(reportProgress, { blocks: times(60_000, {}) });
    expect(problem).toEqual({
      code: 'too-many-items',
      field: 'blocks',
      message: 'Blocks may hold at most 200 items',
    });
    expect(more).toEqual([]);
  });

  test('nor hides its items in lists of lists', () => {
    const points = times(200, { areas: times(200, {}) });
    expect(problemsOf(setTarget, { points })).toEqual([
      {
        code: 'too-many-items',
        field: 'points[9].areas',
        message: 'The lists of a command may hold at most 2000 items in all',
      },
    ]);
  });

  test('tells the first hundred problems', () => {
    expect(problemsOf(reportProgress, { blocks: times(200, {}) })).toHaveLength(100);
    const unknown = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`unknown${n}`, 0]));
    expect(problemsOf(reportProgress, unknown)).toHaveLength(100);
  });

  test('says back no more than the beginning of a name', () => {
    const [problem] = problemsOf(reportProgress, { ['x'.repeat(100_000)]: 0 });
    expect(problem!.message).toBe(`${'x'.repeat(200)} is not recognised`);
  });
});
