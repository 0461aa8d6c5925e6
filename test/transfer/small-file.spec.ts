import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { APPROVER, ImportLedger, LOADER } from '../support/import-ledger.js';

const FILE = 'test/fixtures/small.jsonl';
const lines = readFileSync(FILE, 'utf8').trimEnd().split('\n');

describe('the small import file', () => {
  let folder: string;
  let ledger: ImportLedger;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'small-'));
    ledger = await ImportLedger.open();
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The small file with some lines changed. */
  function changed(change: (command: Record<string, unknown>, index: number) => object | string): string {
    const path = join(folder, 'changed.jsonl');
    const texts = lines.map((line, index) => {
      const result = change(JSON.parse(line), index);
      return typeof result === 'string' ? result : JSON.stringify(result);
    });
    writeFileSync(path, texts.join('\n'));
    return path;
  }

  async function load(path: string): Promise<void> {
    const checked = await ledger.importer.check(path, LOADER);
    expect({ problems: checked.problems, warnings: checked.warnings }).toEqual({ problems: [], warnings: [] });
    await ledger.importer.write(checked, LOADER);
  }

  test('holds ten commitments and one metric, and can be loaded and closed', async () => {
    await load(FILE);
    const types = (await ledger.events()).map(({ type }) => type);
    expect(types.filter((type) => type === 'CommitmentMade')).toHaveLength(10);
    expect(types.filter((type) => type === 'MetricDefined')).toHaveLength(1);
    await ledger.closeBackfill(APPROVER);
  });

  test('goes on with the lines that the documentation shows', async () => {
    const fences = readFileSync('docs/import.md', 'utf8').matchAll(/^```jsonl\n(.*?)^```$/gms);
    const shown = [...fences].map(([, text]) => text).join('');
    const path = join(folder, 'shown.jsonl');
    writeFileSync(path, shown);
    await load(FILE);
    const size = (await ledger.events()).length;
    await load(path);
    expect((await ledger.events()).slice(size).map(({ type }) => type)).toEqual([
      'SourceRegistered',
      'BackfillOpened',
      'MetricSubmitted',
      'StatusReported',
    ]);
  });

  test('all mistakes are told at once, by line and field, and nothing is written', async () => {
    const path = changed((command, index) => {
      if (index === 0) return command;
      if (command.commitmentId === 'C03') return { ...command, place: { homeId: 'P9' } };
      if (command.command === 'issue-plan') return 'not JSON';
      if (command.command === 'set-target') return { ...command, unit: 'books' };
      if (command.status === 'late') return { ...command, status: 'delayed', sequence: 12 };
      return command;
    });
    const { problems } = await ledger.importer.check(path, LOADER);
    const at = (part: string) => lines.findIndex((line) => line.includes(part)) + 1;
    expect(problems).toMatchObject([
      {
        line: at('"commitmentId":"C03"'),
        field: 'place.homeId',
        message: expect.stringMatching(/^Choose where in the plan it sits, by the id/),
      },
      { line: at('issue-plan'), field: '', message: expect.stringContaining('The line is not JSON') },
      { line: at('set-target'), field: 'unit', message: "Use the metric's unit" },
      { line: at('"status":"late"'), field: 'sequence', message: 'The ledger sets the recorded time and order' },
    ]);
    expect(await ledger.events()).toEqual([]);
  });

  test('of two versions loaded at the same time, the second stops at the line that differs', async () => {
    const path = changed((command) =>
      command.commitmentId === 'C03' ? { ...command, externalIds: ['ANOTHER-NUMBER'] } : command,
    );
    const one = await ledger.importer.check(FILE, LOADER);
    const other = await ledger.importer.check(path, LOADER);
    await ledger.importer.write(one, LOADER);
    const { problems } = await ledger.importer.write(other, LOADER);
    const line = lines.findIndex((text) => text.includes('"commitmentId":"C03"')) + 1;
    expect(problems).toMatchObject([{ line, code: 'sent-differently' }]);
  });

  test('a line that was loaded and is changed later is refused, not loaded again', async () => {
    await load(FILE);
    const path = changed((command) => (command.value === '51204' ? { ...command, value: '51240' } : command));
    const { problems } = await ledger.importer.check(path, LOADER);
    expect(problems).toMatchObject([
      {
        code: 'sent-differently',
        message:
          'This id is in the ledger with other content. If the ledger has it wrong, use correct-entry; if the body changed it, restate-entry; if it is another statement, give it a new id',
      },
    ]);
  });

  test('an import that was interrupted is completed by the next one', async () => {
    const stop = new AbortController();
    const checked = await ledger.importer.check(FILE, LOADER);
    const onProgress = (_: string, done: number) => done >= 5 && stop.abort();
    // One append at a time, so that the stop falls between two lines.
    const first = { ...checked, steps: checked.steps.map(({ append: _, ...step }) => step) };
    const written = await ledger.importer.write(first, LOADER, { signal: stop.signal, onProgress });
    expect(written).toEqual({ written: 5, problems: [], warnings: [], interrupted: true });

    const rest = await ledger.importer.check(FILE, LOADER);
    expect(rest).toMatchObject({ known: 5, problems: [] });
    expect(await ledger.importer.write(rest, LOADER)).toMatchObject({ written: lines.length - 5, interrupted: false });
  });

  test('a figure of an older paper that a later one contradicts is noted by its line, and loaded', async () => {
    const period = { from: '2024-04-01', to: '2024-07-01' };
    const path = changed((command) =>
      command.value === '48000' ? { ...command, effective: period, reportedOn: '2024-10-10' } : command,
    );
    const line = lines.findIndex((text) => text.includes('"value":"48000"')) + 1;
    const checked = await ledger.importer.check(path, LOADER);
    expect(checked).toMatchObject({
      ...{ problems: [], warnings: [] },
      notes: [{ line, code: 'later-value-differs', field: 'value' }],
    });
    expect(await ledger.importer.write(checked, LOADER)).toMatchObject({ problems: [], written: lines.length });
    expect((await ledger.importer.check(path, LOADER)).notes).toEqual([]);
  });

  test('a warning holds the file up until it is confirmed', async () => {
    const path = changed((command) => (command.value === '51204' ? { ...command, value: '51204.5' } : command));
    expect(await ledger.importer.check(path, LOADER)).toMatchObject({
      problems: [],
      warnings: [{ code: 'too-many-digits', field: 'value' }],
    });
    const confirmed = await ledger.importer.check(path, LOADER, { confirmed: ['too-many-digits'] });
    expect(confirmed).toMatchObject({ problems: [], warnings: [] });
  });
});
