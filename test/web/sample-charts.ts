import type { Chart, ChartPoint } from '../../src/web/charts/model.js';

/** Charts of invented figures, one of each kind. */

const pad = (n: number) => String(n).padStart(2, '0');
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July'];
const LATER = ['August', 'September', 'October', 'November', 'December'];

/** A month of 2021, or, with a number above 12, of the years after it. */
export function month(
  n: number,
  value: string | null,
  text = value ?? '–',
  more: Partial<ChartPoint> = {},
): ChartPoint {
  const first = (m: number) => `${2021 + Math.floor((m - 1) / 12)}-${pad(((m - 1) % 12) + 1)}-01`;
  const name = [...MONTHS, ...LATER][(n - 1) % 12];
  const span = { from: first(n), to: first(n + 1) };
  const label = `${name} ${span.from.slice(0, 4)}`;
  const missing = value === null ? { notDrawn: 'missing' as const } : {};
  return { key: `${span.from}..${span.to}`, label, span, value, text, ...missing, ...more };
}

function seconds(n: number, value: number | null, more: Partial<ChartPoint> = {}): ChartPoint {
  if (value === null) return month(n, null, '–', more);
  return month(n, String(value), `${Math.floor(value / 60)}m ${value % 60}s`, more);
}

const ANSWER_TIMES = [478, 455, 430, 442, 401, null, 372, 350, 361, 330, 312, 298];
const RESTATED = [478, 455, 430, 442, 401, null, 372, 350, 361, 341, 325, 305];

export const SAMPLE_CHARTS: Record<string, Chart> = {
  answerTimes: {
    title: '101 average answer time, police force area',
    unit: { form: 'seconds' },
    series: [
      {
        name: 'As reported',
        points: ANSWER_TIMES.map((value, index) =>
          seconds(index + 4, value, index === 11 ? { qualifier: 'provisional' } : {}),
        ),
      },
      { name: 'As known now', points: RESTATED.map((value, index) => seconds(index + 4, value)) },
    ],
    targets: [{ name: 'Target', points: [{ value: '240', text: '4m 0s' }] }],
    breaks: [],
  },
  broken: {
    title: 'Referrals to the service',
    unit: { form: 'plain', name: 'referrals' },
    series: [
      {
        name: 'As reported',
        points: [120, 132, 128, 141, 150, 290, 301, 296, 310, 322, 318, 330, 345, 351, 340, 362].map((value, index) =>
          month(index + 1, String(value), `${value} referrals`),
        ),
      },
    ],
    targets: [
      {
        name: 'Target',
        points: [
          {
            span: { from: '2021-10-01', to: '2025-04-01' },
            label: 'from October 2021',
            value: '320',
            text: '320 referrals',
          },
        ],
      },
    ],
    breaks: [{ at: '2021-06-01', label: '1 June 2021', note: 'Self-referrals are counted from here on.' }],
  },
  four: {
    title: 'Satisfaction, four districts',
    unit: { form: 'percent' },
    series: ['Bolton', 'Greater Manchester', 'Oldham', 'Wigan'].map((name, one) => ({
      name,
      points: [1, 2, 3, 4, 5, 6].map((n) =>
        month(n * 3, String(70 + one * 3 + ((n * (one + 2)) % 5)), `${70 + one * 3 + ((n * (one + 2)) % 5)}%`, {
          span: { from: `${2020 + n}-04-01`, to: `${2021 + n}-04-01` },
          key: `${n}`,
          label: `Financial year ${n}`,
        }),
      ),
    })),
    targets: [],
    breaks: [],
  },
  rank: {
    title: '999 call answering, rank among forces',
    unit: { form: 'rank' },
    series: [
      {
        name: 'As reported',
        points: [41, 38, 22, 8, 8].map((rank, index) => month(index + 1, String(rank), `rank ${rank} of 43`)),
      },
    ],
    targets: [],
    breaks: [],
  },
  few: {
    title: '101 average answer time, police force area',
    unit: { form: 'seconds' },
    series: [
      { name: 'As first reported', points: [seconds(7, 478), seconds(13, 219), seconds(15, 298)] },
      {
        name: 'As known now',
        points: [seconds(7, 478), seconds(13, 219), seconds(15, 305, { qualifier: 'provisional' })],
      },
    ],
    targets: [{ name: 'Target', points: [{ value: '240', text: '4m 0s' }] }],
    breaks: [],
  },
  money: {
    title: 'Funding',
    unit: { form: 'pounds' },
    series: [
      { name: 'As reported', points: [month(1, '1500000', '£1,500,000'), month(13, '2250000.50', '£2,250,000.50')] },
    ],
    targets: [],
    breaks: [],
  },
};

export const SAMPLE_AREAS: Chart = {
  title: 'Anti-social behaviour, March 2022',
  unit: { form: 'plain', name: 'incidents per 1,000 people' },
  series: [
    {
      name: 'Value',
      points: Object.entries({
        ...{
          'Greater Manchester': '21.4',
          Bolton: '18.2',
          Bury: '15.9',
          Manchester: '34.7',
          Oldham: '22.0',
          Rochdale: '23.1',
        },
        ...{ Salford: '26.5', Stockport: '14.2', Tameside: '21.9', Trafford: '12.8', 'Wigan (February 2022)': '17.3' },
      }).map(([label, value]) => ({ key: label, label, value, text: value })),
    },
  ],
  ...{ targets: [], breaks: [] },
};

export const SAMPLE_REVISIONS: Chart = {
  title: '101 average answer time',
  unit: { form: 'seconds' },
  series: [
    { name: 'As first reported', points: [seconds(15, 298), seconds(14, 310), seconds(13, 325), seconds(12, 330)] },
    { name: 'Latest', points: [seconds(15, 305), seconds(14, 310), seconds(13, 301), seconds(12, 352)] },
  ],
  ...{ targets: [], breaks: [] },
};

/** Five districts over two years, one of them without a figure. */
export const SAMPLE_DISTRICTS: Chart[] = ['Bolton', 'Bury', 'Manchester', 'Oldham', 'Rochdale'].map((title, one) => ({
  ...{ title, unit: { form: 'plain', name: 'incidents' }, targets: [], breaks: [] },
  series: [
    {
      name: 'Value',
      points:
        one === 4
          ? []
          : Array.from({ length: 24 }, (_, n) => month(n + 1, String(60 + one * 30 + ((n * (one + 3)) % 17)))),
    },
  ],
}));
