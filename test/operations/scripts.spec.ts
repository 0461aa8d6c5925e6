import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import pg from 'pg';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../src/database/embedded/start-embedded-postgres.js';
import { openDatabase } from '../../src/database/open-database.js';
import { projectPath } from './project.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Runs a script of `docker/` with nothing in its environment but what it is given. */
function run(script: string, args: string[], env: Record<string, string> = {}) {
  const shell = script === 'postgres-init.sh' ? '/bin/bash' : '/bin/sh';
  const options = { env: { PATH: process.env.PATH ?? '', ...env }, encoding: 'utf8' as const };
  return spawnSync(shell, [projectPath(`docker/${script}`), ...args], options);
}

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ledger-scripts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string) => readFileSync(join(folder, path), 'utf8').trim();

it.each(
  readdirSync(projectPath('docker')).filter((name) => name.endsWith('.sh')),
)('%s may be executed and parses', (name) => {
  expect(statSync(projectPath(`docker/${name}`)).mode & 0o111).toBe(0o111);
  execFileSync(name === 'postgres-init.sh' ? 'bash' : 'sh', ['-n', projectPath(`docker/${name}`)]);
});

describe('prepare.sh', () => {
  const prepare = (nodes: string, days = '') => {
    const { status, stderr, stdout } = run('prepare.sh', [folder], {
      KURRENTDB_NODES: nodes,
      ...(days ? { KURRENTDB_CERTIFICATE_DAYS: days } : {}),
    });
    expect([status, stderr]).toEqual([0, '']);
    return stdout;
  };
  const certificate = (node: string) => new X509Certificate(read(`kurrentdb/${node}/node.crt`));

  it('makes certificates that nodes can show to clients and to each other', () => {
    expect(prepare('a b')).toMatch(/for a, good for 730 days.*\n.*for b, good for 730 days/);
    const authority = new X509Certificate(read('kurrentdb/ca/ca.crt'));
    expect(authority.ca).toBe(true);
    for (const node of ['a', 'b']) {
      const { subject, keyUsage, ca } = certificate(node);
      // Server and client authentication.
      expect({ subject, keyUsage, ca }).toEqual({
        subject: 'CN=kurrentdb-node',
        keyUsage: ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
        ca: false,
      });
      expect([node, 'localhost'].map((host) => certificate(node).checkHost(host))).toEqual([node, 'localhost']);
      expect(certificate(node).checkIP('127.0.0.1')).toBe('127.0.0.1');
      expect(certificate(node).verify(authority.publicKey)).toBe(true);
    }
    expect(Date.parse(certificate('a').validTo) - Date.now()).toBeGreaterThan(729 * DAY_MS);
  });

  it('lets nodes know each other, and clients know them, by their certificates', async () => {
    prepare('a b');
    const ca = read('kurrentdb/ca/ca.crt');
    const shown = (node: string) => ({
      cert: read(`kurrentdb/${node}/node.crt`),
      key: read(`kurrentdb/${node}/node.key`),
      ca,
    });
    const known: boolean[] = [];
    const server = createServer({ ...shown('a'), requestCert: true, rejectUnauthorized: false }, (socket) => {
      known.push(socket.authorized);
      socket.end();
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const meet = async (servername: string, options: object) => {
      const socket = connect({ host: '127.0.0.1', port, servername, ...options });
      await once(socket.resume(), 'close');
      return socket.authorized;
    };
    expect(await meet('a', shown('b'))).toBe(true);
    expect(await meet('a', { ca: read('ledger/ca.crt') })).toBe(true);
    expect(known).toEqual([true, false]);
    await expect(meet('b', { ca })).rejects.toThrow(/altnames/);
    await expect(meet('a', {})).rejects.toThrow(/self-signed certificate/);
    server.close();
  });

  it('keeps what is there when it runs again, and adds what is not', () => {
    prepare('a');
    const before = ['kurrentdb/a/node.crt', 'kurrentdb/admin-password', 'ledger/database-url'].map(read);
    expect(prepare('a b c')).not.toContain('for a');
    expect(['kurrentdb/a/node.crt', 'kurrentdb/admin-password', 'ledger/database-url'].map(read)).toEqual(before);
    expect(read('ledger/eventstoredb-url')).toContain('@a:2113,b:2113,c:2113?');
    expect(certificate('c').checkHost('c')).toBe('c');
  });

  it('makes a certificate anew in the last 30 days of its life', () => {
    prepare('a', '29');
    const old = certificate('a').serialNumber;
    expect(prepare('a', '31')).toContain('for a, good for 31 days');
    const renewed = certificate('a').serialNumber;
    expect(renewed).not.toBe(old);
    expect(prepare('a', '31')).toBe('');
    expect(certificate('a').serialNumber).toBe(renewed);
  });

  it('gives each of its readers what it needs and no more', () => {
    prepare('a');
    expect(readdirSync(join(folder, 'ledger')).sort()).toEqual([
      'ca.crt',
      'database-app-url',
      'database-url',
      'eventstoredb-url',
    ]);
    expect(readdirSync(join(folder, 'postgres')).sort()).toEqual([
      'owner-password',
      'service-password',
      'superuser-password',
    ]);
    expect(readdirSync(join(folder, 'kurrentdb')).sort()).toEqual(['a', 'admin-password', 'ca', 'ops-password']);
    expect(readdirSync(join(folder, 'kurrentdb', 'ca'))).toEqual(['ca.crt']);
    for (const file of readdirSync(join(folder, 'authority')))
      expect([file, statSync(join(folder, 'authority', file)).mode & 0o077]).toEqual([file, 0]);
    const passwords = readdirSync(join(folder, 'authority')).filter((name) => !name.includes('.'));
    expect(new Set(passwords.map((name) => read(`authority/${name}`))).size).toBe(6);
  });

  it('says what is missing', () => {
    expect(run('prepare.sh', [folder]).stderr).toContain('KURRENTDB_NODES');
    const { status, stderr } = run('prepare.sh', [folder], { KURRENTDB_NODES: 'a', PATH: folder });
    expect([status, stderr]).toEqual([1, expect.stringContaining('There is no openssl')]);
  });
});

describe('entrypoint.sh', () => {
  const start = (env: Record<string, string>) => run('entrypoint.sh', ['env'], env);

  it('reads addresses from files, without the line’s end, and runs what it is given', () => {
    writeFileSync(join(folder, 'url'), "postgres://a:b$'c@host/d\n");
    const { stdout } = start({ DATABASE_URL_FILE: join(folder, 'url') });
    expect(stdout.split('\n')).toContain("DATABASE_URL=postgres://a:b$'c@host/d");
    expect(run('entrypoint.sh', ['sh', '-c', 'exit 7']).status).toBe(7);
  });

  it('takes what is set before a file, and never one database’s owner with another’s login', () => {
    const file = join(folder, 'none');
    const { status, stdout } = start({
      DATABASE_URL: 'postgres://mine@host/d',
      DATABASE_URL_FILE: file,
      DATABASE_APP_URL_FILE: file,
      EVENTSTOREDB_URL: 'esdb://host',
      EVENTSTOREDB_URL_FILE: file,
    });
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/^DATABASE_APP_URL=/m);
  });

  it('refuses a file that is not there', () => {
    const { status, stderr } = start({ EVENTSTOREDB_URL_FILE: join(folder, 'none') });
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^EVENTSTOREDB_URL_FILE names .*none, which is not there/),
    ]);
  });
});

describe('kurrentdb.sh', () => {
  /** The script with its two folders below the test's own. */
  const start = (program: string) => {
    for (const path of ['run/kurrentdb', 'opt/kurrentdb']) mkdirSync(join(folder, path), { recursive: true });
    for (const name of ['admin', 'ops']) writeFileSync(join(folder, `run/kurrentdb/${name}-password`), `${name}'s\n`);
    writeFileSync(join(folder, 'opt/kurrentdb', program), '#!/bin/sh\nenv\necho "arguments: $*"\n', { mode: 0o755 });
    const script = readFileSync(projectPath('docker/kurrentdb.sh'), 'utf8').replace(
      /\/(run|opt)\/kurrentdb/g,
      `${folder}/$1/kurrentdb`,
    );
    const options = { input: script, env: { PATH: process.env.PATH ?? '' }, encoding: 'utf8' as const };
    return spawnSync('/bin/sh', ['-s', '--', '--mem-db'], options);
  };

  it.each(['kurrentd', 'KurrentDB'])('gives %s the passwords of its first start', (program) => {
    const { stdout } = start(program);
    expect(stdout).toContain("KURRENTDB_DEFAULT_ADMIN_PASSWORD=admin's\n");
    expect(stdout).toContain("KURRENTDB_DEFAULT_OPS_PASSWORD=ops's\n");
    expect(stdout).toContain('arguments: --mem-db');
  });

  it('does not start a server that it does not know', () => {
    expect(start('eventstored')).toMatchObject({ status: 1, stderr: expect.stringContaining('set KURRENTDB_IMAGE') });
  });
});

async function dropLedger(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href });
  await client.connect();
  await client.query('DROP DATABASE ledger');
  await client.end();
}

const hasPsql = spawnSync('psql', ['--version']).status === 0;
(hasPsql ? describe : describe.skip)('postgres-init.sh (skipped without psql)', () => {
  let server: EmbeddedPostgres | undefined;
  afterEach(() => server?.stop());

  it('makes a database that the service brings up to date and works in, without a superuser', async () => {
    chmodSync(folder, 0o755);
    server = await startEmbeddedPostgres({ dataDir: join(folder, 'data') });
    const { hostname, port, username, password } = new URL(server.url);
    await dropLedger(server.url); // the embedded server comes with one; the server of the container is empty
    mkdirSync(join(folder, 'logins'));
    writeFileSync(join(folder, 'logins', 'owner-password'), 'owner’s\n');
    writeFileSync(join(folder, 'logins', 'service-password'), "service's\n");
    const { status, stderr } = run('postgres-init.sh', [], {
      ...{ PGHOST: hostname, PGPORT: port, PGPASSWORD: decodeURIComponent(password), POSTGRES_USER: username },
      LEDGER_LOGINS: join(folder, 'logins'),
    });
    expect([status, stderr]).toEqual([0, '']);
    const login = (user: string, password: string) =>
      `postgres://${user}:${encodeURIComponent(password)}@${hostname}:${port}/ledger`;
    const database = await openDatabase({
      dataDir: folder,
      databaseUrl: login('ledger_owner', 'owner’s'),
      databaseAppUrl: login('ledger_service', "service's"),
    });
    try {
      const { rows } = await database.appPool.query(
        `SELECT session_user, current_user, (SELECT bool_or(rolsuper) FROM pg_roles WHERE rolname ~ '^ledger_') AS super`,
      );
      expect(rows).toEqual([{ session_user: 'ledger_service', current_user: 'ledger_app', super: false }]);
    } finally {
      await database.close();
    }
  });
});
