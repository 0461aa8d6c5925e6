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
    expect(problem!.message).toMatch(new RegExp(`^${'x'.repeat(200)} is not recognised\\. Allowed are `));
  });
});

describe('what is wrong with the shape of a command', () => {
  const fields = (address: string, body: object) =>
    problemsOf(catalogue.command(address)!, body).map(({ field }) => field);

  test('is told together with a missing date and source', () => {
    expect(fields('report-status', {})).toEqual([
      ...['reportedOn', 'source'],
      ...['commitmentId', 'id', 'assessment', 'scheme', 'schemeVersion', 'status', 'reason'],
    ]);
    expect(fields('report-status', { source: { url: 'https://papers.example/1' } })).not.toContain('source');
  });

  test.each([
    ['an administrative command has neither', 'open-ledger', []],
    ['editors need no paper', 'note-conflict', ['reportedOn']],
    ['what an act needs says its entry', 'revise-entry', ['reportedOn']],
    ['a correction keeps them', 'correct-entry', []],
    ['a void has neither', 'void-entry', []],
  ])('%s', (_, address, besides) => {
    expect(fields(address, {}).filter((field) => field === 'reportedOn' || field === 'source')).toEqual(besides);
  });

  test('lists the words of a choice that is missing', () => {
    const problems = problemsOf(catalogue.command('report-status')!, { noEvidence: true });
    expect(problems).toContainEqual({
      ...{ code: 'required', field: 'assessment', message: 'Assessment is required. One of: officer, panel' },
    });
  });

  test('of what is no list does not speak of items', () => {
    const problems = problemsOf(reportProgress, { blocks: 'all', targets: 'C-1' });
    expect(problems.find(({ field }) => field === 'blocks')?.message).toBe('Blocks must be a list');
    expect(problems.find(({ field }) => field === 'targets')?.message).toBe('Targets must be a list');
  });

  test('lists the fields that there are once', () => {
    const blocks = times(2, { colour: 'red' });
    const [first, ...more] = problemsOf(reportProgress, { blocks }).map(({ message }) => message);
    expect(first).toMatch(/^blocks\[0\]\.colour is not recognised\. Allowed are blockId, /);
    expect(more).toEqual(['blocks[1].colour is not recognised']);
  });
});
