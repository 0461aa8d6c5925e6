import { type Answer, type LoadedService, startExample } from './example-service.js';

/** Some seconds by itself; more where other tests run beside it. In milliseconds. */
const LOADING = 180_000;

describe('what the two reports of August 2022 leave out', () => {
  let example: LoadedService;

  beforeAll(async () => {
    example = await startExample();
  }, LOADING);
  afterAll(() => example?.close());

  /** The names of what was found, by rule. */
  const found = async (report: string) => {
    const answer = await example.get(`/api/reports/${report}/coverage`);
    const byRule: Record<string, string[]> = {};
    for (const { rule, what } of answer.findings as Answer[]) byRule[rule] = [...(byRule[rule] ?? []), what.name];
    return { ...answer, byRule };
  };

  test('of Priority One: two promises, one of a row, a row without any, two numbers, and the third priority', async () => {
    const { byRule, counts, answered, scope } = await found('REPORT-2022-08-04-P1');
    expect(byRule).toEqual({
      noRow: ['C22-15', 'C22-16'],
      rowWithoutUpdate: ['C22-22'],
      rowWithoutCommitment: ['Governance and Accountability'],
      inferredNumber: ['C22-28', 'C22-29'],
      priorityNotReported: [expect.stringContaining('Strengthening')],
    });
    expect(counts).toMatchObject({ noRow: 2, milestoneNotMentioned: 0, metricOverdue: 0 });
    expect({ answered, scope: scope.length }).toEqual({ answered: 0, scope: 1 });
  });

  test('of Priority Two: the third priority', async () => {
    const { byRule } = await found('REPORT-2022-08-04-P2');
    expect(Object.keys(byRule)).toEqual(['priorityNotReported']);
  });
});
