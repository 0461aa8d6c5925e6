import type { Check, Extraction, Figure, Period } from '../extraction.js';
import { CHECKED_FIGURES } from '../judgement.js';
import { entryOf, type Line } from './line.js';
import { type Citing, dayAfter, firstDayOf, lastDayOf, paperOf } from './papers.js';

/** An area of the ledger's list. */
export interface ListedArea {
  code?: string;
  name: string;
}

/** Names that the papers give areas of the list. */
const LISTED_AS: Readonly<Record<string, string>> = {
  'Greater Manchester Police': 'Greater Manchester Police force area',
};

const QUALIFIERS: Readonly<Record<string, string>> = {
  over: 'over',
  'more than': 'over',
  'exceed over': 'over',
  above: 'over',
  'and over': 'over',
  'up to': 'upTo',
  'not exceeding': 'upTo',
  'nearly, estimated': 'estimated',
  nearly: 'about',
  around: 'about',
  approximately: 'about',
  'approximately (read across)': 'about',
  'equivalent to': 'about',
  majority: 'about',
  "hundreds ('100's of')": 'about',
  'as young as': 'exact',
};

const DIRECTIONS: Readonly<Record<string, { value: string; basis: string }>> = {
  'lower is better': { value: 'lower', basis: 'judgement' },
  'higher is better': { value: 'higher', basis: 'judgement' },
  'higher number is better': { value: 'higher', basis: 'judgement' },
  'higher is better (as presented)': { value: 'higher', basis: 'asPresented' },
  'higher is better (presented as better recording)': { value: 'higher', basis: 'asPresented' },
  'not stated': { value: 'noJudgement', basis: 'notStated' },
};
const NO_JUDGEMENT = { value: 'noJudgement', basis: 'judgement' };

/** Uses as the ledger names them; ranks and plans are performance, a comparator shares the use of its metric. */
const USES = ['performance', 'volume', 'activity', 'capacity', 'survey', 'funding', 'context', 'parameter'];

/** A metric: every figure of one series, or of one indicator in one unit. */
interface Metric {
  id: string;
  name: string;
  figures: Figure[];
}

export class Figures {
  readonly metrics: Metric[] = [];
  private readonly metricOf = new Map<string, Metric>();
  private readonly made = new Map<string, Line>();

  constructor(
    private readonly file: Extraction['figures'],
    private readonly areas: readonly ListedArea[],
    private readonly citing: Citing,
  ) {
    const seriesOf = new Map(file.metrics.flatMap(({ indicator, series }) => (series ? [[indicator, series]] : [])));
    const byName = new Map<string, Metric>();
    for (const figure of file.metrics) {
      const series = figure.series ?? seriesOf.get(figure.indicator);
      const name = series ?? `${figure.indicator} / ${figure.unit}`;
      const known = byName.get(name);
      const metric = known ?? { id: `MET-${figure.id}`, name: series ?? figure.indicator, figures: [] };
      if (!known) {
        byName.set(name, metric);
        this.metrics.push(metric);
      }
      metric.figures.push(figure);
      this.metricOf.set(figure.id, metric);
    }
  }

  lines(): Line[] {
    const figures = this.file.metrics.map((figure) => this.line(figure));
    for (const [index, figure] of this.file.metrics.entries()) this.made.set(figure.id, figures[index]!);
    return [
      ...this.metrics.flatMap((metric) => this.definitions(metric)),
      ...figures,
      ...this.file.checks.map((check, index) => this.check(check, CHECKED_FIGURES[index]!, index + 1)),
    ];
  }

  /** The entry and the key of a figure that was submitted. */
  entry(figure: string): string {
    return entryOf(this.made.get(figure)!, 'metric', this.metricOf.get(figure)!.id);
  }

  lineOf(figure: string): Line {
    return this.made.get(figure)!;
  }

  /** The first unit defines; where it changes inside a series, so does the definition, and the series breaks there. */
  private definitions({ id, name, figures }: Metric): Line[] {
    const units = [...new Set(figures.map(({ unit }) => unit))];
    const first = figures.reduce((one, other) => (dayOf(other) < dayOf(one) ? other : one));
    const define: Line = {
      command: 'define-metric',
      record: `metrics/${id}`,
      fields: {
        metricId: id,
        ...this.citing.said(first.source, first.where),
        definitionVersion: 1,
        ...definitionOf(name, figures, units[0]!),
        confirmed: first.unit === 'rank' && !first.out_of ? ['rank-without-set'] : undefined,
      },
    };
    const changes = units.slice(1).map((unit, index): Line => {
      const since = figures.find((figure) => figure.unit === unit)!;
      return {
        command: 'change-metric-definition',
        record: `metrics/${id}-${index + 2}`,
        fields: {
          metricId: id,
          ...this.citing.said(since.source, since.where, [since.note]),
          // Both units stand in one paper; the change follows the definition.
          edition: 2,
          definitionVersion: index + 2,
          ...definitionOf(name, figures, unit),
          break: { breakId: `BREAK-${since.id}`, at: breakAt(since), note: `The unit is ${unit} from here on` },
        },
      };
    });
    return [define, ...changes];
  }

  private line(figure: Figure): Line {
    if (figure.kind === 'target') return this.target(figure);
    return figure.unit === 'direction' ? this.direction(figure) : this.value(figure);
  }

  private value(figure: Figure): Line {
    const { value, unit, out_of, qualifier, as_printed, flag, comparators } = figure;
    const rank = unit === 'rank';
    const missing = value === null;
    return {
      command: 'submit-metric',
      record: `metrics/${figure.id}`,
      fields: {
        ...this.common(figure, [flag, figure.note, qualifier && `The paper says: ${qualifier}`]),
        value: typeof value === 'number' && !rank ? String(value) : undefined,
        rank: rank ? { n: value, of: out_of } : undefined,
        range: Array.isArray(value) ? { low: String(value[0]), high: String(value[1]) } : undefined,
        outOf: out_of !== undefined && !rank ? String(out_of) : undefined,
        qualifier: missing ? (flag ? 'damaged' : 'notAvailable') : (QUALIFIERS[qualifier ?? ''] ?? 'exact'),
        printed: as_printed,
        reasonIfMissing: missing ? (flag ?? 'The paper gives no number') : undefined,
        statedComparators: comparators?.map(comparator),
        definitionVersion: this.versionOf(figure),
      },
    };
  }

  private target(figure: Figure): Line {
    const { metricId, effective, periodPrinted, areas, ...said } = this.common(figure, [
      'What the paper plans',
      figure.note,
    ]);
    const { value, unit, out_of } = figure;
    const point = { period: effective, periodPrinted, areas, value: String(value), outOf: out_of && String(out_of) };
    return {
      command: 'set-target',
      record: `metrics/${figure.id}`,
      fields: { metricId, ...said, unit, points: [point] },
    };
  }

  /** No figure, only words for how it moved. */
  private direction(figure: Figure): Line {
    return {
      command: 'state-direction',
      record: `metrics/${figure.id}`,
      fields: {
        ...this.common(figure, [figure.flag, figure.note]),
        words: figure.source.quote,
        comparator: 'not stated',
      },
    };
  }

  private common(figure: Figure, notes: readonly (string | undefined)[]) {
    return {
      metricId: this.metricOf.get(figure.id)!.id,
      ...this.citing.said(figure.source, figure.where, notes),
      effective: effectiveOf(figure.period),
      periodPrinted: figure.period.text,
      areas: this.areasOf(figure.area),
    };
  }

  private versionOf({ id, unit }: Figure): number {
    const units = [...new Set(this.metricOf.get(id)!.figures.map((figure) => figure.unit))];
    return units.indexOf(unit) + 1;
  }

  /** Districts of a list each for itself; two wards named together, or "each of the ten", as the paper names them. */
  private areasOf({ level, name }: Figure['area']): ListedArea[] {
    const names = level === 'district' ? name.split(', ') : [name];
    return names.map((each) => {
      const listed = this.areas.find((area) => area.name === (LISTED_AS[each] ?? each));
      return listed?.code ? { code: listed.code, name: listed.name } : { name: each };
    });
  }

  private check({ check, calc, result }: Check, figures: readonly string[], number: number): Line {
    const [first] = figures.map((id) => this.file.metrics.find((figure) => figure.id === id)!);
    return {
      command: 'note-arithmetic',
      record: `checks/${number}`,
      fields: {
        metricId: this.metricOf.get(first!.id)!.id,
        ...this.citing.edited(first!.source, [check, result]),
        checkId: `CHECK-${number}`,
        entries: figures.map((id) => this.entry(id)),
        calculation: calc,
        result: resultOf(result),
      },
    };
  }
}

function resultOf(words: string): string {
  if (words.startsWith('agrees')) return 'agrees';
  return /not agree|conflict|rests on/.test(words) ? 'doesNotAgree' : 'ownArithmetic';
}

function definitionOf(name: string, figures: readonly Figure[], unit: string) {
  const own = figures.filter((figure) => figure.unit === unit);
  const [first] = own;
  const ofOwn = own.find(({ kind }) => USES.includes(kind)) ?? figures.find(({ kind }) => USES.includes(kind));
  const printed = [...new Set(figures.map(({ indicator }) => indicator))].filter((each) => each !== name);
  return {
    name,
    printedNames: printed.length > 0 ? printed : undefined,
    use: ofOwn?.kind ?? 'performance',
    kind: kindOf(first!),
    unit,
    periodType: periodTypeOf(figures.map(({ period }) => period.type)),
    goodDirection: DIRECTIONS[first!.direction_of_good] ?? NO_JUDGEMENT,
    ranked: first!.unit === 'rank' && first!.out_of ? { set: 'forces', of: first!.out_of } : undefined,
  };
}

function kindOf({ unit, value }: Figure): string {
  if (Array.isArray(value)) return 'range';
  if (unit === 'direction') return 'directionOnly';
  if (unit.startsWith('%')) return 'percentage';
  if (unit.startsWith('GBP')) return 'money';
  const kinds: Record<string, string> = { seconds: 'duration', rank: 'rank', 'proportion of teams': 'ratio' };
  return kinds[unit] ?? 'count';
}

function periodTypeOf(types: readonly Period['type'][]): string {
  const [type, ...others] = new Set(types);
  if (others.length > 0) return 'custom';
  return { month: 'month', range: 'custom', as_at: 'asAt', text: 'notStated' }[type!];
}

/** A period as the ledger holds it, half-open; nothing where the paper gives none. */
export function effectiveOf({ type, month, from, to, date }: Period): object | undefined {
  if (type === 'text') return undefined;
  if (type === 'as_at') return { at: lastDayOf(date!) };
  const [first, last] = type === 'month' ? [month!, month!] : [from!, to!];
  return { from: firstDayOf(first), to: dayAfter(lastDayOf(last)) };
}

/** The first day of a series in a new unit: of its period, or after the month that the paper names. */
function breakAt({ period, source }: Figure & { period: Period & { after?: string } }): string {
  const { after } = period;
  if (after) return firstDayOf(after);
  const effective = effectiveOf(period) as { from?: string; at?: string } | undefined;
  return effective?.from ?? effective?.at ?? paperOf(source.file).reportedOn;
}

function comparator({
  type,
  value,
  change,
  change_percent,
  of,
  period,
  text,
}: NonNullable<Figure['comparators']>[number]) {
  const [first, last = first] = period && /^\d{4}-\d{2}/.test(period) ? period.split('/') : [];
  const whole = first && first.length === 10 ? { at: first } : undefined;
  return {
    type,
    value: value === undefined || value === null ? undefined : String(value),
    change: change === undefined ? undefined : String(change),
    changePercent: change_percent === undefined ? undefined : String(change_percent),
    period: whole ?? (first ? { from: firstDayOf(first), to: dayAfter(lastDayOf(last!)) } : undefined),
    printed: period && !first ? period : undefined,
    note: text ?? (of === undefined ? undefined : `of ${of}`),
  };
}

function dayOf({ source }: Figure): string {
  return paperOf(source.file).reportedOn;
}
