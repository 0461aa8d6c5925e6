import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server, type TlsOptions } from 'node:tls';
import { START, StoreUnavailableError } from '../../src/ledger/event-store.js';
import { EventStoreDbEventStore } from '../../src/ledger/eventstoredb/event-store-db-event-store.js';
import { newEvent, readEverything } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { EventStoreDbServer } from '../support/eventstoredb-server/index.js';
import { ROOT } from '../support/ledger-cli.js';

const LOGIN = 'ledger:s3cr3t';

/** As docker/prepare.sh makes them for docker compose. */
describe('a server that is known by its certificate', () => {
  let folder: string;
  let database: TestDatabase;
  let server: EventStoreDbServer;
  let front: Server;
  let store: EventStoreDbEventStore | undefined;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-tls-'));
    for (const root of ['ours', 'others'])
      execFileSync('/bin/sh', [join(ROOT, 'docker/prepare.sh'), join(folder, root)], {
        env: { PATH: process.env.PATH, KURRENTDB_NODES: 'node client' },
      });
    database = await createTestDatabase();
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  beforeEach(async () => {
    server = await EventStoreDbServer.start();
  });
  afterEach(async () => {
    await store?.close();
    store = undefined;
    await server.stop(); // which ends what the front has open
    front.close();
  });

  const file = (path: string) => join(folder, 'ours/kurrentdb', path);

  /** Takes TLS for the server. @returns host and port */
  async function listen(more: TlsOptions = {}): Promise<string> {
    const own = { cert: readFileSync(file('node/node.crt')), key: readFileSync(file('node/node.key')) };
    front = createServer({ ...own, ALPNProtocols: ['h2'], ...more }, (socket) => {
      const behind = connect(server.port, '127.0.0.1');
      for (const end of [socket, behind]) end.on('error', () => undefined);
      socket.pipe(behind).pipe(socket);
    });
    front.on('tlsClientError', () => undefined).listen(0, '127.0.0.1');
    await once(front, 'listening');
    return `127.0.0.1:${(front.address() as AddressInfo).port}`;
  }

  function open(url: string, appendMode: 'unary' | 'batch', budgetMs = 20_000): EventStoreDbEventStore {
    const options = { url, streamPrefix: 'ledger.', appendMode };
    store = new EventStoreDbEventStore(database.appPool, options, { times: { append: { budgetMs } } });
    return store;
  }

  async function mustWork(ledger: EventStoreDbEventStore): Promise<void> {
    const stream = `plan-${server.port}`;
    expect(await ledger.append(stream, 'no-stream', [newEvent(), newEvent()])).toBe(1n);
    const [first] = await readEverything(ledger);
    const stop = new AbortController();
    const { value } = await ledger.subscribeToAll({ after: START, signal: stop.signal }).next();
    stop.abort();
    expect(value).toMatchObject({ kind: 'events', events: [first, { revision: 1n }] });
    for await (const { id } of ledger.readStream(stream, { to: 0n })) expect(id).toBe(first!.id);
    expect(await ledger.status()).toEqual({ engine: 'eventstoredb', connected: true });
  }

  it('is given user and password with every call', async () => {
    const ledger = open(`esdb://${LOGIN}@${await listen()}?tls=true&tlsCAFile=${file('ca/ca.crt')}`, 'unary');
    await mustWork(ledger);
    const sent = `Basic ${Buffer.from(LOGIN).toString('base64')}`;
    const calls = server.calls.received.map(({ method, authorization }) => [method, authorization]);
    expect(new Set(calls.map(([method]) => method))).toEqual(new Set(['append', 'readAll', 'readStream', 'subscribe']));
    expect(calls.filter(([, authorization]) => authorization !== sent)).toEqual([]);
  });

  it('takes the certificate of a client instead', async () => {
    const address = await listen({ ca: readFileSync(file('ca/ca.crt')), requestCert: true, rejectUnauthorized: true });
    const shown = `userCertFile=${file('client/node.crt')}&userKeyFile=${file('client/node.key')}`;
    await mustWork(open(`esdb://${address}?tls=true&tlsCAFile=${file('ca/ca.crt')}&${shown}`, 'batch'));
    expect(server.calls.of('append').map(({ mode, authorization }) => [mode, authorization])).toEqual([
      ['batch', undefined],
    ]);
  });

  it('gets nothing where its certificate is from somebody else', async () => {
    const authority = join(folder, 'others/kurrentdb/ca/ca.crt');
    const ledger = open(`esdb://${LOGIN}@${await listen()}?tls=true&tlsCAFile=${authority}`, 'unary', 500);
    await expect(ledger.append('plan-1', 'no-stream', [newEvent()])).rejects.toBeInstanceOf(StoreUnavailableError);
    const { connected, problem } = await ledger.status();
    expect([connected, problem]).toEqual([false, expect.stringMatching(/certificate/)]);
    expect(problem).not.toContain('s3cr3t');
    expect(server.calls.received).toEqual([]);
  });
});
