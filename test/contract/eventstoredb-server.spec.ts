import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  type AllStreamSubscription,
  ANY,
  type AppendExpectedRevision,
  BACKWARDS,
  END,
  ErrorType,
  EventStoreDBClient,
  jsonEvent,
  NO_STREAM,
  type Position,
  START,
  STREAM_EXISTS,
  streamNameFilter,
} from '@eventstore/db-client';
import { status } from '@grpc/grpc-js';
import { EventStoreDbServer, StoredLog } from '../support/eventstoredb-server/index.js';
import { until } from '../support/until.js';

const PREFIX = 'ledger.';
const CREDENTIALS = { username: 'anyone', password: 'anything' };

let server: EventStoreDbServer;
let client: EventStoreDBClient;
const clients: EventStoreDBClient[] = [];

const connect = (url = server.url) => {
  const connected = EventStoreDBClient.connectionString(url);
  clients.push(connected);
  return connected;
};

const event = (value = 1, id = randomUUID()) =>
  jsonEvent({ id, type: 'StatusReported', data: { value }, metadata: { by: 'x' } });

/** One append, as a call of its own unless it is to go through the batch call. */
const append = (
  stream: string,
  expectedRevision: AppendExpectedRevision,
  events = [event()],
  mode: 'unary' | 'batch' = 'unary',
) =>
  client.appendToStream(stream, events, {
    expectedRevision,
    deadline: 2_000,
    ...(mode === 'unary' ? { credentials: CREDENTIALS } : {}),
  });

const revisions = async (stream: string, options: Parameters<EventStoreDBClient['readStream']>[1] = {}) => {
  const found: number[] = [];
  for await (const { event: read } of client.readStream(stream, options)) found.push(Number(read!.revision));
  return found;
};

beforeEach(async () => {
  server = await EventStoreDbServer.start();
  client = connect();
});

afterEach(async () => {
  await Promise.all(clients.splice(0).map((each) => each.dispose()));
  await server.stop();
});

describe.each(['unary', 'batch'] as const)('an append (%s)', (mode) => {
  it('gives back what was written, with the server’s time and place', async () => {
    const sent = event();
    const before = Date.now();
    const { nextExpectedRevision, position } = await append('ledger.a', NO_STREAM, [sent], mode);
    const after = Date.now();
    expect(nextExpectedRevision).toBe(0n);
    const read = client.readStream('ledger.a');
    for await (const { event: found } of read) {
      const { id, type, data, metadata } = sent;
      const place = { streamId: 'ledger.a', revision: 0n, position };
      expect(found).toMatchObject({ id, type, data, metadata, isJson: true, ...place });
      const created = found!.created.getTime();
      expect([before, created, after]).toEqual([before, created, after].sort((a, b) => a - b));
    }
    expect(server.calls.of('append')).toMatchObject([
      { mode, stream: 'ledger.a', ids: [sent.id], expected: 'no_stream' },
    ]);
  });

  it('is refused where the stream is not as expected, with the actual revision', async () => {
    await append('ledger.a', NO_STREAM, [event(), event()], mode);
    const wrong = (actualVersion: bigint | 'no_stream') => ({ type: ErrorType.WRONG_EXPECTED_VERSION, actualVersion });
    await expect(append('ledger.a', NO_STREAM, [event()], mode)).rejects.toMatchObject(wrong(1n));
    await expect(append('ledger.a', 0n, [event()], mode)).rejects.toMatchObject(wrong(1n));
    await expect(append('ledger.a', 2n, [event()], mode)).rejects.toMatchObject(wrong(1n));
    await expect(append('ledger.b', 0n, [event()], mode)).rejects.toMatchObject(wrong('no_stream'));
    await expect(append('ledger.b', STREAM_EXISTS, [event()], mode)).rejects.toMatchObject(wrong('no_stream'));
    expect(await revisions('ledger.a')).toEqual([0, 1]);
    await append('ledger.a', STREAM_EXISTS, [event()], mode);
    await append('ledger.a', 2n, [event()], mode);
    await append('ledger.a', ANY, [event()], mode);
    expect(await revisions('ledger.a')).toEqual([0, 1, 2, 3, 4]);
  });

  it('of known ids is answered as the first time, where its revision says that they stand', async () => {
    const sent = [event(), event()];
    const first = await append('ledger.a', NO_STREAM, sent, mode);
    await append('ledger.a', 1n, [event()], mode);
    expect(await append('ledger.a', NO_STREAM, sent, mode)).toEqual(first);
    expect(await append('ledger.a', ANY, sent, mode)).toEqual(first);
    // not known at that place: the server knows an id by its place alone
    await append('ledger.a', 2n, sent, mode);
    expect(await revisions('ledger.a')).toHaveLength(5);
    // some known
    const partly = append('ledger.a', NO_STREAM, [sent[0]!, event()], mode);
    await expect(partly).rejects.toMatchObject({ type: ErrorType.WRONG_EXPECTED_VERSION, actualVersion: 4n });
  });

  it('is refused above the size limit, whole', async () => {
    const large = jsonEvent({ type: 'Large', data: { text: 'x'.repeat(600_000) } });
    const refusal = append('ledger.a', NO_STREAM, [large as never, { ...large, id: randomUUID() } as never], mode);
    await expect(refusal).rejects.toMatchObject({
      type: ErrorType.MAXIMUM_APPEND_SIZE_EXCEEDED,
      maxAppendSize: 1_048_576,
    });
    expect(server.log.stream('ledger.a')).toEqual([]);
  });

  it('meets the faults that it is told to meet', async () => {
    const sent = [event()];
    server.faults.once('append', { kind: 'error', code: status.UNAVAILABLE });
    await expect(append('ledger.a', NO_STREAM, sent, mode)).rejects.toMatchObject({ type: ErrorType.UNAVAILABLE });
    expect(server.log.stream('ledger.a')).toHaveLength(0);

    server.faults.once('append', { kind: 'replyLost' });
    await expect(append('ledger.a', NO_STREAM, sent, mode)).rejects.toMatchObject({ type: ErrorType.UNAVAILABLE });
    expect(server.log.stream('ledger.a')).toHaveLength(1);
    await expect(append('ledger.a', NO_STREAM, sent, mode)).resolves.toMatchObject({ nextExpectedRevision: 0n });

    server.faults.once('append', { kind: 'cut', when: 'after' });
    await expect(append('ledger.b', NO_STREAM, sent, mode)).rejects.toMatchObject({ type: ErrorType.UNAVAILABLE });
    expect(server.log.stream('ledger.b')).toHaveLength(1);

    server.faults.once('append', { kind: 'accessDenied' });
    await expect(append('ledger.c', NO_STREAM, sent, mode)).rejects.toMatchObject({ type: ErrorType.ACCESS_DENIED });

    server.faults.once('append', { kind: 'error', code: status.ABORTED });
    await expect(append('ledger.c', NO_STREAM, sent, mode)).rejects.toMatchObject({
      type: mode === 'unary' ? ErrorType.TIMEOUT : ErrorType.DEADLINE_EXCEEDED,
    });

    server.faults.once('append', { kind: 'delay', ms: 300, when: 'after' }, ({ stream }) => stream === 'ledger.d');
    await append('ledger.c', NO_STREAM, sent, mode);
    const late = append('ledger.d', NO_STREAM, sent, mode);
    await until('the events', async () => server.log.stream('ledger.d').length === 1);
    expect(await Promise.race([late, sleep(100, 'unanswered')])).toBe('unanswered');
    await expect(late).resolves.toMatchObject({ nextExpectedRevision: 0n });
  });

  it('is sent on to the leader', async () => {
    const leader = await EventStoreDbServer.start({ log: server.log });
    try {
      server.faults.always('append', { kind: 'notLeader', port: leader.port });
      await expect(append('ledger.a', NO_STREAM, [event()], mode)).rejects.toMatchObject({
        type: ErrorType.NOT_LEADER,
      });
      await append('ledger.a', NO_STREAM, [event()], mode);
      expect(leader.calls.of('append')).toHaveLength(1);
      expect(await revisions('ledger.a')).toEqual([0]);
    } finally {
      await leader.stop();
    }
  });
});

it('leaves a unary append unanswered', async () => {
  server.faults.once('append', { kind: 'silence' });
  await expect(append('ledger.a', NO_STREAM)).rejects.toMatchObject({ type: ErrorType.DEADLINE_EXCEEDED });
  expect(server.log.stream('ledger.a')).toEqual([]);
  await until('the end of the call', async () => server.calls.openCount('append') === 0);
});

describe('a read', () => {
  beforeEach(() =>
    append(
      'ledger.a',
      NO_STREAM,
      Array.from({ length: 100 }, (_, i) => event(i)),
    ),
  );

  it('takes a stream in both directions, from a revision, up to a count', async () => {
    const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);
    expect(await revisions('ledger.a')).toEqual(range(0, 99));
    expect(await revisions('ledger.a', { fromRevision: 90n, maxCount: 5 })).toEqual(range(90, 94));
    expect(await revisions('ledger.a', { direction: BACKWARDS, fromRevision: END, maxCount: 2 })).toEqual([99, 98]);
    expect(await revisions('ledger.a', { direction: BACKWARDS, fromRevision: 1n })).toEqual([1, 0]);
    expect(await revisions('ledger.a', { direction: BACKWARDS, fromRevision: 500n, maxCount: 1 })).toEqual([99]);
    expect(await revisions('ledger.a', { fromRevision: 100n })).toEqual([]);
    await expect(revisions('ledger.none')).rejects.toMatchObject({ type: ErrorType.STREAM_NOT_FOUND });
  });

  it('takes all events both ways, others’ among them, by positions that rise with holes', async () => {
    for (let i = 0; i < 20; i++) await append(`ledger.${i}`, NO_STREAM, [event(), event()]);
    const all: { id: string; streamId: string; position: Position }[] = [];
    for await (const { event: found } of client.readAll()) all.push(found as (typeof all)[number]);
    expect(all.map(({ id }) => id)).toEqual(server.log.events.map(({ id }) => id));
    const streams = new Set(all.map(({ streamId }) => streamId));
    expect([...streams].filter((name) => !name.startsWith(PREFIX)).length).toBeGreaterThan(2);
    const isBehind = (a: Position, b: Position) =>
      a.commit > b.commit || (a.commit === b.commit && a.prepare > b.prepare);
    for (const [i, { position }] of all.entries())
      if (i > 0) expect(isBehind(position, all[i - 1]!.position)).toBe(true);

    const middle = all[50]!.position;
    const ids = async (options: Parameters<EventStoreDBClient['readAll']>[0]) => {
      const found: string[] = [];
      for await (const { event: read } of client.readAll(options)) found.push(read!.id);
      return found;
    };
    expect(await ids({ fromPosition: middle, maxCount: 2 })).toEqual(all.slice(50, 52).map(({ id }) => id));
    const before = all.slice(48, 50).reverse();
    expect(await ids({ fromPosition: middle, maxCount: 2, direction: BACKWARDS })).toEqual(before.map(({ id }) => id));
    expect(await ids({ fromPosition: END, maxCount: 1, direction: BACKWARDS })).toEqual([all.at(-1)!.id]);
  });

  it('meets faults after so many events', async () => {
    server.faults.once('readStream', { kind: 'error', code: status.UNAVAILABLE, after: 10 });
    await expect(revisions('ledger.a')).rejects.toMatchObject({ type: ErrorType.UNAVAILABLE });
    server.faults.once('readStream', { kind: 'end', after: 10 });
    expect(await revisions('ledger.a')).toHaveLength(10);
    server.faults.once('readStream', { kind: 'cut', after: 99 });
    await expect(revisions('ledger.a')).rejects.toMatchObject({ type: ErrorType.UNAVAILABLE });
    expect(await revisions('ledger.a')).toHaveLength(100);
    await until('the end of all calls', async () => server.calls.openCount() === 0);
  });

  it('shows malformed events as the client shows them', async () => {
    const raw = { id: randomUUID(), type: 'StatusReported', contentType: 'application/json' as const };
    server.log.write('ledger.b', [
      { ...raw, data: Buffer.from('{"broken"'), metadata: Buffer.from('{}') },
      { ...raw, id: randomUUID(), data: Buffer.from('{}'), metadata: Buffer.alloc(0), created: null },
    ]);
    const found: unknown[] = [];
    for await (const { event: read } of client.readStream('ledger.b'))
      found.push([read!.data, read!.created.getTime()]);
    expect(found).toEqual([
      ['{"broken"', expect.any(Number)],
      [{}, 0],
    ]);
  });

  it('follows the server’s clock, which may step back', async () => {
    server.log.clock.set(new Date('2031-01-01T00:00:00Z'));
    await append('ledger.a', 99n);
    server.log.clock.step(-3_600_000);
    await append('ledger.a', 100n);
    const [last, before] = server.log.stream('ledger.a').slice(-2).reverse();
    expect(before!.created! > last!.created!).toBe(true);
    expect(new Date(Number(last!.created! / 10_000n)).toISOString()).toMatch(/^2030-12-31T23/);
  });

  it('reads a stream’s metadata', async () => {
    await client.setStreamMetadata('ledger.a', { maxCount: 3 });
    expect(await client.getStreamMetadata('ledger.a')).toMatchObject({ metadata: { maxCount: 3 } });
  });
});

describe('a subscription to all events', () => {
  /** Follows until it is stopped or dropped, and keeps what it hears. */
  const follow = (fromPosition: Position | typeof START = START, on: EventStoreDBClient = client) => {
    const heard = { values: [] as number[], checkpoints: [] as Position[], caughtUp: 0, error: undefined as unknown };
    const filter = streamNameFilter({
      prefixes: [PREFIX],
      checkpointReached: (_: AllStreamSubscription, position: Position) => void heard.checkpoints.push(position),
    });
    const subscription = on.subscribeToAll({ fromPosition, filter });
    const last = { position: undefined as Position | undefined };
    const done = (async () => {
      try {
        for await (const { event: found } of subscription) {
          heard.values.push((found!.data as { value: number }).value);
          last.position = found!.position as Position;
        }
      } catch (error) {
        heard.error = error;
      }
    })();
    subscription.on('caughtUp', () => {
      heard.caughtUp += 1;
    });
    subscription.on('error', () => undefined);
    return { heard, done, last, subscription, stop: () => subscription.unsubscribe() };
  };

  const write = (count: number, from = 0) =>
    append(
      'ledger.a',
      ANY,
      Array.from({ length: count }, (_, i) => event(from + i)),
    );

  const heardAll = (followed: ReturnType<typeof follow>, count: number) =>
    until('the events', async () => followed.heard.values.length >= count || followed.heard.error !== undefined);

  it('catches up, says so once, and follows from behind a position', async () => {
    for (let i = 0; i < 5; i++) await write(40, i * 40);
    const first = follow();
    await until('the word', async () => first.heard.caughtUp === 1);
    expect(first.heard.values).toEqual(Array.from({ length: 200 }, (_, i) => i));
    expect(first.heard.checkpoints.length).toBeGreaterThanOrEqual(6);
    const second = follow(first.last.position);
    await until('the word', async () => second.heard.caughtUp === 1);
    await write(3, 200);
    await Promise.all([heardAll(first, 203), heardAll(second, 3)]);
    expect(second.heard.values).toEqual([200, 201, 202]);
    expect([first.heard.caughtUp, second.heard.caughtUp]).toEqual([1, 1]);
    expect(server.calls.openCount('subscribe')).toBe(2);
    await first.stop();
    await until('the end of the call', async () => server.calls.openCount('subscribe') === 1);
  });

  it('ends as it is told to: by errors, cleanly, with its connection, or not at all', async () => {
    await write(20);
    const drop = async (fault: Parameters<typeof server.faults.once<'subscribe'>>[1]) => {
      server.faults.once('subscribe', fault);
      const followed = follow();
      await followed.done;
      return followed.heard;
    };
    const unavailable = await drop({ kind: 'error', code: status.UNAVAILABLE, after: 5 });
    expect(unavailable).toMatchObject({ error: { type: ErrorType.UNAVAILABLE } });
    expect(await drop({ kind: 'cut', after: 20 })).toMatchObject({ error: { type: ErrorType.UNAVAILABLE } });
    expect(await drop({ kind: 'consumerTooSlow', after: 5 })).toMatchObject({ error: { type: ErrorType.TIMEOUT } });
    expect(await drop({ kind: 'accessDenied' })).toMatchObject({ error: { type: ErrorType.ACCESS_DENIED } });
    const ended = await drop({ kind: 'end', after: 5 });
    expect([ended.values.length, ended.error]).toEqual([5, undefined]);
    server.faults.once('subscribe', { kind: 'silence', after: 5 });
    const silent = follow();
    await heardAll(silent, 5);
    await write(5, 20);
    expect(await Promise.race([silent.done, sleep(100, 'silence')])).toBe('silence');
    expect(silent.heard.values).toHaveLength(5);
    await silent.stop();
    await until('the end of all calls', async () => server.calls.openCount() === 0);
  });

  it('drops all of one restart, and comes back at the same place', async () => {
    await write(20);
    const first = follow();
    await heardAll(first, 20);
    await server.restart(50);
    await first.done;
    expect(first.heard.error).toMatchObject({ type: ErrorType.UNAVAILABLE });
    const second = follow();
    await heardAll(second, 20);
    expect(second.heard.values).toEqual(first.heard.values);
  });

  it('gives events twice, keeps events back', async () => {
    const events = [event(0), event(1), event(2)];
    await append('ledger.a', NO_STREAM, events);
    server.faults.once('subscribe', { kind: 'duplicate', ids: [events[1]!.id] });
    const twice = follow();
    await heardAll(twice, 4);
    expect(twice.heard.values).toEqual([0, 1, 1, 2]);
    server.faults.always('subscribe', { kind: 'withhold', ids: [events[1]!.id] });
    const less = follow();
    await heardAll(less, 2);
    expect(less.heard.values).toEqual([0, 2]);
  });

  it('sends checkpoints that are not to be trusted', async () => {
    await write(3);
    const own = server.log.stream('ledger.a').map(({ position }) => position);
    const sent = async (at: 'next' | 'beyond' | 'max' | 'repeated') => {
      server.faults.once('subscribe', { kind: 'badCheckpoint', at });
      const followed = follow();
      await until('the word', async () => followed.heard.caughtUp === 1);
      return followed.heard.checkpoints;
    };
    expect((await sent('next')).slice(0, 3)).toEqual(own);
    expect((await sent('beyond'))[0]!.commit).toBeGreaterThan(own.at(-1)!.commit);
    expect((await sent('max'))[0]).toEqual({ commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n });
    const [first, second] = await sent('repeated');
    expect(first).toEqual(second);
  });

  it('says that it has caught up early, again and again, or never', async () => {
    await write(3);
    const words = async (comes: 'early' | 'repeated' | 'never') => {
      server.faults.once('subscribe', { kind: 'caughtUp', comes });
      const followed = follow();
      await heardAll(followed, 3);
      await sleep(50);
      return followed.heard.caughtUp;
    };
    expect(await words('early')).toBe(2);
    expect(await words('repeated')).toBe(4);
    expect(await words('never')).toBe(0);
  });

  it('goes at the pace of its reader', async () => {
    const large = () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(20_000) } }) as never;
    for (let i = 0; i < 20; i++) await append('ledger.a', ANY, Array.from({ length: 40 }, large));
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ prefixes: [PREFIX] }) });
    subscription.on('error', () => undefined);
    let heard = 0;
    for await (const _ of subscription) {
      heard += 1;
      if (heard === 1) {
        await sleep(300);
        expect(server.calls.eventsSent).toBeLessThan(400);
      }
      if (heard === 800) break;
    }
    await subscription.unsubscribe();
    expect(heard).toBe(800);
  });
});

describe('the server', () => {
  it('is found through gossip, and led by whom gossip names', async () => {
    const leader = await EventStoreDbServer.start({ log: new StoredLog({ noise: 0 }) });
    try {
      server.members = leader.members = () => [
        { port: server.port, isLeader: false, isAlive: true },
        { port: leader.port, isLeader: true, isAlive: true },
      ];
      client = connect(`esdb://127.0.0.1:${server.port},127.0.0.1:${leader.port}?tls=false&nodePreference=leader`);
      await append('ledger.a', NO_STREAM);
      expect([server.log.events.length, leader.log.events.length]).toEqual([0, 1]);
    } finally {
      await leader.stop();
    }
  });

  it('says what it is asked about once it can', async () => {
    server.faults.once('features', { kind: 'error', code: status.INTERNAL });
    await expect(append('ledger.a', NO_STREAM, [event()], 'batch')).rejects.toBeDefined();
    client = connect();
    await append('ledger.a', NO_STREAM, [event()], 'batch');
    expect(server.calls.of('append')).toMatchObject([{ mode: 'batch', requiresLeader: false }]);
  });
});
