import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whyStopped } from '../../src/cli/import.command.js';
import { ImportLedger, LOADER } from '../support/import-ledger.js';

/**
 * A line that needed a confirmation only when it was written was passed over: the lines behind it were written, and the
 * import was said to be whole.
 */
describe('an import whose line is warned of while it is written', () => {
  const ledger = ImportLedger.inMemory();
  let folder: string;
  let sent = 0;

  const line = (command: string, more: object) => ({
    ...{ command, id: `019b76da-a801-7000-8000-0000000000${++sent + 10}`, bodyId: 'OAKMERE', reportedOn: '2024-04-15' },
    ...{ source: { doc: 'S-PLAN' }, citations: [{ sourceId: 'S-PLAN', line: 1 }], ...more },
  });
  const holder = (holderId: string) =>
    line('record-office-holder', { roleId: 'HEAD', holderId, person: holderId, from: '2024-01-01' });
  const rename = line('rename-body', { name: 'Oakmere Libraries' });

  async function fileOf(name: string, lines: readonly object[]): Promise<string> {
    const path = join(folder, name);
    await writeFile(path, lines.map((one) => JSON.stringify(one)).join('\n'));
    return path;
  }

  async function load(path: string, confirmed: readonly string[] = []) {
    return ledger.importer.write(await ledger.importer.check(path, LOADER, { confirmed }), LOADER);
  }

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-warned-'));
    const small = (await readFile('test/fixtures/small.jsonl', 'utf8')).trim().split('\n');
    const head = line('create-role', { roleId: 'HEAD', title: 'Head of Libraries' });
    const { problems } = await load(await fileOf('before.jsonl', [...small.map((one) => JSON.parse(one)), head]));
    expect(problems).toEqual([]);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('stops there, tells of the line, and is completed once it is confirmed', async () => {
    const path = await fileOf('lines.jsonl', [holder('FIRST'), rename]);
    const checked = await ledger.importer.check(path, LOADER);
    expect([checked.problems, checked.warnings, checked.steps.length]).toEqual([[], [], 2]);
    expect(await load(await fileOf('other.jsonl', [holder('SECOND')]))).toMatchObject({ written: 1 });

    const before = await ledger.events();
    const stopped = await ledger.importer.write(checked, LOADER);
    expect(stopped).toMatchObject({ written: 0, problems: [], warnings: [{ line: 1, code: 'two-holders' }] });
    expect(await ledger.events()).toEqual(before);
    expect(whyStopped(stopped)).toBe(
      'The ledger changed during the import. 0 commands were written. Mend the line, or accept it with --confirm ' +
        'two-holders, and run the import again',
    );

    const completed = await load(path, ['two-holders']);
    expect([completed.written, whyStopped(completed)]).toEqual([2, undefined]);
    expect((await ledger.events()).slice(-2).map(({ type }) => type)).toEqual(['OfficeHolderRecorded', 'BodyRenamed']);
  });
});
