import { extracted } from '../example/papers.js';
import { extractionAtHand } from './extraction.js';

const withExtraction = extractionAtHand ? describe : describe.skip;

// biome-ignore lint/suspicious/noExplicitAny: files as they are; the counts are what is tested
type Raw = any;

/** How many of each there are, the rest of them apart. */
function tally(values: readonly unknown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[String(value)] = (counts[String(value)] ?? 0) + 1;
  return counts;
}

const all = (lists: readonly Raw[], name: string): Raw[] => lists.flatMap((one) => one[name] ?? []);

/**
 * The tally of entries is held against the files themselves. Here the files are held against what their description says
 * of them, so that nothing is missed because nobody has read it.
 */
withExtraction('the extraction is as large as it says', () => {
  const file = (name: string): Raw => extracted(`${name}.json`);

  test('two plans with 23 outcomes and 17 pieces of work', () => {
    const [first, second] = file('plans').plans;
    expect(first.priorities.map(({ outcomes }: Raw) => outcomes.length)).toEqual([6, 7, 5]);
    expect([first.overarching_outcomes.items.length, first.work_to_do_section_4.items.length]).toEqual([5, 17]);
    expect([second.priorities.length, second.themes_for_action.length]).toEqual([3, 2]);
    expect(all(second.priorities, 'outcomes')).toEqual([]);
  });

  test('31 commitments of 2018, eleven as printed in 2019', () => {
    const { commitments, reported_2019_09_23: reported, other_undertakings: others } = file('commitments-2018');
    expect(tally(commitments.map(({ priority }: Raw) => priority))).toEqual({ 'all priorities': 9, 1: 10, 2: 6, 3: 6 });
    expect(tally(reported.map(({ match }: Raw) => match))).toEqual({
      ...{ identical: 4, 'same with differences': 6, 'not a commitment in the 2018 text': 1 },
    });
    expect(reported.filter((one: Raw) => one.difference_kinds?.includes('wording'))).toHaveLength(1);
    expect(others).toHaveLength(7);
  });

  test('85 numbers of 2022, of which August has 45', () => {
    const { commitments } = file('commitments-2022');
    expect(tally(commitments.map(({ priority }: Raw) => priority))).toEqual({ P1: 27, P2: 20, P3: 38 });
    const numbers = commitments.map(({ number }: Raw) => number);
    expect(numbers).toEqual(
      Array.from({ length: 87 }, (_, at) => at + 1).filter((number) => ![28, 29].includes(number)),
    );
    expect(tally(commitments.map(({ august_2022 }: Raw) => august_2022?.match))).toEqual({
      ...{ identical: 42, 'same with differences': 3, undefined: 40 },
    });
  });

  test('9 sections and 13 rows, with every paragraph', () => {
    const { sections } = file('progress-2019-09-23');
    const sizes = (lists: Raw[], ...names: string[]) => [lists.length, ...names.map((name) => all(lists, name).length)];
    expect(sizes(sections, 'paragraphs', 'status_words', 'bodies', 'dated_facts')).toEqual([9, 64, 61, 96, 36]);
    const { rows } = file('progress-2022-08-04');
    expect(tally(rows.map(({ priority }: Raw) => priority))).toEqual({ 1: 8, 2: 5 });
    expect(sizes(rows, 'key_outcomes', 'progress', 'delivery', 'status_words', 'bodies')).toEqual([
      ...[13, 48, 146, 68, 162, 169],
    ]);
  });

  test('159 figures and 11 checks of them', () => {
    const { metrics, checks } = file('metrics');
    expect(tally(metrics.map(({ reported_in }: Raw) => reported_in))).toEqual({
      ...{ 'progress-2022-08-04': 108, 'progress-2019-09-23': 32, 'plan-2018': 19 },
    });
    const having = (is: (figure: Raw) => boolean) => metrics.filter(is).length;
    expect(having(({ value }) => value === null)).toBe(12);
    expect(having(({ value }) => Array.isArray(value))).toBe(3);
    expect(having(({ flag }) => !!flag)).toBe(8);
    expect(new Set(metrics.flatMap(({ series }: Raw) => series ?? [])).size).toBe(8);
    expect(checks).toHaveLength(11);
  });

  test('203 bodies, 40 of them under several names', () => {
    const { bodies, in_both_plans: both, renamed_or_varying: varying } = file('bodies');
    expect(bodies).toHaveLength(203);
    expect(tally(bodies.map(({ type }: Raw) => type))).toEqual({
      'organisation, service, programme or project': 130,
      ...{ group: 29, board: 17, 'strategy or plan': 12, panel: 8, partnership: 7 },
    });
    expect(bodies.filter(({ as_written }: Raw) => as_written.length > 1)).toHaveLength(40);
    expect([both.length, varying.length]).toEqual([20, 12]);
  });

  test('118 decisions and dates of 16 types, 43 with a due date and 37 without one', () => {
    const { items, calendar, undated_promises: undated } = file('decisions-and-dates');
    const types = tally(items.map(({ type }: Raw) => type));
    expect([items.length, Object.keys(types).length]).toEqual([118, 16]);
    expect(types).toMatchObject({ 'expected date': 35, decision: 23, promise: 19 });
    expect([calendar.length, undated.length]).toEqual([43, 37]);
  });

  test('18 indicators, 13 streams of work and 56 anomalies', () => {
    const scorecard = file('scorecard');
    const sizes = (lists: Raw[]) => lists.map(({ items }) => items.length);
    expect(sizes(scorecard.indicators)).toEqual([6, 8, 4]);
    expect(sizes(scorecard.priority_report_contents)).toEqual([4, 4, 5]);
    expect([scorecard.reporting_rules.length, scorecard.recommendations.length]).toEqual([5, 2]);
    const names = ['plans', 'commitments-2018', 'commitments-2022', 'progress-2019-09-23', 'progress-2022-08-04'];
    const anomalies = [...names, 'decisions-and-dates', 'scorecard'].map((name) => file(name).anomalies.length);
    expect(anomalies).toEqual([5, 8, 12, 9, 11, 7, 4]);
  });
});
