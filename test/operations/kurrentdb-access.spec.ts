import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { closeClient, createClient } from '../../src/ledger/eventstoredb/clients.js';
import { makeUser, restrictAccess, ServerRefusal, untilReady } from '../../src/operations/kurrentdb-access.js';
import { EventStoreDbServer } from '../support/eventstoredb-server/index.js';
import { projectPath } from './project.js';

const admin = { username: 'admin', password: 'admin’s' };
const user = { username: 'ledger', password: 's3cr3t' };

describe('makeUser', () => {
  let server: Server;
  let url: string;
  const requests: { path: string; login: string; body: unknown }[] = [];
  /** Status by path; the server answers once with each, then with the last one. */
  let answers: Record<string, number>;

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      requests.push({
        path: `${request.method} ${request.url}`,
        login: Buffer.from(request.headers.authorization!.replace('Basic ', ''), 'base64').toString(),
        body: JSON.parse(Buffer.concat(chunks).toString()),
      });
      response.writeHead(answers[request.url!] ?? 500).end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => requests.splice(0));

  it('makes one without any group', async () => {
    answers = { '/users': 201 };
    expect(await makeUser(url, admin, user)).toBe('was made');
    const body = { LoginName: 'ledger', FullName: 'progress-ledger', Groups: [], Password: 's3cr3t' };
    expect(requests).toEqual([{ path: 'POST /users', login: 'admin:admin’s', body }]);
  });

  it('gives the password to one that is there', async () => {
    answers = { '/users': 409, '/users/ledger/command/reset-password': 200 };
    expect(await makeUser(url, admin, user)).toBe('was there');
    expect(requests[1]).toMatchObject({ login: 'admin:admin’s', body: { NewPassword: 's3cr3t' } });
  });

  it.each([401, 403, 400])('does not go on against a refusal (%s)', async (status) => {
    answers = { '/users': status };
    const end = untilReady(() => makeUser(url, admin, user), 60_000);
    await expect(end).rejects.toThrow(ServerRefusal);
    expect(requests).toHaveLength(1);
  });

  it('waits for a server that is not ready', async () => {
    answers = { '/users': 503 };
    setTimeout(() => {
      answers = { '/users': 201 };
    }, 500);
    expect(await untilReady(() => makeUser(url, admin, user), 10_000)).toBe('was made');
    answers = { '/users': 503 };
    await expect(untilReady(() => makeUser(url, admin, user), 0)).rejects.toThrow('status 503');
  });
});

describe('restrictAccess', () => {
  let server: EventStoreDbServer;
  let client: EventStoreDBClient;

  beforeAll(async () => {
    server = await EventStoreDbServer.start();
    client = createClient({ url: server.url, streamPrefix: '', appendMode: 'unary' });
  });
  afterAll(async () => {
    await closeClient(client);
    await server.stop();
  });

  const written = async (stream: string) => {
    const events: unknown[] = [];
    for await (const { event } of client.readStream(stream)) events.push(event?.data);
    return events;
  };

  it('lets the user read everything and write, and nobody else', async () => {
    await restrictAccess(client, admin, user);
    expect(await written('$$$all')).toEqual([{ $acl: { $r: ['$admins', 'ledger'] } }]);
    const [settings] = await written('$settings');
    expect(settings).toEqual({
      $userStreamAcl: { $r: ['ledger'], $w: ['ledger'], $d: '$admins', $mr: ['ledger'], $mw: '$admins' },
      $systemStreamAcl: { $r: '$admins', $w: '$admins', $d: '$admins', $mr: '$admins', $mw: '$admins' },
    });
  });

  it('writes nothing the second time, and only what differs after a change', async () => {
    await restrictAccess(client, admin, user);
    expect(await written('$$$all')).toHaveLength(1);
    expect(await written('$settings')).toHaveLength(1);
    await client.setStreamMetadata('$all', { note: 'kept', acl: { readRoles: ['$all'], metaReadRoles: ['$ops'] } });
    await restrictAccess(client, admin, user);
    expect((await written('$$$all')).at(-1)).toEqual({
      note: 'kept',
      $acl: { $r: ['$admins', 'ledger'], $mr: ['$ops'] },
    });
    expect(await written('$settings')).toHaveLength(1);
  });
});

describe('the program', () => {
  it('makes the account over HTTP and closes the server over gRPC, at one address', async () => {
    const streams = await EventStoreDbServer.start();
    const users: string[] = [];
    const http = createServer((request, response) => {
      users.push(`${request.method} ${request.url}`);
      request.resume().on('end', () => response.writeHead(201).end());
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const httpPort = (http.address() as AddressInfo).port;
    // A real server speaks both on one port: HTTP/2 begins with PRI.
    const front = createTcpServer((socket) =>
      socket.once('data', (first) => {
        const behind = connect(first.toString('latin1').startsWith('PRI') ? streams.port : httpPort, '127.0.0.1');
        for (const end of [socket, behind]) end.on('error', () => undefined);
        behind.write(first);
        socket.pipe(behind).pipe(socket);
      }),
    ).listen(0, '127.0.0.1');
    await once(front, 'listening');
    const folder = mkdtempSync(join(tmpdir(), 'ledger-account-'));
    writeFileSync(join(folder, 'admin-password'), 'secret\n');
    const run = promisify(execFile);
    try {
      const { stdout } = await run(
        process.execPath,
        ['--import', './test/support/typescript-hook.js', 'src/operations/prepare-kurrentdb.ts'],
        {
          cwd: projectPath('.'),
          env: {
            ...process.env,
            EVENTSTOREDB_URL: `esdb://ledger:s3cr3t@127.0.0.1:${(front.address() as AddressInfo).port}?tls=false`,
            KURRENTDB_ADMIN_PASSWORD_FILE: join(folder, 'admin-password'),
          },
        },
      );
      expect(stdout).toBe('The user ledger was made. Nobody but it and administrators may read or write.\n');
      expect(users).toEqual(['POST /users']);
      expect(streams.log.events.map(({ stream }) => stream)).toEqual(expect.arrayContaining(['$$$all', '$settings']));
    } finally {
      rmSync(folder, { recursive: true });
      front.close();
      http.close();
      await streams.stop();
    }
  });

  it('says what it lacks', async () => {
    const run = promisify(execFile)(
      process.execPath,
      ['--import', './test/support/typescript-hook.js', 'src/operations/prepare-kurrentdb.ts'],
      { cwd: projectPath('.'), env: { ...process.env, EVENTSTOREDB_URL: 'esdb://127.0.0.1:1?tls=false' } },
    );
    await expect(run).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^EVENTSTOREDB_URL names no user/),
    });
  });
});
