import { join } from 'node:path';
import { ROLES } from '../../src/access/roles.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';
import { createToken, ledger, ROOT } from '../support/ledger-cli.js';

const FILE = join(ROOT, 'test/fixtures/small.jsonl');

/** On one ledger, in this order, as people at a terminal would. */
describe('the command line that erases and commits', () => {
  let folder: string;
  let database: TestDatabase;
  let engine: TestEngine;
  let env: Record<string, string>;
  let loader: string;
  let administrator: string;

  beforeAll(async () => {
    [folder, database, engine] = await Promise.all([createFolder(), createTestDatabase(), TestEngine.start()]);
    env = { DATA_DIR: join(folder, 'data'), DATABASE_URL: database.url, ...engine.env };
    loader = await createToken(env, 'Loader Lovelace', ROLES);
    administrator = await createToken(env, 'Administrator', ['administrator']);
    expect((await as(loader, 'import', FILE)).code).toBe(0);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([database?.close(), engine?.close()]);
    await removeFolder(folder);
  });

  const as = (token: string, ...args: string[]) => ledger({ ...env, LEDGER_TOKEN: token }, ...args);

  it('records the state of a day, the same again once, and works it out anew', async () => {
    const first = await as(loader, 'state', 'commit', '--date', '2022-08-04');
    expect(first).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^As reported on 2022-08-04, by \d+ entries: [0-9a-f]{64}\n$/),
    });
    expect(await as(loader, 'state', 'commit', '--date', '2022-02-30')).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/--date must be a real date up to today/),
    });
    expect(await as(loader, 'state', 'check')).toMatchObject({
      code: 0,
      stdout: '1 recorded states are what the entries give, and what is answered.\n',
    });
    expect((await as(loader, 'verify', '--replay')).stdout).toContain('1 recorded states are what the entries give');
  });

  it('shows what a text erasure waits for, and who may agree', async () => {
    const { rows } = await database.ownerPool.query(
      "SELECT event_id, pointer FROM erasable.disclosure WHERE subject_key_id IS NULL AND pointer LIKE '/data/%' LIMIT 1",
    );
    const { event_id: entry, pointer } = rows[0];
    const erase = ['text', 'erase', entry, pointer];
    expect((await as(administrator, ...erase)).stderr).toContain("required option '--ground <ground>'");
    expect((await as(administrator, ...erase, '--ground', 'why')).stderr).toContain('Choose the ground for erasing');
    const asked = await as(administrator, ...erase, '--ground', 'entered-in-error', '--request', '2027/14');
    expect(asked.stdout).toBe('Noted. It is erased once someone else gives the same command, within 30 days.\n');
    const { stdout } = await as(administrator, 'text', 'list');
    expect(stdout).toContain(entry);
    expect(stdout).toMatch(/entered-in-error +Administrator/);
    const agreed = await as(loader, ...erase, '--ground', 'entered-in-error');
    expect(agreed.stdout).toMatch(/^It is erased, and the ledger says so\./);
    expect((await as(loader, ...erase, '--ground', 'entered-in-error')).stderr).toMatch(/^This was erased on /);
  });

  it('erases a person once, after showing what that means, and says which drafts are left', async () => {
    const erase = ['person', 'erase', 'loader lovelace'];
    const report = '018f8a10-0000-7000-8000-00000000dddd';
    await database.ownerPool.query(
      "INSERT INTO working.draft_comment VALUES ($1, 1, 1, NULL, 'Ask Loader Lovelace', now(), $1, 'Reviewer')",
      [report],
    );
    const shown = await as(administrator, ...erase, '--dry-run');
    const [, count] = /(\d+) values would be erased\.\n/.exec(shown.stdout)!;
    expect(Number(count)).toBeGreaterThan(10);
    expect(shown.stdout.split('\n').filter((line) => line.endsWith(' /by'))).toHaveLength(Number(count));
    const { stdout } = await as(administrator, ...erase);
    expect(stdout).toMatch(
      new RegExp(`^${count} values are erased\\.\\nThe name stands in what was drafted .*\\n${report}\\n$`),
    );
    expect(await ledger(env, 'drafts', 'remove', report)).toMatchObject({ code: 0, stderr: 'The draft is removed.\n' });
    expect(await ledger(env, 'drafts', 'remove', report)).toMatchObject({ code: 1 });
    expect((await as(administrator, ...erase)).stdout).toBe('0 values are erased.\n');
    expect((await as(loader, 'text', 'list')).code).toBe(0); // needs nobody
    expect((await as(loader, ...erase)).stderr).toContain('This token is not valid');
    expect((await ledger(env, 'verify', '--replay')).code).toBe(0);
  }, 60_000);
});
