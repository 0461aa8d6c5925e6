import type { ChangeCounts, ChangeLine } from '../../../projections/state/queries/view-change/view-change.answers.js';
import { changesList } from './changes.view.js';

const PLAN = { id: 'p1', name: 'A plan' };
const line = (category: string, id: string, facet: string, more: object = {}): ChangeLine =>
  ({
    ...{ id: `${category}-${id}/${facet}`, kind: 'status', object: { id, name: id.toUpperCase() }, category, facet },
    ...{ before: null, after: null, was: 'On track', is: 'At risk', because: 'later report', ...more },
  }) as ChangeLine;
const found = (...lines: ChangeLine[]) => ({
  from: { asReportedOn: '2022-06-07', atSize: 10 },
  summary: { restated: 1, corrected: 2, silent: 3, editors: 4 } as ChangeCounts,
  lines,
});
const rowsOf = (...lines: ChangeLine[]) =>
  changesList(found(...lines), { path: '/changes' }).groups.flatMap(({ rows }) => rows);

describe('what changed', () => {
  it('stands by kind, and each kind has an address that keeps what else was asked', () => {
    const lines = [
      line('commitment', 'c1', 'status/officer'),
      line('metric', 'm1', 'value/x', { kind: 'figure' }),
      line('commitment', 'c2', 'status/officer'),
    ];
    const asked = { path: '/changes', plan: 'PLAN', from: '2022-06-07' };
    const all = changesList(found(...lines), asked);
    expect(all.kinds).toEqual([
      { kind: 'status', count: 2, asked: { plan: 'PLAN', from: '2022-06-07', kind: 'status' } },
      { kind: 'figure', count: 1, asked: { plan: 'PLAN', from: '2022-06-07', kind: 'figure' } },
    ]);
    expect(all).toMatchObject({ total: 3, restated: 1, corrected: 2, silent: 3, editors: 4 });
    const figures = changesList(found(...lines), { ...asked, kind: 'figure' });
    expect(figures.groups).toMatchObject([{ kind: 'figure', rows: [{ name: 'M1' }] }]);
    expect(figures).toMatchObject({ total: 3, others: { plan: 'PLAN', from: '2022-06-07' } });
  });

  it('comes in pages', () => {
    const lines = Array.from({ length: 60 }, (_, n) => line('commitment', `c${n}`, 'status/officer'));
    const { list, groups } = changesList(found(...lines), { path: '/changes', page: 2 });
    expect(list).toMatchObject({ first: 51, last: 60, total: 60, pages: 2 });
    expect(groups[0]!.rows).toHaveLength(10);
  });

  it('leads to the page of what it is said of: an object, or a part of a plan, but to no part of anything else', () => {
    const rows = rowsOf(
      line('commitment', 'c1', 'status/officer'),
      line('plan', 'p1', 'node/n1/title', { object: { id: 'n1', name: 'A theme' }, plan: PLAN }),
      line('plan', 'p1', 'outcome/o1', { object: { id: 'o1', name: 'Safer' }, plan: PLAN }),
    );
    expect(rows.map(({ path, sort }) => [sort, path])).toEqual([
      ['changes.sort.commitment.status', '/commitments/C1'],
      ['changes.sort.plan.node.title', '/plans/p1/themes/n1'],
      ['changes.sort.plan.outcome', undefined],
    ]);
  });

  it('tells what stands at the other end of a link from what stands at the same one', () => {
    const [others, together] = [[{ id: 'c9', name: 'A9' }], [{ id: 'c2', name: 'B2' }]];
    const after = { type: 'replacedBy', basis: 'judgement' };
    const link = (end: string, more: object) => line('commitment', 'c1', 'lineage/l1', { after, end, ...more });
    const rows = rowsOf(
      ...[link('newer', { others, together }), link('older', { others, together: [] }), link('older', {})],
      line('commitment', 'c1', 'status/officer'),
    );
    expect(rows.map((row) => row.link)).toEqual([
      { lead: 'changes.link.newer.replacedBy', others, together, basis: 'judgement' },
      { lead: 'changes.link.older.replacedBy', others, together: [], basis: 'judgement' },
      { lead: 'lineage.replacedBy', others: [], together: [], basis: 'judgement' },
      null,
    ]);
  });

  it('says where nobody but the editors said anything in between', () => {
    const editors = line('commitment', 'c1', 'lineage/l1', { kind: 'editors', byEditors: true });
    const scheme = line('settings', 's1', 'scheme/standard', { kind: 'scheme' });
    const isQuiet = (...lines: ChangeLine[]) => changesList(found(...lines), { path: '/changes' }).isQuiet;
    expect(isQuiet(editors, line('commitment', 'c2', '', { kind: 'silent', because: undefined }))).toBe(true);
    expect(isQuiet(editors, scheme)).toBe(true);
    expect(isQuiet(editors, line('commitment', 'c2', 'status/officer', { because: 'ledger correction' }))).toBe(true);
    expect(isQuiet(editors, line('commitment', 'c2', 'status/officer'))).toBe(false);
  });

  it('tells what the editors state from what is set for the ledger', () => {
    const rows = rowsOf(
      line('commitment', 'c1', 'lineage/l1', { kind: 'editors', byEditors: true }),
      line('settings', 's1', 'scheme/standard', { kind: 'scheme' }),
      line('settings', 's1', 'scheme/other', { kind: 'scheme', because: 'loaded later' }),
      line('commitment', 'c1', 'status/officer'),
    );
    expect(rows.map(({ saidBy, isLedgersOwn }) => [saidBy, isLedgersOwn])).toEqual(
      expect.arrayContaining([
        ['editors', true],
        ['settings', true],
        ['settings', false],
        [null, false],
      ]),
    );
  });

  it('names an update by what it is about', () => {
    const about = [{ id: 't1', name: 'Improve access' }];
    expect(rowsOf(line('update', 'u1', 'content', { about }))[0]!.name).toBe('Improve access');
  });

  it('says where there is nothing in words, which texts are long, and why it was said anew', () => {
    const rows = rowsOf(
      line('plan', 'p1', 'order/n1', { was: null, is: null, after: {}, plan: PLAN }),
      line('plan', 'p1', 'node/n1/title', { was: 'Safe', is: 'Safe', plan: PLAN }),
      line('update', 'u1', 'content', { is: 'x'.repeat(401), from: { reason: 'Said.', changeReason: 'Put right.' } }),
    );
    expect(rows).toMatchObject([
      { isWordless: { was: false, is: true }, isSame: false, isLong: false, reason: null },
      { isWordless: { was: false, is: false }, isSame: true },
      { isWordless: { was: false, is: false }, isSame: false, isLong: true, reason: 'Put right.' },
    ]);
  });
});
