import { readCsv } from '../support/csv.js';
import { until } from '../support/until.js';
import { type SmallLedger, smallLedger } from './small-ledger.js';

interface Line {
  id: string;
  index: number;
  type: string;
  category: string;
  object: { id: string; name?: string };
  reportedOn?: string;
  recordedOn: string;
  entry?: string;
  actingAs?: string;
  said: string | null;
  actedOnBy: { index: number }[];
}

describe('the audit trail', () => {
  let ledger: SmallLedger;
  let all: Line[];

  beforeAll(async () => {
    ledger = await smallLedger();
    // Its read model may come behind that of the state.
    all = await until('the whole trail', async () => {
      const { view, items } = await answer('limit=1000');
      return items.length === view.atSize && items;
    });
  });
  afterAll(() => ledger?.close());

  const answer = async (query: string) => (await ledger.get(`/api/trail?${query}`).expect(200)).body;
  const lines = async (query: string): Promise<Line[]> => (await answer(`limit=1000&${query}`)).items;

  it('has every entry, the newest first', async () => {
    const { view, total, entries } = await answer('limit=1');
    expect(all.map(({ index }) => index)).toEqual(all.map((_, at) => view.atSize - 1 - at));
    expect(total).toBe(view.atSize);
    const counted = (way: string) => all.filter(({ entry }) => entry === way).length;
    expect(entries).toEqual({
      live: counted('live'),
      backfill: counted('backfill'),
      correction: counted('correction'),
    });
    expect(entries.correction).toBeGreaterThan(0);
  });

  it('comes in pages that go on where the one before ended, also with newer entries', async () => {
    const seen: number[] = [];
    let next: string | null = '/api/trail?limit=40&asReportedOn=2026-06-11';
    while (next !== null) {
      const page: { items: Line[]; next: string | null } = (await ledger.get(next).expect(200)).body;
      seen.push(...page.items.map(({ index }) => index));
      next = page.next;
    }
    expect(seen).toEqual((await lines('asReportedOn=2026-06-11')).map(({ index }) => index));
  });

  it.each<[query: string, fits: (line: Line) => boolean]>([
    ['category=metric', ({ category }) => category === 'metric'],
    ['kind=ledger', ({ type }) => ['EntryCorrected', 'EntryVoided'].includes(type)],
    ['kind=body', ({ type }) => ['Revised', 'Restated', 'Withdrawn'].includes(type)],
    ['entry=backfill', ({ entry }) => entry === 'backfill'],
    ['from=2022-08-04&to=2022-08-04', ({ reportedOn }) => reportedOn === '2022-08-04'],
    ['object=C-1', ({ object, category }) => category === 'commitment' && object.name === 'C-1'],
    ['object=B-1&category=body', ({ object }) => object.name === 'Combined Authority'],
    ['role=data-owner', ({ actingAs }) => actingAs === 'data-owner'],
  ])('is narrowed by %s', async (query, fits) => {
    const found = await lines(query);
    expect(found.map(({ index }) => index)).toEqual(all.filter(fits).map(({ index }) => index));
    expect(found.length).toBeGreaterThan(0);
    expect(found.length).toBeLessThan(all.length);
  });

  it('is narrowed by the days of recording, the last one included', async () => {
    const today = all[0]!.recordedOn;
    const before = new Date(Date.parse(today) - 86_400_000).toISOString().slice(0, 10);
    expect(await lines(`recordedFrom=${today}`)).toEqual(all.filter(({ recordedOn }) => recordedOn === today));
    expect(await lines(`recordedTo=${today}`)).toEqual(all);
    expect(await lines(`recordedTo=${before}`)).toEqual(all.filter(({ recordedOn }) => recordedOn <= before));
  });

  it('of a day has what had been reported by then, and what nobody reported', async () => {
    const then = await lines('asReportedOn=2022-06-07');
    const known = all.filter(({ reportedOn }) => reportedOn === undefined || reportedOn <= '2022-06-07');
    const index = new Set(known.map((line) => line.index));
    // Nor what was done to them later.
    const asKnown = known.map((line) => ({
      ...line,
      actedOnBy: line.actedOnBy.filter((act) => index.has(act.index)),
    }));
    expect(then).toEqual(asKnown);
    expect(asKnown).not.toEqual(known);
    expect(then.some(({ reportedOn }) => reportedOn === undefined)).toBe(true);
  });

  it('says what entries say and in which role they were entered, as a table too', async () => {
    expect(all.find(({ type }) => type === 'MilestonePromised')).toMatchObject({
      ...{ object: { name: 'A new call centre opens.' }, said: 'A new call centre opens.' },
    });
    const { text } = await ledger.get('/api/trail?format=csv&object=M-1').buffer(true);
    const [names, ...rows] = readCsv(text);
    expect(names).toEqual(expect.arrayContaining(['index', 'objectName', 'said', 'actingAs', 'actedOnByCount']));
    expect(rows.map((row) => Number(row[names!.indexOf('index')]))).toEqual(
      (await lines('object=M-1')).map(({ index }) => index),
    );
  });

  it('says the same of roles as the history of a promise', async () => {
    const roles = new Map(all.map(({ id, actingAs }) => [id, actingAs]));
    const { items } = (await ledger.get('/api/commitments/C-1/history?limit=1000').expect(200)).body;
    expect(items.map((entry: Line) => [entry.id, entry.actingAs])).toEqual(
      items.map(({ id }: Line) => [id, roles.get(id)]),
    );
    expect(items.length).toBeGreaterThan(3);
  });

  it('goes on behind no entry that there is not', async () => {
    const { status, body } = await ledger.get('/api/trail?after=nothing');
    expect([status, body.code, body.errors?.[0]?.field ?? body.field]).toEqual([400, 'malformed-parameter', 'after']);
  });
});
