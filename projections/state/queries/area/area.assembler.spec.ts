import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import { uuid as id, said } from '../../../../test/support/said.js';
import type { Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import { areaAnswer, areaList } from './area.assembler.js';
import { isSameArea } from './areas.js';

const D = '2022-08-04';
const LISTED = [
  { code: 'E47', name: 'The region', level: 'region' },
  { code: 'E01', name: 'Northtown', level: 'district', parent: 'E47' },
  { code: 'E02', name: 'Southtown', level: 'district', parent: 'E47' },
];
const north = { code: 'E01', name: 'Northtown' };
const south = { code: 'E02', name: 'Southtown' };
const ALL = { name: 'all localities' };

const period = (month: string) => ({ effective: { from: `2022-${month}-01`, to: `2022-${month}-28` } });
const figure = (value: string, areas: JsonObject[], more: Partial<Statement> = {}) =>
  said(`metric-${id(1)}`, `value/${value}`, { value, areas }, more);

const facts = new Facts([
  said(`commitment-${id(2)}`, 'identity', { externalIds: ['C-2'] }),
  said(`commitment-${id(2)}`, 'status/officer', { scheme: 's', status: 'in-progress' }),
  said(`commitment-${id(2)}`, 'status/officer/E01', { scheme: 's', status: 'delivered', area: north }),
  said(`commitment-${id(2)}`, 'status/officer/E02', { scheme: 's', status: 'not-started', area: south }),
  said(`metric-${id(1)}`, 'definition', { name: 'Answer time' }),
  figure('1', [north], period('02')),
  figure('2', [{ name: 'NORTHTOWN' }], period('03')),
  figure('3', [north, south], period('04')),
  figure('4', [], period('05')),
  said(`update-${id(3)}`, 'content', { blocks: [], areas: [south] }),
  said(`update-${id(4)}`, 'content', { blocks: [], areas: [ALL] }),
  said(`milestone-${id(5)}`, 'promise', { kind: 'promise', what: 'A van', areas: [north] }),
  said(`plan-${id(0)}`, `delivery/${id(6)}`, { targets: [id(2)], words: 'A team', areas: [{ name: 'northtown' }] }),
  said(`plan-${id(0)}`, `delivery/${id(7)}`, { targets: [id(2)], words: 'Another', areas: [south] }),
]);
const area = (reference: string) => areaAnswer(reference, facts, LISTED, D);

describe('areas', () => {
  it.each([
    [true, north, { code: 'E01', name: 'Otherwise printed' }],
    [false, north, { code: 'E02', name: 'Northtown' }],
    [true, north, { name: 'northTOWN' }],
    [false, north, { name: 'North town' }],
  ])('are the same (%s) by their codes, else by their names', (expected, a, b) => {
    expect(isSameArea(a, b)).toBe(expected);
    expect(isSameArea(b, a)).toBe(expected);
  });

  it('are those of the list, and those that statements name besides as they stand', () => {
    expect(areaList(facts, LISTED)).toEqual([
      { id: 'E47', code: 'E47', name: 'The region', level: 'region', listed: true, statements: 0 },
      { id: 'E01', code: 'E01', name: 'Northtown', level: 'district', parent: 'E47', listed: true, statements: 6 },
      { id: 'E02', code: 'E02', name: 'Southtown', level: 'district', parent: 'E47', listed: true, statements: 4 },
      { id: 'all localities', name: 'all localities', listed: false, statements: 1 },
    ]);
    expect(areaList(facts, []).map(({ name }) => name)).toEqual(['NORTHTOWN', 'Southtown', 'all localities']);
  });
});

describe('an area', () => {
  it('has what is said of it alone, whether by code or by name', () => {
    for (const reference of ['E01', 'Northtown', 'NORTHtown'])
      expect(area(reference)).toMatchObject({
        id: 'E01',
        statuses: [{ label: 'Delivered', area: 'Northtown', commitment: { name: 'C-2' } }],
        updates: [],
        milestones: [{ what: 'A van' }],
        delivery: [{ words: 'A team' }],
        notStated: [],
      });
  });

  it('shows its latest figure alone, and one for several areas together only where there is no other', () => {
    expect(area('E01')!.observations).toMatchObject([
      { metric: { name: 'Answer time' }, last: { value: '2' }, observationCount: 3 },
    ]);
    expect(area('E02')!.observations).toMatchObject([{ last: { value: '3' }, observationCount: 1 }]);
  });

  it('has nothing of what is said of all areas in words, nor of those that lie in it', () => {
    expect(area('E02')!.updates.map((update) => update.id)).toEqual([id(3)]);
    expect(area('all localities')!.updates.map((update) => update.id)).toEqual([id(4)]);
    expect(area('E47')).toMatchObject({
      within: [{ name: 'Northtown' }, { name: 'Southtown' }],
      statuses: [],
      observations: [],
      notStated: ['No status is stated for this area', 'No figure is stated for this area'],
    });
  });

  it('is unknown where nothing names it', () => {
    expect(area('Westtown')).toBeUndefined();
  });
});
