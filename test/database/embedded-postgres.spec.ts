import { chown, cp, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Binaries, binariesIn, findBinaries } from '../../src/database/embedded/binaries.js';
import { EmbeddedAlreadyRunningError } from '../../src/database/embedded/errors.js';
import { run } from '../../src/database/embedded/processes.js';
import {
  type EmbeddedPostgres,
  joinEmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../src/database/embedded/start-embedded-postgres.js';
import { until } from '../support/until.js';
import { createFolder, query, removeFolder, ServiceProcess, serverPid } from './service-process.js';

const onLinux = process.platform === 'linux' ? it : it.skip;
const asRoot = process.getuid?.() === 0 ? it : it.skip;
const NOBODY = 65_534;

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  let ends: (() => Promise<unknown>)[];

  beforeEach(async () => {
    dataDir = await createFolder();
    ends = [];
  });
  afterEach(async () => {
    for (const end of ends.reverse()) await end();
    await removeFolder(dataDir);
  });

  async function start(binaries?: Binaries): Promise<EmbeddedPostgres> {
    const server = await startEmbeddedPostgres({ dataDir, binaries });
    ends.push(() => server.stop());
    return server;
  }

  function startService(uid?: number): ServiceProcess {
    const service = ServiceProcess.start(dataDir, uid);
    ends.push(() => service.end('SIGKILL'));
    return service;
  }

  /** A service that has written one row and been told so. */
  async function startServiceWithRow(): Promise<ServiceProcess> {
    const service = startService();
    const { url } = await service.report;
    await query(url, 'CREATE TABLE promise AS SELECT 1 AS kept');
    return service;
  }

  async function expectRow(url: string): Promise<void> {
    expect(await query(url, 'SELECT kept FROM promise')).toEqual([{ kept: 1 }]);
  }

  describe('the first start', () => {
    it('serves 127.0.0.1 alone, behind a password that only its owner can read', async () => {
      const { url, adopted } = await start();
      expect(adopted).toBe(false);
      expect(new URL(url).hostname).toBe('127.0.0.1');

      const [settings] = await query(
        url,
        `SELECT current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets,
                current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS durable`,
      );
      expect(settings).toEqual({ addresses: '127.0.0.1', sockets: '', fsync: 'on', durable: 'on' });
      const [hash] = await query(
        url,
        `SELECT rolpassword LIKE 'SCRAM-SHA-256$%' AS scram FROM pg_authid WHERE oid = 10`,
      );
      expect(hash).toEqual({ scram: true });

      const password = join(dataDir, 'postgres', 'password');
      expect((await stat(password)).mode & 0o777).toBe(0o600);
      expect((await stat(join(dataDir, 'postgres'))).mode & 0o777).toBe(0o700);
      expect(await readFile(password, 'utf8')).toBe(new URL(url).password);
      await expect(query(url.replace(new URL(url).password, 'guess'), 'SELECT 1')).rejects.toMatchObject({
        code: '28P01',
      });
    });

    it('leaves nothing running and frees the data when stopped, and keeps what was written', async () => {
      const first = await start();
      await query(first.url, 'CREATE TABLE promise AS SELECT 1 AS kept');
      const pid = await serverPid(dataDir);
      await Promise.all([first.stop(), first.stop()]);
      expect(pid).not.toBeNull();
      expect(await serverPid(dataDir)).toBeNull();
      expect(await readdir(dataDir)).toEqual(['postgres']);

      const second = await start();
      expect(second.adopted).toBe(false);
      await expectRow(second.url);
    });

    it('creates library links that the install left out', async () => {
      const native = join(dataDir, 'package', 'native');
      await cp(findBinaries().native, native, {
        recursive: true,
        filter: async (path) => !(await lstat(path)).isSymbolicLink(),
      });
      expect(await readdir(join(native, 'lib'))).not.toContain('libicuuc.so.60');

      const { url } = await start(binariesIn(native));
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await readdir(join(native, 'lib'))).toContain('libicuuc.so.60');
    });

    it('refuses a folder that holds something else, and leaves it as it is', async () => {
      await mkdir(join(dataDir, 'postgres'));
      await writeFile(join(dataDir, 'postgres', 'letter.txt'), 'mine');
      await expect(start()).rejects.toThrow(/holds files, but no database/);
      expect(await readFile(join(dataDir, 'postgres', 'letter.txt'), 'utf8')).toBe('mine');
      expect(await readdir(dataDir)).toEqual(['postgres']);
    });

    asRoot('says that the disk is full', async () => {
      const disk = join(dataDir, 'disk');
      await mkdir(disk);
      const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'size=16m,mode=755', 'none', disk], null, '/');
      if (mounted.code !== 0) return console.warn('Not shown: this system lets nobody mount a small disk');
      try {
        await expect(startEmbeddedPostgres({ dataDir: disk })).rejects.toThrow(/^The disk that holds .* is full/);
        expect(await readdir(disk)).toEqual([]);
      } finally {
        await run('umount', [disk], null, '/');
      }
    });
  });

  describe('a second start on the same data', () => {
    it('is refused with the id of the process that has it, and harms nothing', async () => {
      const service = await startServiceWithRow();
      const { url } = await service.report;
      const pid = await serverPid(dataDir);

      const refusal = await start().catch((error) => error);
      expect(refusal).toBeInstanceOf(EmbeddedAlreadyRunningError);
      expect(refusal.message).toContain(`is in use by process ${service.pid}`);
      expect(refusal.message).toContain(join(dataDir, 'postgres'));
      expect(refusal.message).toContain('DATA_DIR');
      expect(await serverPid(dataDir)).toBe(pid);
      await expectRow(url);
    });

    it('is refused inside one process, too', async () => {
      await start();
      await expect(start()).rejects.toMatchObject({ name: 'EmbeddedAlreadyRunningError', pid: process.pid });
    });

    it('is refused while the first one is still creating the database', async () => {
      const services = Array.from({ length: 3 }, () => startService());
      const reports = await Promise.all(services.map((service) => service.report));
      expect(reports.filter((report) => report.url)).toHaveLength(1);
      expect(reports.filter((report) => report.error?.name === 'EmbeddedAlreadyRunningError')).toHaveLength(2);
    });

    it('may join the running server instead', async () => {
      expect(await joinEmbeddedPostgres({ dataDir })).toBeNull();
      const service = startService();
      const joined = await until('the service to be joined', () => joinEmbeddedPostgres({ dataDir }));
      expect(joined).toBe((await service.report).url);
    });
  });

  describe('after a crash', () => {
    it('adopts the server of a service that was killed, and stops it in the end', async () => {
      const service = await startServiceWithRow();
      const pid = await serverPid(dataDir);
      await service.end('SIGKILL');

      const server = await start();
      expect(server.adopted).toBe(true);
      expect(server.url).toBe((await service.report).url);
      expect(await serverPid(dataDir)).toBe(pid);
      await expectRow(server.url);
      await server.stop();
      expect(await serverPid(dataDir)).toBeNull();
    });

    it('recovers when service and server were killed', async () => {
      for (let round = 1; round <= 3; round++) {
        const service = startService();
        const { url, adopted } = await service.report;
        expect(adopted).toBe(false);
        await query(url, 'CREATE TABLE IF NOT EXISTS acknowledged (round int)');
        expect(await query(url, 'SELECT count(*)::int AS rounds FROM acknowledged')).toEqual([{ rounds: round - 1 }]);
        await query(url, `INSERT INTO acknowledged VALUES (${round})`);
        const pid = (await serverPid(dataDir)) as number;
        await service.end('SIGKILL');
        process.kill(pid, 'SIGKILL');
      }
    });

    it('recovers when the service was killed while it created the database', async () => {
      const service = startService();
      await until('the creation to begin', async () => {
        const draft = (await readdir(dataDir)).find((name) => name.startsWith('postgres-new-'));
        return draft && (await readdir(join(dataDir, draft))).includes('data');
      });
      await service.end('SIGKILL');
      expect(await readdir(dataDir)).not.toContain('postgres');

      const server = await start();
      expect(server.adopted).toBe(false);
      expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      expect(await readdir(dataDir)).toEqual(expect.arrayContaining(['postgres', 'postgres.lock']));
    });

    it('recovers when the service was killed while it started the server', async () => {
      await (await start()).stop();
      const service = startService();
      await until('the server to begin', async () => (await serverPid(dataDir)) !== null);
      await service.end('SIGKILL');
      const server = await start();
      expect(await query(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    it('brings the server back at the same address when it alone was killed', async () => {
      const { url } = await start();
      await query(url, 'CREATE TABLE promise AS SELECT 1 AS kept');
      const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
      process.kill((await serverPid(dataDir)) as number, 'SIGKILL');
      await until('the server to be back', () =>
        expectRow(url).then(
          () => true,
          () => false,
        ),
      );
      expect(warn).toHaveBeenCalledWith(expect.stringContaining('ended unexpectedly'));
      warn.mockRestore();
    });

    it('keeps the server out of reach of Ctrl-C, which is for the service to handle', async () => {
      const service = await startServiceWithRow();
      await service.end('SIGINT', { group: true });
      const server = await start();
      expect(server.adopted).toBe(true);
      await expectRow(server.url);
    });

    onLinux("does not take another server's port for its own, nor another process for its server", async () => {
      await (await start()).stop();
      const other = new URL(process.env.TEST_SERVER_URL as string).port;
      const data = join(dataDir, 'postgres', 'data');
      await writeFile(
        join(data, 'postmaster.pid'),
        [process.pid, data, 1, other, '', '127.0.0.1', '', 'ready', ''].join('\n'),
      );

      const server = await start();
      expect(server.adopted).toBe(false);
      expect(new URL(server.url).port).not.toBe(other);
      expect(await query(server.url, 'SHOW data_directory')).toEqual([{ data_directory: data }]);
    });

    it('does not go on with a password that is not the one of the data', async () => {
      const service = await startServiceWithRow();
      await service.end('SIGKILL');
      const file = join(dataDir, 'postgres', 'password');
      const password = await readFile(file, 'utf8');
      await writeFile(file, 'another');
      await expect(start()).rejects.toThrow(/refuses the password/);
      await rm(file);
      await expect(start()).rejects.toThrow(/password of the database cannot be read .*ENOENT/);
      await writeFile(file, password);
      await expectRow((await start()).url);
    });
  });

  describe('users', () => {
    asRoot('runs as an ordinary user when the service is root', async () => {
      await start();
      const pid = await serverPid(dataDir);
      const { uid } = await stat(`/proc/${pid}`);
      expect(uid).not.toBe(0);
      expect((await stat(join(dataDir, 'postgres', 'data'))).uid).toBe(uid);
    });

    asRoot('runs as the service itself when that is an ordinary user', async () => {
      await chown(dataDir, NOBODY, NOBODY);
      const service = startService(NOBODY);
      expect(await service.report).toMatchObject({ adopted: false });
      expect((await stat(`/proc/${await serverPid(dataDir)}`)).uid).toBe(NOBODY);
      await service.end('SIGTERM');
      expect(await serverPid(dataDir)).toBeNull();
    });

    asRoot('goes on as the user that the data belong to when the service becomes root', async () => {
      await chown(dataDir, NOBODY, NOBODY);
      const service = startService(NOBODY);
      await service.report;
      await service.end('SIGTERM');
      await start();
      expect((await stat(`/proc/${await serverPid(dataDir)}`)).uid).toBe(NOBODY);
    });

    asRoot('takes data over that were restored as root', async () => {
      await (await start()).stop();
      await run('chown', ['-R', '0:0', join(dataDir, 'postgres')], null, '/');
      const { url } = await start();
      expect(await query(url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    });

    asRoot('tells an ordinary user whose data they are', async () => {
      await (await start()).stop();
      await chown(dataDir, NOBODY, NOBODY);
      const { error } = await startService(NOBODY).report;
      expect(error?.message).toMatch(/belongs to user id \d+, and this process runs as 65534/);
    });

    asRoot("says what to do when the server's user cannot enter the data folder", async () => {
      const folder = join(dataDir, 'private');
      await mkdir(folder, { mode: 0o700 });
      const start = startEmbeddedPostgres({ dataDir: join(folder, 'data') });
      await expect(start).rejects.toThrow(/cannot enter .*private.*Set DATA_DIR.*DATABASE_URL/);
    });

    asRoot("says what to do when the server's user cannot reach the programs", async () => {
      const folder = join(dataDir, 'private');
      await mkdir(folder, { mode: 0o700 });
      await symlink(findBinaries().native, join(folder, 'native'));
      await expect(start(binariesIn(join(folder, 'native')))).rejects.toThrow(
        /cannot reach PostgreSQL's programs .*private.*Move the project.*DATABASE_URL/,
      );
      expect(await readdir(dataDir)).toEqual(['private']);
    });
  });
});
