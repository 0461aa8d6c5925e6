import fc from 'fast-check';
import { all, parseXml, textIn, type XmlElement } from '../../../test/support/xml.js';
import { ENGLISH as words } from '../../../test/web/english.js';
import {
  month,
  SAMPLE_AREAS,
  SAMPLE_CHARTS,
  SAMPLE_DISTRICTS,
  SAMPLE_REVISIONS,
} from '../../../test/web/sample-charts.js';
import { areaFigures, areasFigure, type ChartFigure, metricFigure, revisionsFigure } from './figure.js';
import { type Chart, type ChartPoint, drawnPoints } from './model.js';
import { sparkline } from './sparkline.js';

const figure = (chart: Chart, id = 'c') => metricFigure(chart, { id, words });
const drawings = ({ drawing }: ChartFigure): XmlElement[] => all(parseXml(`<div>${drawing ?? ''}</div>`), 'svg');
const of = (chart: Chart) => drawings(figure(chart));
const chartOf = (points: ChartPoint[], more: Partial<Chart> = {}): Chart => ({
  ...{ title: 'Calls', unit: { form: 'plain', name: 'calls' }, series: [{ name: 'As reported', points }] },
  ...{ targets: [], breaks: [], ...more },
});
const months = (...values: (number | null)[]) =>
  values.map((value, index) => month(index + 1, value === null ? null : String(value)));
/** How many lines a series is drawn in, by its colour. */
const lines = (svg: XmlElement, colour = '#12436D') =>
  all(svg, 'path').filter(({ attributes }) => attributes.stroke === colour && attributes['stroke-width'] === '3');

describe('a chart', () => {
  it.each(
    Object.entries(SAMPLE_CHARTS),
  )('has a name and a description of its own, narrow and wide: %s', (id, chart) => {
    const both = drawings(figure(chart, id));
    expect(both).toHaveLength(2);
    for (const svg of both) {
      expect(svg.attributes).toMatchObject({ role: 'img', focusable: 'false' });
      const [title, desc] = svg.children as XmlElement[];
      expect(title).toMatchObject({ name: 'title', attributes: { id: svg.attributes['aria-labelledby'] } });
      expect(desc).toMatchObject({ name: 'desc', attributes: { id: svg.attributes['aria-describedby'] } });
      expect(textIn(title!)).toBe(chart.title);
      for (const { name } of chart.series) expect(textIn(desc!)).toContain(`${name}: `);
    }
    const ids = both.flatMap((svg) =>
      [...all(svg, 'title'), ...all(svg, 'desc')].map(({ attributes }) => attributes.id),
    );
    expect(new Set(ids).size).toBe(4);
  });

  it('needs no styles of its own: a page allows none', () => {
    const everything = [...Object.values(SAMPLE_CHARTS).map((chart) => figure(chart)), areas(), revisions()];
    expect(everything.map(({ drawing }) => String(drawing)).join('')).not.toMatch(/ style=|<style/);
  });

  it('says what stands in it', () =>
    expect(textIn(of(SAMPLE_CHARTS.answerTimes!)[0]!.children[1] as XmlElement)).toBe(
      'Line chart. As reported: 11 figures, from 7m 58s (April 2021) to 4m 58s (March 2022); lowest 4m 58s ' +
        '(March 2022), highest 7m 58s (April 2021). As known now: 11 figures, from 7m 58s (April 2021) to 5m 5s ' +
        '(March 2022); lowest 5m 5s (March 2022), highest 7m 58s (April 2021). Target: 4m 0s. All figures are in the ' +
        'table.',
    ));

  it('escapes what it is told', () => {
    const title = `<b onload="x">'&'</b>\u0000`;
    const [svg] = of(chartOf(months(1, 2, 3, 4), { title }));
    expect(textIn(svg!.children[0] as XmlElement)).toBe(title.replace('\u0000', '\uFFFD'));
  });

  it('of two series tells them apart by mark and line', () => {
    const wide = of(SAMPLE_CHARTS.answerTimes!)[1]!;
    expect(lines(wide).every(({ attributes }) => attributes['stroke-dasharray'] === undefined)).toBe(true);
    expect(lines(wide, '#F46A25').every(({ attributes }) => attributes['stroke-dasharray'])).toBe(true);
    // One mark for each figure, and one before the name.
    expect(all(wide, 'circle')).toHaveLength(12);
    expect(all(wide, 'rect')).toHaveLength(12);
    expect(all(wide, 'text').map(textIn)).toEqual(
      expect.arrayContaining(['As reported', 'As known now', '4m 58s', '5m 5s']),
    );
  });

  it('refuses more than four series', () =>
    expect(() => figure({ ...chartOf([]), series: Array(5).fill({ name: 'One', points: [] }) })).toThrow(RangeError));

  it('of nothing is none, nor of one figure that stands beside nothing', () => {
    const targets = [{ name: 'Target', points: [{ value: '2', text: '2 calls' }] }];
    expect(of(chartOf(months(null, null), { targets }))).toEqual([]);
    expect(of(chartOf(months(1)))).toEqual([]);
    expect(of(chartOf(months(1), { targets }))).toHaveLength(2);
    expect(of(chartOf(months(1), { targets: [{ ...targets[0]!, otherUnit: true }] }))).toEqual([]);
  });

  it('names what is counted once, and counts in whole ones', () => {
    const [svg] = of(chartOf([month(1, '1', '1 calls'), month(2, '2', '2 calls')]));
    expect(all(svg!, 'text').map(textIn)).toEqual(['calls', '0', '1', '2', 'January 2021', '1', 'February 2021', '2']);
  });

  it('of three periods has bars, from zero', () => {
    const { kind } = figure(chartOf(months(100, 101, 102)));
    expect(kind).toBe('bars');
    expect(figure(chartOf(months(100, 101, 102, 103))).kind).toBe('line');
  });

  it('says where its scale does not start at zero', () => {
    expect(figure(chartOf(months(100, 101, 102, 103))).notes).toContain(words.t('chart.notFromZero'));
    expect(figure(chartOf(months(100, 10, 102, 103))).notes).not.toContain(words.t('chart.notFromZero'));
    expect(figure(chartOf(months(100, 101, 102))).notes).not.toContain(words.t('chart.notFromZero'));
  });

  it('has empty marks for what is not exact', () => {
    const points = months(1, 2, 3, 4).map((point, index) => (index === 1 ? { ...point, qualifier: 'about' } : point));
    const chart = chartOf(points);
    const empty = all(of(chart)[0]!, 'circle').filter(({ attributes }) => attributes.fill === '#ffffff');
    expect(empty).toHaveLength(1);
    expect(figure(chart).notes).toContain(words.t('chart.hollow'));
    expect(figure(chart).table.rows[2]!.cells).toEqual([{ text: '2', notes: ['about'] }]);
  });
});

describe('a line', () => {
  it('joins one month with the next', () => expect(lines(of(chartOf(months(1, 2, 3, 4, 5)))[0]!)).toHaveLength(1));

  it('has a gap where there is no figure, and a note', () => {
    const chart = chartOf(months(1, 2, null, 4, 5));
    expect(lines(of(chart)[0]!)).toHaveLength(2);
    expect(figure(chart).notes).toContain('No figure for March 2021.');
  });

  it('has a gap where nobody reported', () =>
    expect(lines(of(chartOf([1, 2, 4, 5, 6].map((n) => month(n, '1'))))[0]!)).toHaveLength(2));

  it('is not drawn across a break, which has a mark and a note', () => {
    const chart = chartOf(months(1, 2, 3, 4, 5), {
      breaks: [{ at: '2021-03-01', label: '1 March 2021', note: 'Counted otherwise.' }],
    });
    const [svg] = of(chart);
    expect(lines(svg!)).toHaveLength(2);
    expect(all(svg!, 'text').map(textIn)).toContain('A');
    expect(figure(chart).notes).toContain('A: the series breaks on 1 March 2021. Counted otherwise.');
    expect(textIn(all(svg!, 'desc')[0]!)).toContain('A: the series breaks on 1 March 2021.');
  });

  it('has its target beside it, as far as it is for that time', () => {
    const target = (span?: { from: string; to: string }) =>
      of(
        chartOf(months(1, 2, 3, 4), {
          targets: [{ name: 'Target', points: [{ ...(span ? { span } : {}), value: '3', text: '3 calls' }] }],
        }),
      )[1]!;
    const dotted = (svg: XmlElement) =>
      all(svg, 'path').filter(({ attributes }) => attributes['stroke-dasharray'] === '1.5 4');
    const widths = (svg: XmlElement) =>
      dotted(svg).map(({ attributes }) => {
        const [from, to] = [...attributes.d!.matchAll(/([\d.]+),/g)].map(([, x]) => Number(x));
        return to! - from!;
      });
    expect(all(target(), 'text').map(textIn)).toEqual(expect.arrayContaining(['Target', '3']));
    const [whole, sample] = widths(target());
    expect(sample).toBe(16);
    const [half] = widths(target({ from: '2021-03-01', to: '2021-05-01' }));
    expect(half! / whole!).toBeCloseTo(61 / 120, 2);
  });

  it('has time in months and years', () => {
    const names = (count: number) => {
      const points = Array.from({ length: count }, (_, index) => month(index + 1, String(index)));
      return all(of(chartOf(points))[1]!, 'text').map(textIn);
    };
    expect(names(12)).toEqual(expect.arrayContaining(['Jan', 'Apr', 'Jul', 'Oct', '2021']));
    expect(names(60)).toEqual(expect.arrayContaining(['2021', '2022', '2023', '2024', '2025']));
  });
});

describe('values on an axis', () => {
  const texts = (chart: Chart) => all(of(chart)[1]!, 'text').map(textIn);
  it.each<[Chart['unit'], number[], string[]]>([
    [{ form: 'seconds' }, [478, 298, 320, 340], ['0', '2m', '4m', '6m', '8m']],
    [{ form: 'seconds' }, [40, 20, 30, 10], ['10s', '20s', '40s']],
    [{ form: 'seconds' }, [7_200, 3_600, 0, 5_400], ['30m', '1h', '1h 30m', '2h']],
    [{ form: 'percent' }, [10, 93, 20, 30], ['0%', '20%', '100%']],
    [{ form: 'percent' }, [0.1, 0.25, 0, 0.2], ['0.05%', '0.25%']],
    [{ form: 'pounds' }, [150_000, 20_000, 0, 0], ['£0', '£20,000', '£160,000']],
    [{ form: 'pounds' }, [1_500_000, 0, 0, 500_000], ['£0.2m', '£1.6m']],
    [{ form: 'rank' }, [41, 8, 8, 3], ['1', '10', '40']],
    [{ form: 'plain', name: 'calls' }, [-5, 5, 0, 0], ['-4', '0', '4', 'calls']],
  ])('%j of %j', (unit, values, expected) => {
    expect(texts(chartOf(months(...values), { unit }))).toEqual(expect.arrayContaining(expected));
  });

  it('have the first rank at the top', () => {
    const [svg] = of(chartOf(months(41, 22, 8, 1), { unit: { form: 'rank' } }));
    const heights = all(svg!, 'circle')
      .slice(0, 4)
      .map(({ attributes }) => Number(attributes.cy));
    expect(heights).toEqual([...heights].sort((a, b) => b - a));
  });
});

describe('the table of a chart', () => {
  it('has the latest period first, and of each what every series says', () => {
    const { table } = figure(SAMPLE_CHARTS.answerTimes!);
    expect(table.columns).toEqual(['Period', 'As reported', 'As known now']);
    expect(table.rows[0]).toMatchObject({
      label: 'March 2022',
      cells: [
        { text: '4m 58s', notes: ['provisional'] },
        { text: '5m 5s', notes: [] },
      ],
    });
    expect(table.targets).toEqual([{ name: 'Target', text: '4m 0s' }]);
  });

  it('has what the chart could not show', () => {
    const points: ChartPoint[] = [...months(1, 2, 3, 4), month(20, '50', '50', { notDrawn: 'otherLength' })];
    const { table, notes } = figure(chartOf(points));
    expect(table.rows[0]!.cells).toEqual([{ text: '50', notes: [words.t('chart.notDrawn')] }]);
    expect(notes).toContain(words.t('chart.otherLength'));
  });
});

function areas() {
  return areasFigure(SAMPLE_AREAS, { id: 'areas', words });
}

function revisions() {
  return revisionsFigure(SAMPLE_REVISIONS, { id: 'revisions', words });
}

describe('rows', () => {
  it('name each area beside its mark and its value', () => {
    const { table } = areas();
    for (const svg of drawings(areas())) {
      const texts = all(svg, 'text').map(textIn);
      for (const { label, cells } of table.rows) expect(texts).toEqual(expect.arrayContaining([label, cells[0]!.text]));
      expect(all(svg, 'circle')).toHaveLength(table.rows.length);
    }
    expect(table.columns[0]).toBe('Area');
  });

  it('join what was first reported with what is known now', () => {
    const [svg] = drawings(revisions());
    // A figure that did not change has nothing to join, and both its marks.
    expect(all(svg!, 'path').filter(({ attributes }) => attributes['stroke-width'] === '3')).toHaveLength(3);
    expect(all(svg!, 'circle')).toHaveLength(5);
    expect(all(svg!, 'rect')).toHaveLength(5);
  });
});

describe('small drawings of areas', () => {
  const figures = areaFigures(SAMPLE_DISTRICTS, { id: 'districts', words });

  it('have a name, a description and a table each; an area without a figure has no drawing', () => {
    expect(figures.map((one) => drawings(one).length)).toEqual([1, 1, 1, 1, 0]);
    expect(figures.map(({ table }) => table.rows.length)).toEqual([24, 24, 24, 24, 0]);
    const [svg] = drawings(figures[2]!);
    expect(textIn(all(svg!, 'title')[0]!)).toBe(SAMPLE_DISTRICTS[2]!.title);
    const ids = figures.flatMap(drawings).map(({ attributes }) => attributes['aria-labelledby']);
    expect(new Set(ids).size).toBe(4);
  });

  it('are on one scale', () => {
    const axes = figures
      .slice(0, 4)
      .map((one) => all(drawings(one)[0]!, 'text').map((mark) => [mark.attributes, textIn(mark)]));
    for (const axis of axes) expect(axis).toEqual(axes[0]);
    const top = (one: ChartFigure) =>
      Math.min(...all(drawings(one)[0]!, 'circle').map(({ attributes }) => Number(attributes.cy)));
    expect(top(figures[0]!)).toBeGreaterThan(top(figures[3]!));
  });
});

describe('a sparkline', () => {
  it('is passed over by those who do not see it', () => {
    const svg = parseXml(String(sparkline(SAMPLE_CHARTS.answerTimes!.series[0]!)));
    expect(svg.attributes).toMatchObject({ 'aria-hidden': 'true', focusable: 'false' });
    expect(all(svg, 'path')).toHaveLength(2);
  });

  it('of one figure is none', () => expect(sparkline({ name: 'One', points: months(1) })).toBeUndefined());
});

const decimals = fc.oneof(
  fc.integer({ min: -1000, max: 1000 }).map(String),
  fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 31n - 1n }), fc.stringMatching(/^\d{1,30}$/)).map(([a, b]) => `${a}.${b}`),
  fc.bigInt({ min: -(10n ** 31n) + 1n, max: 10n ** 31n - 1n }).map(String),
);
const text = fc.string({ unit: 'binary', maxLength: 40 });
const point = fc.record({
  n: fc.integer({ min: 1, max: 400 }),
  value: fc.option(decimals),
  shown: text,
  qualifier: fc.constantFrom('exact', 'about', 'damaged'),
});
const anyChart = fc.record({
  title: text,
  unit: fc.record({ form: fc.constantFrom('plain', 'percent', 'seconds', 'pounds', 'rank'), name: text }),
  series: fc.array(
    fc.record({
      name: text,
      points: fc
        .uniqueArray(point, { selector: ({ n }) => n, maxLength: 30 })
        .map((points) =>
          points
            .sort((a, b) => a.n - b.n)
            .map(({ n, value, shown, qualifier }) => month(n, value, shown, { qualifier })),
        ),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  targets: fc.array(
    fc.record({ name: text, points: fc.array(fc.record({ value: decimals, text }), { minLength: 1, maxLength: 2 }) }),
    { maxLength: 2 },
  ),
  breaks: fc.array(
    fc.record({
      at: fc.integer({ min: 1, max: 400 }).map((n) => month(n, '1').span!.from),
      label: text,
      note: fc.option(text),
    }),
    {
      maxLength: 3,
    },
  ),
}) as fc.Arbitrary<Chart>;

/** Every place that something is drawn at. */
function places(svg: XmlElement): [x: number, y: number][] {
  const numbers = (element: XmlElement, ...names: string[]) => names.map((name) => Number(element.attributes[name]));
  return [
    ...all(svg, 'circle').map((one) => numbers(one, 'cx', 'cy')),
    ...all(svg, 'text').map((one) => numbers(one, 'x', 'y')),
    ...all(svg, 'rect').flatMap((one) => {
      const [x, y, width, height] = numbers(one, 'x', 'y', 'width', 'height');
      return [
        [x, y],
        [x! + width!, y! + height!],
      ];
    }),
    ...all(svg, 'path').flatMap(({ attributes }) =>
      [...attributes.d!.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    ),
  ] as [number, number][];
}

describe('any chart', () => {
  it('is well-formed, with every mark inside it, and its table has exactly its points', () => {
    fc.assert(
      fc.property(anyChart, fc.constantFrom(metricFigure, areasFigure, revisionsFigure), (chart, made) => {
        const one = made(chart, { id: 'any', words });
        const points = chart.series.flatMap(drawnPoints);
        for (const svg of drawings(one)) {
          const [, , width, height] = svg.attributes.viewBox!.split(' ').map(Number);
          const outside = places(svg).filter(([x, y]) => !(x >= 0 && x <= width! && y >= 0 && y <= height!));
          expect(outside).toEqual([]);
        }
        if (new Set(points.map(({ key }) => key)).size > 1) expect(drawings(one)).toHaveLength(2);
        if (points.length === 0) expect(drawings(one)).toHaveLength(0);
        const cells = one.table.rows.flatMap((row) =>
          row.cells.map((cell, index) => cell && [row.key, index, cell.text]),
        );
        const said = chart.series.flatMap(({ points: own }, index) => own.map(({ key, text }) => [key, index, text]));
        expect(cells.filter((cell) => cell !== null).sort()).toEqual(said.sort());
      }),
      { numRuns: 100 },
    );
  });

  it('has higher marks for greater values', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 4, maxLength: 12 }), (values) => {
        const [svg] = of(chartOf(months(...values)));
        const marks = all(svg!, 'circle')
          .slice(0, values.length)
          .map(({ attributes }) => Number(attributes.cy));
        for (const [a, one] of values.entries())
          for (const [b, other] of values.entries()) if (one > other) expect(marks[a]!).toBeLessThanOrEqual(marks[b]!);
      }),
    );
  });
});
