import { compareDecimals, digitsAfterThePoint, minus, plus, quotient, times } from '../../../../src/ledger/decimals.js';
import { grouped, present } from '../facts.js';
import { displayPeriod } from '../period.js';
import type { Named } from '../references.js';
import type { Observation, PeriodAnswer } from './metric.answers.js';
import type { ArithmeticFinding } from './metric-page.answers.js';

/** A figure that one can count with: one decimal number, taken at its word. */
type Exact = Observation & { value: string };

/** What a definition says that matters here. */
interface Defined {
  kind: string;
  breakdowns?: { name: string; values: string[] }[];
}

interface Split {
  name: string;
  value: string;
}

/** What a paper itself compares a figure with, as far as it gives numbers. */
interface Stated {
  type: string;
  value?: string;
  change?: string;
  changePercent?: string;
  period?: PeriodAnswer;
}

/** Kinds whose parts add up to the whole. */
const ADDITIVE: readonly string[] = ['count', 'money'];

/**
 * Checks what papers print of a metric against one another: parts against their total, a stated change against the two
 * figures, the earlier figure that a paper gives against the one held, and a part against its whole. It changes no
 * figure. Figures that are "about" or "over" something are not counted with.
 */
export function arithmeticOf(observations: readonly Observation[], definition: object): ArithmeticFinding[] {
  const numbers = observations.filter(isNumber);
  const defined = definition as Defined;
  return numbers.flatMap((figure) => [
    ...partsAgainst(figure, numbers, defined),
    ...statedOf(figure).flatMap((stated) => [
      ...statedChange(figure, stated, defined),
      ...earlierFigure(figure, stated, numbers),
    ]),
    ...withinWhole(figure),
  ]);
}

function isNumber(figure: Observation): figure is Exact {
  const { value, qualifier = 'exact', withdrawn } = figure;
  return !withdrawn && typeof value === 'string' && qualifier === 'exact';
}

/** By each way of splitting it that is held in full. */
function partsAgainst(total: Exact, numbers: readonly Exact[], { kind, breakdowns = [] }: Defined) {
  if (!ADDITIVE.includes(kind) || splitsOf(total).length > 0) return [];
  const alike = numbers.filter((one) => splitsOf(one).length === 1 && whatOf(one) === whatOf(total));
  return breakdowns.flatMap(({ name, values }) => {
    const parts = values.flatMap(
      (value) => alike.find((one) => splitsOf(one)[0]!.name === name && splitsOf(one)[0]!.value === value) ?? [],
    );
    if (parts.length < 2 || parts.length < values.length) return [];
    const sum = parts.map(({ value }) => value).reduce(plus);
    return finding('parts', [total, ...parts], {
      calculation: `${parts.map(({ value }) => value).join(' + ')} = ${sum}`,
      printed: total.value,
      agrees: compareDecimals(sum, total.value) === 0,
    });
  });
}

/** Period and areas: the key of a figure but for its parts. */
function whatOf({ id }: Exact): string {
  return id.split('/').slice(0, 2).join('/');
}

function splitsOf({ breakdown }: Exact): Split[] {
  return (breakdown ?? []) as Split[];
}

/** The comparisons of a paper; what it says of one in several places belongs together. */
function statedOf({ statedComparators }: Exact): Stated[] {
  const said = (statedComparators ?? []) as Stated[];
  const together = grouped(said, ({ type, period }) => [`${type} ${JSON.stringify(period ?? null)}`]);
  return [...together.values()].map((same) => Object.assign({}, ...same) as Stated);
}

function statedChange(figure: Exact, stated: Stated, { kind }: Defined): ArithmeticFinding[] {
  const { value: now } = figure;
  const { value, change, changePercent } = stated;
  const earlier = value ?? (change === undefined ? undefined : minus(now, change));
  if (earlier === undefined) return [];
  const difference = minus(now, earlier);
  const found: ArithmeticFinding[] = [];
  if (value !== undefined && change !== undefined)
    found.push(
      finding('change', [figure], {
        calculation: `${now} - ${value} = ${difference}`,
        printed: change,
        agrees: compareDecimals(difference, change) === 0,
      }),
    );
  // Of percentages a change "by 2%" may mean points.
  if (changePercent !== undefined && kind !== 'percentage' && compareDecimals(earlier, '0') > 0) {
    const percent = (digits: number) => quotient(times(difference, '100'), earlier, digits);
    const digits = digitsAfterThePoint(changePercent);
    const from = value === undefined ? `(${now} - ${change})` : value;
    found.push(
      finding('changePercent', [figure], {
        calculation: `${difference} / ${from} = ${percent(Math.max(1, digits))}%`,
        printed: `${changePercent}%`,
        agrees: compareDecimals(percent(digits), changePercent) === 0,
      }),
    );
  }
  return found;
}

function earlierFigure(figure: Exact, { value, period }: Stated, numbers: readonly Exact[]): ArithmeticFinding[] {
  if (value === undefined || !period) return [];
  const rest = restOf(figure);
  const held = numbers.find(
    (one) => restOf(one) === rest && one.unit === figure.unit && !!one.period && isSame(one.period, period),
  );
  if (!held || held === figure) return [];
  return [
    finding('earlierFigure', [figure, held], {
      calculation: `${held.value}, ${displayPeriod(period)}`,
      printed: value,
      agrees: compareDecimals(held.value, value) === 0,
    }),
  ];
}

/** Areas and parts: the key of a figure but for its period. */
function restOf({ id }: Exact): string {
  return id.split('/').slice(1).join('/');
}

function isSame(a: PeriodAnswer, b: PeriodAnswer): boolean {
  return a.from === b.from && (a.to ?? null) === (b.to ?? null) && a.at === b.at;
}

function withinWhole(figure: Exact): ArithmeticFinding[] {
  const { value, outOf } = figure;
  if (outOf === undefined || compareDecimals(value, outOf) <= 0) return [];
  return [finding('whole', [figure], { calculation: `${value} of ${outOf}`, printed: outOf, agrees: false })];
}

function finding(
  rule: ArithmeticFinding['rule'],
  figures: readonly Exact[],
  { agrees, ...said }: { calculation: string; printed: string; agrees: boolean },
): ArithmeticFinding {
  return { rule, figures: figures.map(named), ...said, result: agrees ? 'agrees' : 'doesNotAgree' };
}

function named({ from, display, breakdown, periodDisplay, periodPrinted }: Exact): Named {
  const parts = ((breakdown ?? []) as Split[]).map(({ value }) => value);
  return present<Named>({
    id: from.entryId,
    name: [display, ...parts, periodDisplay ?? periodPrinted].filter(Boolean).join(', '),
  });
}
