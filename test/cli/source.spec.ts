import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROLES } from '../../src/access/roles.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';
import { type CliResult, createToken, ledger, ROOT } from '../support/ledger-cli.js';

const SMALL = join(ROOT, 'test/fixtures/small.jsonl');
const WORDS = 'Loans\nrose to 53,910\n';
const SCAN = Buffer.from([0x25, 0x50, 0x44, 0x46, 0, 0xff]);
const PAPER = createHash('sha256').update(WORDS).digest('hex');
const PDF = createHash('sha256').update(SCAN).digest('hex');

/** The parts run in their order on one ledger, as a person at a terminal would. */
describe('ledger source', () => {
  let database: TestDatabase;
  let engine: TestEngine;
  let folder: string;
  let env: Record<string, string>;
  let paper: string;
  let pdf: string;

  beforeAll(async () => {
    [database, engine, folder] = await Promise.all([
      createTestDatabase(),
      TestEngine.start(),
      mkdtemp(join(tmpdir(), 'ledger-source-')),
    ]);
    env = { DATA_DIR: folder, DATABASE_URL: database.url, ...engine.env };
    env.LEDGER_TOKEN = await createToken(env, 'Plan team', ROLES);
    const register = (nth: number, sourceId: string, sha256: string, mediaType: string) => ({
      ...{
        command: 'register-source',
        id: `019b76da-a801-7000-8000-0000000000${nth}`,
        sourceId,
        externalIds: [sourceId],
      },
      ...{ reportedOn: '2025-04-14', title: `Paper ${sourceId}`, kind: 'panelPaper', dated: { precision: 'none' } },
      ...{ mediaType, size: 20, sha256, language: 'en', source: { sha256 } },
    });
    const lines = [
      ...(await readFile(SMALL, 'utf8')).trim().split('\n'),
      JSON.stringify(register(91, 'S-WORDS', PAPER, 'text/plain')),
      JSON.stringify(register(92, 'S-SCAN', PDF, 'application/pdf')),
    ];
    await writeFile(join(folder, 'lines.jsonl'), lines.join('\n'));
    expect(await ledger(env, 'import', join(folder, 'lines.jsonl'))).toMatchObject({ code: 0 });
    paper = join(folder, 'paper.txt');
    pdf = join(folder, 'scan.pdf');
    await Promise.all([writeFile(paper, WORDS), writeFile(pdf, SCAN)]);
  }, 60_000);

  afterAll(async () => {
    await Promise.all([database.close(), engine.close(), rm(folder, { recursive: true })]);
  });

  const source = (...args: string[]) => ledger(env, 'source', ...args);
  const listed = async (document: string) =>
    (await source('list')).stdout.split('\n').find((line) => line.startsWith(document));

  it('says what of each document is kept', async () => {
    expect(await listed('S-WORDS')).toMatch(new RegExp(`^S-WORDS +Paper S-WORDS +${PAPER} +not kept$`));
  });

  it('keeps nothing of what is registered nowhere, is not there or is too large', async () => {
    const other = join(folder, 'other.txt');
    await writeFile(other, 'Another text');
    expectRefused(
      await source('add', paper, other),
      /other\.txt is the file of no registered document: none has the hash/,
    );
    expectRefused(await source('add', paper, join(folder, 'none')), /There is no file .*none\. Nothing was kept/);
    expectRefused(await source('add', folder), /is a folder/);
    expectRefused(await source('add', paper, pdf, '--text', paper), /--text holds the words of one file/);
    await writeFile(other, Buffer.alloc(2 ** 20 + 1));
    expectRefused(
      await ledger({ ...env, SOURCE_FILE_LIMIT_MB: '1' }, 'source', 'add', other),
      /is larger than 1 MB\. Set SOURCE_FILE_LIMIT_MB/,
    );
    await writeFile(other, Buffer.alloc(5 * 2 ** 20 + 1, 'x'));
    const words = await source('add', pdf, '--text', other);
    expectRefused(words, /is larger than 5 MB\. No more words are kept of a file: leave out those/);
    expect(words.stderr).not.toContain('SOURCE_FILE_LIMIT_MB');
    expect(await listed('S-WORDS')).toMatch(/not kept$/);
    expect(await listed('S-SCAN')).toMatch(/not kept$/);
  });

  it('needs somebody who may keep it', async () => {
    const token = await createToken(env, 'Auditor', ['auditor']);
    expectRefused(
      await source('add', paper, '--token', token),
      /You do not have permission .* policy officer or admin/,
    );
    expectRefused(
      await source('remove', 'S-WORDS', '--ground', 'copyright', '--token', token),
      /You do not have permission to do this\. Ask the administrator/,
    );
  });

  it('keeps a file by its hash, with its words where it is no text itself', async () => {
    const first = await source('add', paper, pdf);
    expect(first.stdout).toBe(`${paper} is kept: Paper S-WORDS\n${pdf} is kept: Paper S-SCAN\n`);
    expect(first.stderr).toContain('Keeping: 2 of 2');
    expect(await listed('S-WORDS')).toMatch(/ kept, with its words$/);
    expect(await listed('S-SCAN')).toMatch(/ kept$/);
    expectRefused(await source('add', pdf, '--text', pdf), /scan\.pdf is not well-formed UTF-8/);
    const again = await source('add', pdf, '--text', paper);
    expect(again.stdout).toBe(`${pdf} was kept already: Paper S-SCAN, with its words\n`);
    expect(await listed('S-SCAN')).toMatch(/ kept, with its words$/);
  });

  it('removes a file and its words for good, and keeps it again only where that is meant', async () => {
    expectRefused(await source('remove', 'S-SCAN'), /required option '--ground <ground>' not specified/);
    expectRefused(await source('remove', 'S-NONE', '--ground', 'copyright'), /There is no document S-NONE/);
    const gone = await source('remove', 'S-SCAN', '--ground', 'personal-data');
    expect(gone.stdout).toBe(`The file ${PDF} is removed. Its hash stays in the ledger.\n`);
    expect(await listed('S-SCAN')).toMatch(/ removed \d{4}-\d\d-\d\d: it holds personal data$/);
    const { rows } = await database.ownerPool.query('SELECT encode(sha256, $1) AS sha256 FROM erasable.source_file', [
      'hex',
    ]);
    expect(rows).toEqual([{ sha256: PAPER }]);
    expectRefused(await source('remove', PDF, '--ground', 'copyright'), /No file of [0-9a-f]{64} is kept/);
    await source('remove', 'S-WORDS', '--ground', 'copyright');
    await database.ownerPool.query("DELETE FROM erasable.removed_file WHERE ground = 'copyright'");
    // Nothing of it all is kept, and it says which file stands in the way.
    expectRefused(
      await source('add', paper, pdf),
      /scan\.pdf: This file was removed on \d+ \w+ \d{4}: it holds personal data\nNothing was kept/,
    );
    expect(await listed('S-WORDS')).toMatch(/not kept$/);
    expect((await source('add', pdf, '--again')).stdout).toContain('is kept');
    expect(await listed('S-SCAN')).toMatch(/ kept$/);
  });
});

function expectRefused({ code, stderr }: CliResult, message: RegExp): void {
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at |node_modules/);
  expect(code).toBe(1);
}
