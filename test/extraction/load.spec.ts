import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { APPROVER, ImportLedger, LOADER } from '../support/import-ledger.js';
import { extractionAtHand, readExtraction } from './extraction.js';
import { commandsOf, loadOf } from './load-lines.js';
import { expectedEvents } from './tally.js';

const withExtraction = extractionAtHand ? describe : describe.skip;

withExtraction('loading the extraction', () => {
  const extraction = extractionAtHand ? readExtraction() : undefined!;
  const load = extractionAtHand ? loadOf(extraction) : undefined!;
  const folder = mkdtempSync(join(tmpdir(), 'extraction-'));
  const file = join(folder, 'extraction.jsonl');
  let ledger: ImportLedger;
  let events: RecordedEvent[];

  beforeAll(async () => {
    const { lines } = load;
    writeFileSync(
      file,
      commandsOf(lines)
        .map((line) => `${JSON.stringify(line)}\n`)
        .join(''),
    );
    ledger = ImportLedger.inMemory();
    const checked = await ledger.importer.check(file, LOADER);
    expect({ problems: checked.problems, warnings: checked.warnings }).toEqual({ problems: [], warnings: [] });
    const written = await ledger.importer.write(checked, LOADER);
    expect(written).toEqual({ written: lines.length, problems: [], warnings: [], interrupted: false });
    events = await ledger.events();
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('makes as many entries of each type as the files count', () => {
    const counts: Record<string, number> = {};
    for (const { type } of events) counts[type] = (counts[type] ?? 0) + 1;
    const { MilestoneAttached, ...counted } = counts;
    const expected = expectedEvents(extraction, load.bodies, load.figures);
    expect(counted).toEqual(expected);
    expect(MilestoneAttached).toBeGreaterThanOrEqual(expected.MilestonePromised!);
  });

  test('holds all that the description of the files counts', () => {
    const of = (...types: string[]) => events.filter(({ type }) => types.includes(type)).length;
    expect(of('BodyRegistered')).toBe(203);
    expect(of('CommitmentMade')).toBe(31 + 1 + 87); // as printed in 2018, in 2019 alone, and with 28 and 29 in 2022
    expect(of('MetricSubmitted', 'TargetSet', 'DirectionStated')).toBe(159);
    expect(of('OutcomeStated')).toBe(5 + 6 + 7 + 5);
    expect(of('ScorecardIndicatorSet')).toBe(18);
    expect(of('DeliveryLinked')).toBe(68);
    expect(of('ArithmeticNoted')).toBe(11);
    expect(of('SourceRegistered')).toBe(5);
    const objects = new Set(load.lines.flatMap(({ record }) => /^dates\/(D\d{3})/.exec(record)?.[1] ?? []));
    expect(objects.size).toBe(118);
    const updates = new Set(load.lines.flatMap(({ command, record }) => (command === 'report-progress' ? record : [])));
    expect([...updates].filter((record) => record.includes('2022-08-04'))).toHaveLength(13);
    // What stands before and behind the sections is told as well.
    expect([...updates].filter((record) => /2019-09-23\.2\.[1-9]/.test(record))).toHaveLength(9);
  });

  test('accepts no warning but two ranks without their set', () => {
    const confirmed = load.lines.filter(({ fields }) => fields.confirmed);
    expect(confirmed.map(({ record, fields }) => [record, fields.confirmed])).toEqual([
      ['metrics/MET-M059', ['rank-without-set']],
      ['metrics/MET-M146', ['rank-without-set']],
    ]);
  });

  test('keeps every entry of a paper in the one backfill', () => {
    const opened = events.find(({ type }) => type === 'BackfillOpened')!;
    const apart = events.filter(({ metadata }) => metadata.source?.batch !== opened.id).map(({ type }) => type);
    expect(apart).toEqual(['LedgerOpened', 'AreaListPublished', 'BackfillOpened']);
  });

  test('a second time adds nothing', async () => {
    const again = await ledger.importer.check(file, LOADER);
    expect(again).toMatchObject({ known: again.lines, problems: [], warnings: [], steps: [] });
  });

  test('is closed by someone else, with the counts of the ledger', async () => {
    await ledger.closeBackfill(APPROVER);
    expect((await ledger.events()).at(-1)).toMatchObject({ type: 'BackfillClosed' });
  });
});
