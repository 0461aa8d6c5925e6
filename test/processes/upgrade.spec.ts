import { join } from 'node:path';
import { ROLES } from '../../src/access/roles.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';
import { answersTo, createToken, ledger, ROOT } from '../support/ledger-cli.js';
import { until } from '../support/until.js';
import { LedgerProcess } from './ledger-process.js';

const QUESTIONS = ['/api/plans', '/api/plans/PLAN', '/api/commitments', '/api/metrics', '/api/search?q=libraries'];
const ALTERED = ['state', 'search'];

describe('a service that is put in place of one with older read models', () => {
  let database: TestDatabase;
  let engine: TestEngine;
  let folder: string;
  let service: LedgerProcess | undefined;

  beforeAll(async () => {
    [database, engine, folder] = await Promise.all([createTestDatabase(), TestEngine.start(), createFolder()]);
  });
  afterAll(async () => {
    await service?.end('SIGKILL');
    await Promise.all([database.close(), engine.close(), removeFolder(folder)]);
  });

  async function start(): Promise<LedgerProcess> {
    service = await LedgerProcess.launch('everything', env());
    await service.ready();
    return service;
  }

  const env = () => ({ DATABASE_URL: database.url, DATA_DIR: folder, ...engine.env });
  const ask = () => answersTo(QUESTIONS, `http://127.0.0.1:${service!.port}`);

  async function liveVersions(): Promise<Map<string, number>> {
    const { rows } = await database.ownerPool.query('SELECT name, version FROM projection.cursor WHERE live');
    return new Map(rows.map(({ name, version }) => [name, version]));
  }

  it('answers from those until it has built its own beside them, and then from its own', async () => {
    const LEDGER_TOKEN = await createToken(env(), 'Loader', ROLES);
    const small = join(ROOT, 'test/fixtures/small.jsonl');
    expect(await ledger({ ...env(), LEDGER_TOKEN }, 'import', small)).toMatchObject({ code: 0 });
    await start();
    const answers = await ask();
    const own = await liveVersions();
    await service!.end('SIGTERM');

    const { ownerPool } = database;
    for (const name of ALTERED) {
      const version = own.get(name)!;
      await ownerPool.query('UPDATE projection.cursor SET version = version - 1 WHERE name = $1', [name]);
      await ownerPool.query(`ALTER SCHEMA ${name}_v${version} RENAME TO ${name}_v${version - 1}`);
    }
    const older = await liveVersions();
    expect(older).not.toEqual(own);
    // Nobody can build them anew for as long as these are held.
    const guard = await ownerPool.connect();
    for (const name of ALTERED)
      await guard.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`projection rebuild/${name}`]);
    await start();
    expect(await ask()).toEqual(answers);
    expect(await liveVersions()).toEqual(older);

    await guard.query('SELECT pg_advisory_unlock_all()');
    guard.release();
    await until('read models of its own', async () => {
      const live = await liveVersions();
      return ALTERED.every((name) => live.get(name) === own.get(name));
    });
    expect(await ask()).toEqual(answers);
    expect(await liveVersions()).toEqual(own);
  }, 120_000);
});
