import { join } from 'node:path';
import { ROLES } from '../../src/access/roles.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';
import { createToken, ledger, Program, ROOT } from '../support/ledger-cli.js';
import { allEvents } from '../support/soundness.js';

const FILE = join(ROOT, 'test/fixtures/small.jsonl');
const ROUNDS = 4;

/** The command line, killed between what it does: it deletes a value, then records that, then forgets what was asked. */
describe('an erasure that is killed', () => {
  let folder: string;
  let database: TestDatabase;
  let engine: TestEngine;
  let env: Record<string, string>;
  let asker: string;
  let agreeing: string;

  beforeAll(async () => {
    [folder, database, engine] = await Promise.all([createFolder(), createTestDatabase(), TestEngine.start()]);
    env = { DATA_DIR: join(folder, 'data'), DATABASE_URL: database.url, ...engine.env };
    asker = await createToken(env, 'Asker', ROLES);
    agreeing = await createToken(env, 'Agreeing', ['approver']);
    const { code, stderr } = await ledger({ ...env, LEDGER_TOKEN: asker }, 'import', FILE);
    expect([code, stderr]).toEqual([0, expect.anything()]);
  }, 60_000);
  afterAll(async () => {
    await Promise.all([database?.close(), engine?.close()]);
    await removeFolder(folder);
  });

  const args = (entry: string, pointer: string) => ['text', 'erase', entry, pointer, '--ground', 'request'];
  const as = (token: string) => ({ ...env, LEDGER_TOKEN: token });

  /** What is left of what was asked for. */
  async function noted(entry: string): Promise<'asked' | 'gone' | 'nothing'> {
    const { rows } = await database.ownerPool.query('SELECT gone_at FROM erasable.erasing WHERE event_id = $1', [
      entry,
    ]);
    if (!rows[0]) return 'nothing';
    return rows[0].gone_at ? 'gone' : 'asked';
  }

  async function isHeld(entry: string, pointer: string): Promise<boolean> {
    const { rows } = await database.ownerPool.query(
      'SELECT FROM erasable.disclosure WHERE event_id = $1 AND pointer = $2',
      [entry, pointer],
    );
    return rows.length > 0;
  }

  async function timesSaid(entry: string): Promise<number> {
    const events = await allEvents(database.appPool, engine);
    return events.filter(({ type, metadata }) => type === 'PersonalDataErased' && metadata.target === entry).length;
  }

  it(`has left no value that is said to be erased, and is completed by the same command: ${ROUNDS} times`, async () => {
    const { rows } = await database.ownerPool.query<{ entry: string; pointer: string }>(
      `SELECT DISTINCT ON (event_id) event_id AS entry, pointer FROM erasable.disclosure
        WHERE pointer <> '/by' AND subject_key_id IS NULL ORDER BY event_id, pointer LIMIT ${ROUNDS}`,
    );
    expect(rows.length).toBeGreaterThan(2);
    let between = 0;
    for (const [round, { entry, pointer }] of rows.entries()) {
      expect((await ledger(as(asker), ...args(entry, pointer))).stdout).toMatch(/^Noted\./);
      const killed = Program.start('bin/ledger.js', args(entry, pointer), as(agreeing));
      while ((await noted(entry)) === 'asked' && killed.isRunning);
      if (round % 2 === 1) await new Promise((resolve) => setTimeout(resolve, round * 2));
      killed.kill('SIGKILL');
      await killed.end();
      const [held, said] = [await isHeld(entry, pointer), await timesSaid(entry)];
      expect([round, held && said > 0]).toEqual([round, false]);
      if (!held && (await noted(entry)) === 'gone') between++;

      const { code, stdout, stderr } = await ledger(as(agreeing), ...args(entry, pointer));
      const completed = code === 0 ? stdout : stderr; // it may have been as good as done
      expect([round, completed]).toEqual([round, expect.stringMatching(/^(It is erased|This was erased on)/)]);
      expect([round, await isHeld(entry, pointer), await timesSaid(entry)]).toEqual([round, false, 1]);
      expect([round, await noted(entry)]).toEqual([round, 'nothing']);
    }
    expect(between).toBeGreaterThan(0);
  }, 180_000);
});
