import { randomUUID } from 'node:crypto';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import pg from 'pg';
import { DataSource } from 'typeorm';
import { APP_POOL, DatabaseModule } from '../../src/database/database.module.js';
import { startEmbeddedPostgres } from '../../src/database/embedded/start-embedded-postgres.js';
import { migrations } from '../../src/database/migrations/index.js';
import { type DatabaseConfig, openDatabase } from '../../src/database/open-database.js';
import { createTestDatabase, databaseUrl, onServer, type TestDatabase } from '../support/database.js';
import { createFolder, query, removeFolder, serverPid } from './service-process.js';

/** The URL with another login, or another place. */
function change(url: string, parts: Partial<Pick<URL, 'username' | 'password' | 'port' | 'pathname'>>): string {
  return Object.assign(new URL(url), parts).href;
}

describe('opening a database', () => {
  const dataDir = '/nonexistent'; // an outside server needs none
  let name: string;
  let databaseUrlOfTest: string;
  let ends: (() => Promise<unknown>)[];

  beforeEach(async () => {
    name = `ledger_test_${randomUUID().replaceAll('-', '')}`;
    databaseUrlOfTest = databaseUrl(name);
    await onServer((client) => client.query(`CREATE DATABASE ${name}`));
    ends = [() => onServer((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`))];
  });
  afterEach(async () => {
    for (const end of ends.reverse()) await end();
  });

  async function open(config: Partial<DatabaseConfig> = {}) {
    const database = await openDatabase({ dataDir, databaseUrl: databaseUrlOfTest, ...config });
    ends.push(() => database.close());
    return database;
  }

  /** A login for the time of the test. */
  async function createLogin(attributes = ''): Promise<string> {
    const login = `login_${randomUUID().slice(0, 8)}`;
    await onServer((client) => client.query(`CREATE ROLE ${login} LOGIN PASSWORD 'word' ${attributes}`));
    ends.unshift(() => onServer((client) => client.query(`DROP ROLE ${login}`)));
    return login;
  }

  it('migrates once, though many open it at the same time', async () => {
    await Promise.all(Array.from({ length: 5 }, () => open()));
    const [applied] = await query(databaseUrlOfTest, 'SELECT count(*)::int AS applied FROM schema_migration');
    expect(applied).toEqual({ applied: migrations.length });
  });

  it('does not migrate again when it is opened again', async () => {
    await (await open()).close();
    await open();
    const tables = await query(
      databaseUrlOfTest,
      `SELECT schemaname FROM pg_tables WHERE tablename = 'schema_migration'`,
    );
    expect(tables).toEqual([{ schemaname: 'public' }]);
  });

  it('works as ledger_app, and as the owner for migrations alone', async () => {
    const { appPool, ownerDataSource } = await open();
    expect((await appPool.query('SELECT current_user AS name')).rows).toEqual([{ name: 'ledger_app' }]);
    expect(await ownerDataSource.query('SELECT current_user = session_user AS itself')).toEqual([{ itself: true }]);
  });

  it('keeps the options that a URL carries, but for the role', async () => {
    const { appPool } = await open({
      databaseUrl: `${databaseUrlOfTest}?options=${encodeURIComponent('-c role=none -c statement_timeout=4321')}`,
    });
    const { rows } = await appPool.query(
      `SELECT current_user AS name, current_setting('statement_timeout') AS timeout`,
    );
    expect(rows).toEqual([{ name: 'ledger_app', timeout: '4321ms' }]);
  });

  it('leaves days as text on its own connections only', async () => {
    const { appPool, ownerDataSource } = await open();
    const sql = `SELECT date '2022-08-04' AS day, ARRAY[date '2022-08-04'] AS days,
                        daterange('2022-08-04', NULL) AS span, int8range(1, 3) AS numbers, 9007199254740993 AS big`;
    const asText = {
      day: '2022-08-04',
      days: ['2022-08-04'],
      span: '[2022-08-04,)',
      numbers: '[1,3)',
      big: '9007199254740993',
    };
    expect((await appPool.query(sql)).rows).toEqual([asText]);
    expect(await ownerDataSource.query(sql)).toEqual([asText]);
    const [elsewhere] = await query(databaseUrlOfTest, `SELECT date '2022-08-04' AS day`);
    expect(elsewhere?.day).toBeInstanceOf(Date);
  });

  it('closes twice, and even with a connection that nobody gave back', async () => {
    const { appPool, close } = await open();
    const held = await appPool.connect();
    held.on('error', () => undefined);
    await Promise.all([close(), close()]);
    await expect(appPool.query('SELECT 1')).rejects.toThrow();
    held.release();
  }, 20_000);

  describe('says what is wrong', () => {
    it('when nothing answers', async () => {
      await expect(open({ databaseUrl: change(databaseUrlOfTest, { port: '1' }) })).rejects.toThrow(
        /^No PostgreSQL server answers at [^@]*:1\/.*ECONNREFUSED.*DATABASE_URL/,
      );
    });

    it('when the password is wrong', async () => {
      const login = await createLogin();
      const wrong = change(databaseUrlOfTest, { username: login, password: 'guess' });
      await expect(open({ databaseUrl: wrong })).rejects.toThrow(new RegExp(`refuses the user "${login}"`));
    });

    it('when there is no such database', async () => {
      const missing = change(databaseUrlOfTest, { pathname: '/nowhere' });
      await expect(open({ databaseUrl: missing })).rejects.toThrow(/no such database: .*\/nowhere/);
    });

    it('when the second login may not act as ledger_app', async () => {
      const login = await createLogin();
      const databaseAppUrl = change(databaseUrlOfTest, { username: login, password: 'word' });
      await expect(open({ databaseAppUrl })).rejects.toThrow(`GRANT ledger_app TO "${login}"`);
      await onServer((client) => client.query(`GRANT ledger_app TO ${login}`));
      const { appPool } = await open({ databaseAppUrl });
      const { rows } = await appPool.query('SELECT current_user AS name, session_user AS login');
      expect(rows).toEqual([{ name: 'ledger_app', login }]);
      await expect(appPool.query('SET ROLE pg_monitor')).rejects.toMatchObject({ code: '42501' });
    });

    it('when the second login leads somewhere else', async () => {
      const elsewhere = `${name}_else`;
      await onServer((client) => client.query(`CREATE DATABASE ${elsewhere}`));
      ends.push(() => onServer((client) => client.query(`DROP DATABASE ${elsewhere} WITH (FORCE)`)));
      await expect(open({ databaseAppUrl: databaseUrl(elsewhere) })).rejects.toThrow(/another database/);
    });

    it('when the owner may neither act as ledger_app nor let it', async () => {
      await open();
      const login = await createLogin();
      await onServer((client) => client.query(`ALTER DATABASE ${name} OWNER TO ${login}`));
      const owner = change(databaseUrlOfTest, { username: login, password: 'word' });
      await expect(open({ databaseUrl: owner })).rejects.toThrow(`GRANT ledger_app TO "${login}";`);
    });
  });

  it('serves a Nest application until everything else has shut down', async () => {
    const endings: string[] = [];
    class Worker {
      constructor(private readonly pool: pg.Pool) {}
      async onModuleDestroy() {
        endings.push((await this.pool.query(`SELECT 'worker' AS name`)).rows[0].name);
      }
    }
    const worker = { provide: Worker, useFactory: (pool: pg.Pool) => new Worker(pool), inject: [APP_POOL] };
    class App {}
    Module({
      imports: [DatabaseModule.forRoot({ dataDir, databaseUrl: databaseUrlOfTest })],
      providers: [worker],
    })(App);

    const app = await NestFactory.createApplicationContext(App, { logger: false, abortOnError: false });
    const pool: pg.Pool = app.get(APP_POOL);
    expect(app.get(DataSource).isInitialized).toBe(true);
    await app.close();
    expect(endings).toEqual(['worker']);
    expect(pool.ended).toBe(true);
  });
});

describe('opening a database on a server of its own', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await createFolder();
  });
  afterEach(() => removeFolder(dataDir));

  it('starts the embedded server, and stops it last', async () => {
    const database = await openDatabase({ dataDir });
    expect((await database.appPool.query(`SELECT to_regnamespace('ledger') IS NOT NULL AS there`)).rows).toEqual([
      { there: true },
    ]);
    const beside = await openDatabase({ dataDir }, { join: true });
    expect(beside.url).toBe(database.url);
    await beside.close();
    expect(await serverPid(dataDir)).not.toBeNull();
    await database.close();
    expect(await serverPid(dataDir)).toBeNull();
  });

  it('needs no superuser, only an owner who may create roles', async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    try {
      for (const [login, attributes] of [
        ['plain', ''],
        ['site', 'CREATEROLE'],
      ]) {
        await query(server.url, `CREATE ROLE ${login} LOGIN PASSWORD 'word' ${attributes}`);
        await query(server.url, `CREATE DATABASE ${login} OWNER ${login}`);
      }
      const url = (login: string) => change(server.url, { username: login, password: 'word', pathname: `/${login}` });

      await expect(openDatabase({ dataDir, databaseUrl: url('plain') })).rejects.toThrow(
        'The user "plain" may not create the role ledger_app. Let an administrator run: CREATE ROLE ledger_app NOLOGIN; ' +
          'GRANT ledger_app TO "plain";',
      );
      const database = await openDatabase({ dataDir, databaseUrl: url('site') });
      await database.appPool.query('CREATE SCHEMA state_v1');
      await database.close();

      await query(server.url, 'GRANT ledger_app TO plain');
      await (await openDatabase({ dataDir, databaseUrl: url('plain') })).close();
    } finally {
      await server.stop();
    }
  });

  it("says that the database is not the owner's to grant on", async () => {
    const server = await startEmbeddedPostgres({ dataDir });
    try {
      await query(server.url, `CREATE ROLE site LOGIN PASSWORD 'word' CREATEROLE`);
      const url = change(server.url, { username: 'site', password: 'word' });
      await expect(openDatabase({ dataDir, databaseUrl: url })).rejects.toThrow(
        'ALTER DATABASE "ledger" OWNER TO "site";',
      );
    } finally {
      await server.stop();
    }
  });
});

describe('a test database', () => {
  it('is fresh for everyone', async () => {
    const databases: TestDatabase[] = await Promise.all([createTestDatabase(), createTestDatabase()]);
    for (const { appPool } of databases) await appPool.query('CREATE VIEW read.only_here AS SELECT 1 AS one');
    await Promise.all(databases.map((database) => database.close()));
    const left = await onServer((client) =>
      client.query('SELECT FROM pg_database WHERE datname = ANY ($1)', [
        databases.map(({ url }) => new URL(url).pathname.slice(1)),
      ]),
    );
    expect(left.rowCount).toBe(0);
  });
});
