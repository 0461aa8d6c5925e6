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
    expect(written).toEqual({ written: lines.length, problems: [], interrupted: false });
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
