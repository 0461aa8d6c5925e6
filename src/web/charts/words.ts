/** What charts say, in one language. Parts in braces are filled in. */
export interface ChartWords {
  /** Twelve, short, January first. */
  months: readonly string[];
  lineChart: string;
  barChart: string;
  areaChart: string;
  revisionChart: string;
  /** Of a series with figures. */
  seriesLine: string;
  /** Of a series with one figure. */
  seriesPoint: string;
  /** Of a series without a figure. */
  seriesEmpty: string;
  target: string;
  baseline: string;
  trajectory: string;
  /** Names a target and its value. */
  targetLine: string;
  breakAt: string;
  breakUnexplained: string;
  inTable: string;
  notFromZero: string;
  hollow: string;
  bestAtTop: string;
  /** Gives the period, and why there is no figure. */
  missing: string;
  missingUnexplained: string;
  otherLength: string;
  noPeriod: string;
  notANumber: string;
  withdrawn: string;
  reported: string;
  knownNow: string;
  firstReported: string;
  latest: string;
  period: string;
  area: string;
  value: string;
  notDrawn: string;
  /** By qualifier, beside a figure; those that are exact have none. */
  qualifiers: Readonly<Record<string, string>>;
}

/** Puts values in the places of a text: `{from}` becomes the value of `from`. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}

export const ENGLISH_CHART_WORDS: ChartWords = {
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  lineChart: 'Line chart.',
  barChart: 'Bar chart.',
  areaChart: 'Dot plot, one row for each area.',
  revisionChart: 'Dot plot, one row for each period: the figure as first reported and as it is known now.',
  seriesLine:
    '{name}: {count} figures, from {first} ({firstPeriod}) to {last} ({lastPeriod}); lowest {low} ({lowPeriod}), ' +
    'highest {high} ({highPeriod}).',
  seriesPoint: '{name}: {last} ({lastPeriod}).',
  seriesEmpty: '{name}: no figure.',
  target: 'Target',
  baseline: 'Baseline',
  trajectory: 'Trajectory',
  targetLine: '{name}: {value}.',
  breakAt: '{mark}: the series breaks on {date}. {note}',
  breakUnexplained: 'No reason is held.',
  inTable: 'All figures are in the table.',
  notFromZero: 'The scale does not start at zero.',
  hollow: 'An empty mark stands for a figure that is not exact.',
  bestAtTop: 'The first rank is at the top.',
  missing: 'No figure for {period}: {reason}',
  missingUnexplained: 'No figure for {period}.',
  otherLength: 'Figures for periods of another length are in the table only.',
  noPeriod: 'Figures without a stated period are in the table only.',
  notANumber: 'Ranges and answers in words are in the table only.',
  withdrawn: 'Withdrawn',
  reported: 'As reported',
  knownNow: 'As known now',
  firstReported: 'As first reported',
  latest: 'Latest',
  period: 'Period',
  area: 'Area',
  value: 'Value',
  notDrawn: 'not in the chart',
  qualifiers: {
    over: 'over',
    under: 'under',
    about: 'about',
    upTo: 'up to',
    provisional: 'provisional',
    estimated: 'estimated',
    suppressed: 'suppressed',
    notAvailable: 'not available',
    damaged: 'damaged in the paper',
  },
};
