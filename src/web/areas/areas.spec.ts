import type { AreaAnswer, AreaSummary } from '../../../projections/state/queries/area/area.answers.js';
import { areaPage, areasPage } from './area.view.js';

const listed = (code: string, level: string, parent?: string): AreaSummary => ({
  ...{ id: code, code, name: `Area ${code}`, level, listed: true, statements: 1 },
  ...(parent ? { parent } : {}),
});
const all = [
  listed('E92', 'country'),
  listed('E47', 'county', 'E92'),
  listed('E08', 'district', 'E47'),
  { id: 'Moss Side (part)', name: 'Moss Side (part)', listed: false, statements: 2 },
];
const answer = (area: AreaSummary, more: Partial<AreaAnswer> = {}): AreaAnswer => ({
  ...{ ...area, within: [], statuses: [], updates: [], milestones: [], observations: [], delivery: [] },
  ...{ notStated: [], ...more },
});

describe('the list of areas', () => {
  it('has them by kind, and what papers name besides apart', () => {
    const { levels, unlisted } = areasPage(all);
    expect(levels.map(({ level }) => level)).toEqual(['country', 'county', 'district']);
    expect(levels[2]!.areas).toMatchObject([{ path: '/areas/E08' }]);
    expect(unlisted.map(({ path }) => path)).toEqual(['/areas/Moss%20Side%20(part)']);
  });
});

describe('the page of an area', () => {
  it('knows what it lies in, the widest first, and what lies in it', () => {
    const page = areaPage(answer(all[1]!, { within: [all[2]!] }), all);
    expect(page.above).toEqual([{ text: 'Area E92', path: '/areas/E92' }]);
    expect(page.within).toMatchObject([{ path: '/areas/E08' }]);
    expect(areaPage(answer(all[2]!), all).above.map(({ text }) => text)).toEqual(['Area E92', 'Area E47']);
  });

  it('ends where areas lie in one another', () => {
    const odd = [listed('A', 'x', 'B'), listed('B', 'x', 'A')];
    expect(areaPage(answer(odd[0]!), odd).above).toHaveLength(2);
  });

  it('leads to its metrics, in pages', () => {
    const observations = Array.from({ length: 51 }, (_, id) => ({ metric: { id: `m${id}` } })) as never[];
    const page = areaPage(answer(all[2]!, { observations }), all, 2);
    expect(page.figures).toMatchObject({ pages: 2, items: [{ path: '/metrics/m50' }] });
  });
});
