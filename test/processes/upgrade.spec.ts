import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { ROLES } from '../../src/access/roles.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';
import { answersTo, createToken, ledger, ROOT } from '../support/ledger-cli.js';
import { caughtUp } from '../support/soundness.js';
import { until } from '../support/until.js';
import { LedgerProcess } from './ledger-process.js';

/** By the read model that they are answered from, beside `state`. */
const QUESTIONS = {
  state: ['/api/plans', '/api/plans/PLAN', '/api/commitments', '/api/metrics'],
  'audit-trail': ['/api/backfills'],
  search: ['/api/search?q=libraries'],
};
const ALL = Object.values(QUESTIONS).flat();

/** What the first version of a read model lacked. */
const LACKED = {
  'audit-trail': { columns: ['audit_entry.documents'], tables: [] },
  search: { columns: ['search_document.facet'], tables: ['search_key'] },
};

describe('a service that is put in place of one with older read models', () => {
  let database: TestDatabase;
  let engine: TestEngine;
  let folder: string;
  let service: LedgerProcess | undefined;
  /** What it answers, and which versions of read models it has, with its own. */
  let answers: unknown[];
  let own: Map<string, number>;

  beforeAll(async () => {
    [database, engine, folder] = await Promise.all([createTestDatabase(), TestEngine.start(), createFolder()]);
    const LEDGER_TOKEN = await createToken(env(), 'Loader', ROLES);
    const small = join(ROOT, 'test/fixtures/small.jsonl');
    expect(await ledger({ ...env(), LEDGER_TOKEN }, 'import', small)).toMatchObject({ code: 0 });
    await (await launch()).ready();
    await caughtUp(database.appPool, engine); // ready is what is a little behind, too
    [answers, own] = await Promise.all([ask(), liveVersions()]);
    await service!.end('SIGTERM');
  });
  afterAll(async () => {
    await service?.end('SIGKILL');
    await Promise.all([database.close(), engine.close(), removeFolder(folder)]);
  });

  const env = () => ({ DATABASE_URL: database.url, DATA_DIR: folder, ...engine.env });
  const ask = (questions = ALL) => answersTo(questions, `http://127.0.0.1:${service!.port}`);

  async function liveVersions(): Promise<Map<string, number>> {
    const { rows } = await database.ownerPool.query('SELECT name, version FROM projection.cursor WHERE live');
    return new Map(rows.map(({ name, version }) => [name, version]));
  }

  /** Makes a read model one of an older version. */
  async function setBack(name: string, version: number): Promise<void> {
    const own = (await liveVersions()).get(name)!;
    const schema = name.replaceAll('-', '_');
    await database.appPool.query(`ALTER SCHEMA ${schema}_v${own} RENAME TO ${schema}_v${version}`);
    await database.appPool.query('UPDATE projection.cursor SET version = $2 WHERE name = $1', [name, version]);
  }

  /** Makes its tables, too, what they were in the first version. */
  async function setBackToFirst(name: keyof typeof LACKED): Promise<void> {
    await setBack(name, 1);
    const schema = `${name.replaceAll('-', '_')}_v1`;
    for (const table of LACKED[name].tables) await database.appPool.query(`DROP TABLE ${schema}.${table} CASCADE`);
    for (const [table, column] of LACKED[name].columns.map((path) => path.split('.'))) {
      await database.appPool.query(`ALTER TABLE ${schema}.${table} DROP COLUMN ${column} CASCADE`);
      await database.appPool.query(`CREATE VIEW read.${table} AS SELECT * FROM ${schema}.${table}`);
    }
  }

  /** Lets nobody build them anew until what it gives is called. */
  async function holdBack(names: readonly string[]): Promise<() => Promise<void>> {
    const guard = await database.ownerPool.connect();
    for (const name of names)
      await guard.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [`projection rebuild/${name}`]);
    return async () => {
      await guard.query('SELECT pg_advisory_unlock_all()');
      guard.release();
    };
  }

  /** A process in the place of the one before. */
  async function launch(): Promise<LedgerProcess> {
    await service?.end('SIGTERM');
    service = await LedgerProcess.launch('everything', env());
    return service;
  }

  const hasItsOwn = () =>
    until('read models of its own', async () => isDeepStrictEqual(await liveVersions(), own), 60_000);

  it('answers from those that it understands until it has built its own beside them, and then from its own', async () => {
    await setBack('state', own.get('state')! - 1);
    const release = await holdBack(['state']);
    await (await launch()).ready();
    expect(await ask()).toEqual(answers);
    expect(await liveVersions()).not.toEqual(own);
    await release();
    await hasItsOwn();
    expect(await ask()).toEqual(answers);
  }, 120_000);

  it('says of what is too old to answer from that it is not ready, and answers as soon as it has its own', async () => {
    await service!.end('SIGTERM');
    for (const name of ['audit-trail', 'search'] as const) await setBackToFirst(name);
    const release = await holdBack(['audit-trail', 'search']);
    await launch();
    const { ready, projections } = await service!.healthWith('an answer', () => true);
    const statuses = new Map(projections.map(({ name, status }) => [name, status]));
    expect([ready, ...['state', 'audit-trail', 'search'].map((name) => statuses.get(name))]).toEqual([
      ...[false, 'running', 'rebuilding', 'rebuilding'],
    ]);
    expect(await ask(QUESTIONS.state)).toEqual(answers.slice(0, QUESTIONS.state.length));
    for (const address of [...QUESTIONS['audit-trail'], ...QUESTIONS.search]) {
      const response = await service!.get(address);
      expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    }
    await release();
    await service!.ready();
    expect(await liveVersions()).toEqual(own);
    expect(await ask()).toEqual(answers);
  }, 120_000);
});
