import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import type { NewEvent } from '../../src/ledger/event.js';
import {
  AppendOutcomeUnknownError,
  AppendTooLargeError,
  type EngineObserver,
  EventIdReusedError,
  type ExpectedRevision,
  StoreUnavailableError,
  WrongExpectedRevisionError,
} from '../../src/ledger/event-store.js';
import { Appender, type AppendTiming } from '../../src/ledger/eventstoredb/appender.js';
import { Claims } from '../../src/ledger/eventstoredb/claims.js';
import { Clients } from '../../src/ledger/eventstoredb/clients.js';
import { StoreFailedError, StoreRefusesError } from '../../src/ledger/eventstoredb/errors.js';
import type { EventStoreDbOptions } from '../../src/ledger/eventstoredb/event-store-db-options.js';
import { prepareAppend } from '../../src/ledger/prepared-append.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ENDLESS_MS } from '../support/endless.js';
import type { AppendFault } from '../support/eventstoredb-server/faults.js';
import { EventStoreDbServer } from '../support/eventstoredb-server/index.js';
import { Random } from '../support/random.js';
import { until } from '../support/until.js';
import { newEvent, range } from './event-store.contract.js';

const PREFIX = 'progressledger.';

// F1 to F26 are what server, network and process may do wrong; those of subscriptions are in
// eventstoredb-subscription-faults.spec.ts.

/** As in earnest, in tenths of the time. */
const TIMING: Partial<AppendTiming> = {
  deadlineMs: 500,
  graceMs: 100,
  budgetMs: 5_000,
  waitBaseMs: 10,
  waitCapMs: 200,
  closeMs: 500,
};

/** A process that appends. */
class Writer {
  retries = 0;
  readonly clients: Clients;
  private readonly claims: Claims;
  private readonly appender: Appender;
  private closed?: Promise<void>;

  constructor(database: TestDatabase, options: EventStoreDbOptions, timing: Partial<AppendTiming> = {}) {
    const observer: EngineObserver = { retried: () => this.retries++, reconnected: () => undefined };
    this.clients = new Clients(options);
    this.claims = new Claims(database.appPool);
    this.appender = new Appender({
      client: this.clients.calls,
      claims: this.claims,
      mustBeOurs: async () => undefined,
      timing: { ...TIMING, ...timing },
      ...{ options, observer },
    });
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<bigint> {
    return this.appender.append(prepareAppend(stream, expected, events));
  }

  /** As if the process died before the append. */
  async claim(stream: string, event: NewEvent): Promise<void> {
    await this.claims.claim(prepareAppend(stream, 'any', [event]));
  }

  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async end(): Promise<void> {
    await this.appender.close();
    await Promise.all([this.claims.close(), this.clients.close()]);
  }
}

describe.each(['unary', 'batch'] as const)('appends to EventStoreDB in %s mode', (appendMode) => {
  let database: TestDatabase;
  let server: EventStoreDbServer;
  const closing: (() => Promise<void>)[] = [];
  const rejections: unknown[] = [];
  const onRejection = (reason: unknown) => rejections.push(reason);

  beforeAll(async () => {
    database = await createTestDatabase();
  });

  afterAll(() => database.close());

  beforeEach(async () => {
    process.on('unhandledRejection', onRejection);
    server = await EventStoreDbServer.start();
    closing.push(() => server.stop());
  });

  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
    process.off('unhandledRejection', onRejection);
    expect(rejections.splice(0)).toEqual([]);
  });

  const optionsOf = (url = server.url): EventStoreDbOptions => ({ url, streamPrefix: PREFIX, appendMode });

  function writer(timing: Partial<AppendTiming> = {}, url = server.url): Writer {
    const made = new Writer(database, optionsOf(url), timing);
    closing.push(() => made.close());
    return made;
  }

  const ids = (events: readonly NewEvent[]) => events.map(({ id }) => id);

  /** What the attempts to append some events meet, one after the other. */
  const strike = (events: readonly NewEvent[], ...faults: AppendFault[]) => {
    for (const fault of faults) server.faults.once('append', fault, (call) => call.ids?.[0] === events[0]!.id);
  };
  /** Leaves another writer time to be faster than a repetition. */
  const LATE: AppendFault = { kind: 'delay', ms: 300 };

  const stored = (stream: string, log = server.log) => log.stream(PREFIX + stream).map(({ id }) => id);

  it('are sent at a concrete revision, without a password, to the leader', async () => {
    const one = writer();
    for (const expected of ['no-stream', 0n, 'any', 'stream-exists'] as const)
      await one.append('plan-a', expected, [newEvent()]);
    const calls = server.calls.of('append');
    expect(calls.map(({ expected }) => expected)).toEqual(['no_stream', 0n, 1n, 2n]);
    expect(calls.map(({ mode, authorization }) => [mode, authorization])).toEqual(
      range(4).map(() => [appendMode, undefined]),
    );
    expect(calls.every(({ requiresLeader }) => requiresLeader)).toBe(true);
    expect(server.calls.of('features')).toHaveLength(appendMode === 'batch' ? 1 : 0);
  });

  it('F1: written, the reply lost', async () => {
    const one = writer();
    server.faults.once('append', { kind: 'replyLost' });
    const events = [newEvent(), newEvent()];
    await expect(one.append('plan-a', 'no-stream', events)).resolves.toBe(1n);
    expect(stored('plan-a')).toEqual(ids(events));
    expect(one.retries).toBe(1);
  });

  it('F2: not written, the connection cut', async () => {
    const one = writer();
    server.faults.once('append', { kind: 'cut' });
    const events = [newEvent(), newEvent()];
    await expect(one.append('plan-a', 'no-stream', events)).resolves.toBe(1n);
    expect(stored('plan-a')).toEqual(ids(events));
  });

  it.each(['before', 'after'] as const)('F3: never answered, and silent from %s it was written', async (when) => {
    // Twice the client's own deadline, which would be 5 s, is more than may be used up.
    const one = writer({ budgetMs: 9_000 });
    server.faults.times(2, 'append', { kind: 'silence', when });
    const events = [newEvent()];
    await expect(one.append('plan-a', 'no-stream', events)).resolves.toBe(0n);
    expect(stored('plan-a')).toEqual(ids(events));
    expect(one.retries).toBe(2);
  });

  describe('F4: written, the reply lost', () => {
    it('and another was faster than the repetition: known by its ids', async () => {
      const [one, other] = [writer(), writer()];
      const [first, second] = [[newEvent(), newEvent()], [newEvent()]];
      strike(first, { kind: 'replyLost' }, LATE);
      const append = one.append('plan-a', 'no-stream', first);
      while (server.log.stream(`${PREFIX}plan-a`).length === 0) await sleep(1);
      await other.append('plan-a', 1n, second);
      await expect(append).resolves.toBe(1n);
      expect(stored('plan-a')).toEqual([...ids(first), ...ids(second)]);
    });

    it.each([
      'any',
      'stream-exists',
    ] as const)('and another was faster, with the revision left open as %s', async (expected) => {
      const [one, other] = [writer(), writer()];
      const [start, first, second] = [[newEvent()], [newEvent(), newEvent()], [newEvent()]];
      await one.append('plan-a', 'no-stream', start);
      strike(first, { kind: 'replyLost' }, LATE);
      const append = one.append('plan-a', expected, first);
      while (server.log.stream(`${PREFIX}plan-a`).length < 3) await sleep(1);
      await other.append('plan-a', 2n, second);
      await expect(append).resolves.toBe(2n);
      expect(stored('plan-a')).toEqual([start, first, second].flatMap(ids));
    });

    it('and the server takes the repetition for a conflict', async () => {
      const one = writer();
      const events = [newEvent(), newEvent()];
      const conflict = { 'stream-name': 'plan-a', 'expected-version': '-1', 'actual-version': '1' };
      strike(
        events,
        { kind: 'replyLost' },
        { kind: 'error', code: status.FAILED_PRECONDITION, exception: 'wrong-expected-version', metadata: conflict },
      );
      await expect(one.append('plan-a', 'no-stream', events)).resolves.toBe(1n);
      expect(stored('plan-a')).toEqual(ids(events));
    });

    it('and the same ids come again at a later revision, from another process: the first answer', async () => {
      const [one, other] = [writer({ budgetMs: 300 }), writer()];
      const events = [newEvent(), newEvent()];
      server.faults.once('append', { kind: 'replyLost' });
      server.faults.times(3, 'append', { kind: 'error', code: status.UNAVAILABLE });
      await one
        .append('plan-a', 'no-stream', events)
        .catch((error) => expect(error).toBeInstanceOf(AppendOutcomeUnknownError));
      server.faults.clear();
      await other.append(
        'plan-a',
        1n,
        range(30).map(() => newEvent()),
      );
      const before = server.calls.of('append').length;
      for (const expected of ['no-stream', 1n, 31n, 99n, 'any'] as const)
        await expect(other.append('plan-a', expected, events)).resolves.toBe(1n);
      expect(server.calls.of('append')).toHaveLength(before);
      expect(stored('plan-a')).toHaveLength(32);
    });

    it('and only some of its ids come again', async () => {
      const one = writer();
      const known = newEvent();
      await one.append('plan-a', 'no-stream', [known]);
      for (const events of [
        [known, newEvent()],
        [newEvent(), known],
      ])
        await expect(one.append('plan-a', 0n, events)).rejects.toEqual(new EventIdReusedError('plan-a', [known.id]));
      expect(stored('plan-a')).toHaveLength(1);
    });
  });

  it('the same ids from two processes, at the end of a stream that each reads for itself', async () => {
    const [one, other] = [writer(), writer()];
    const events = [newEvent()];
    server.faults.once('readStream', { kind: 'delay', ms: 200 });
    const late = one.append('plan-a', 'any', events);
    await sleep(50);
    await expect(other.append('plan-a', 'any', events)).resolves.toBe(0n);
    await expect(late).resolves.toBe(0n);
    expect(stored('plan-a')).toEqual(ids(events));
  });

  it('the same ids from two processes that have read different revisions', async () => {
    const [one, other] = [writer(), writer()];
    const [start, between, events] = [[newEvent()], [newEvent()], [newEvent(), newEvent()]];
    await one.append('plan-a', 'no-stream', start);
    strike(events, LATE);
    const late = one.append('plan-a', 0n, events);
    await sleep(50);
    await other.append('plan-a', 0n, between);
    await expect(other.append('plan-a', 1n, events)).resolves.toBe(3n);
    await expect(late).resolves.toBe(3n);
    expect(stored('plan-a')).toEqual([start, between, events].flatMap(ids));
  });

  it('F5: not written, and another was faster than the repetition', async () => {
    const [one, other] = [writer(), writer()];
    const [ours, theirs] = [[newEvent()], [newEvent(), newEvent(), newEvent()]];
    strike(ours, { kind: 'error', code: status.UNAVAILABLE }, LATE);
    const append = one.append('plan-a', 'no-stream', ours);
    append.catch(() => undefined);
    while (server.calls.of('append').length === 0) await sleep(1);
    await other.append('plan-a', 'no-stream', theirs);
    await expect(append).rejects.toEqual(new WrongExpectedRevisionError('plan-a', 'no-stream', 2n));
    expect(stored('plan-a')).toEqual(ids(theirs));
  });

  describe('F6: this node does not lead', () => {
    it('and names the one that does', async () => {
      const leader = await EventStoreDbServer.start({ log: server.log });
      closing.push(() => leader.stop());
      server.faults.always('append', { kind: 'notLeader', port: leader.port });
      const one = writer();
      const bursts = range(5).map((s) => range(8).map(() => ({ stream: `plan-${s}`, event: newEvent() })));
      await Promise.all(bursts.flat().map(({ stream, event }) => one.append(stream, 'any', [event])));
      for (const [s, burst] of bursts.entries())
        expect(stored(`plan-${s}`)).toEqual(burst.map(({ event }) => event.id));
    });

    it('and knows no other, as during an election', async () => {
      server.faults.times(2, 'append', { kind: 'error', code: status.NOT_FOUND, exception: 'not-leader' });
      const one = writer();
      const events = [newEvent(), newEvent()];
      await expect(one.append('plan-a', 'no-stream', events)).resolves.toBe(1n);
      expect(stored('plan-a')).toEqual(ids(events));
      expect(one.retries).toBe(2);
    });

    it('from the middle of a burst on', async () => {
      const leader = await EventStoreDbServer.start({ log: server.log });
      closing.push(() => leader.stop());
      const one = writer();
      const bursts = range(6).map((s) => range(20).map(() => ({ stream: `plan-${s}`, event: newEvent() })));
      const all = Promise.all(bursts.flat().map(({ stream, event }) => one.append(stream, 'any', [event])));
      while (server.calls.of('append').length < 40) await sleep(1);
      server.faults.always('append', { kind: 'notLeader', port: leader.port });
      await all;
      expect(leader.calls.of('append').length).toBeGreaterThan(20);
      for (const [s, burst] of bursts.entries())
        expect(stored(`plan-${s}`)).toEqual(burst.map(({ event }) => event.id));
    });
  });

  it('F7: one client’s calls break while another has appends pending', async () => {
    const [one, other] = [writer(), writer()];
    await one.append('warm-1', 'no-stream', [newEvent()]);
    await other.append('warm-2', 'no-stream', [newEvent()]);
    server.faults.always('append', { kind: 'delay', ms: 150 }, ({ stream }) => stream?.includes('plan-b') ?? false);
    server.faults.times(
      5,
      'append',
      { kind: 'error', code: status.INTERNAL },
      ({ stream }) => stream?.includes('plan-a') ?? false,
    );
    const theirs = range(10).map((i) => other.append(`plan-b${i}`, 'no-stream', [newEvent()]));
    const ours = range(5).map((i) => one.append(`plan-a${i}`, 'no-stream', [newEvent()]));
    await Promise.all([...theirs, ...ours]);
    for (const i of range(10)) expect(stored(`plan-b${i}`)).toHaveLength(1);
    for (const i of range(5)) expect(stored(`plan-a${i}`)).toHaveLength(1);
    if (appendMode === 'unary') expect(other.retries).toBe(0);
  });

  it('F8: the call about the server’s features fails once', async () => {
    server.faults.once('features', { kind: 'error', code: status.INTERNAL });
    const one = writer();
    await expect(one.append('plan-a', 'no-stream', [newEvent()])).resolves.toBe(0n);
    await expect(one.append('plan-a', 0n, [newEvent()])).resolves.toBe(1n);
    expect(one.retries).toBe(appendMode === 'batch' ? 1 : 0);
  });

  it('F9: the server is down at the start, and comes', async () => {
    await server.stop();
    const one = writer();
    const append = one.append('plan-a', 'no-stream', [newEvent()]);
    await sleep(300);
    await server.start();
    await expect(append).resolves.toBe(0n);
  });

  it('F9: no node of a cluster is there at the start, and one comes', async () => {
    await server.stop();
    const gone = await EventStoreDbServer.start();
    await gone.stop();
    const hosts = `esdb://127.0.0.1:${server.port},127.0.0.1:${gone.port}?tls=false&maxDiscoverAttempts=2&discoveryInterval=20`;
    const one = writer({}, hosts);
    const appends = range(5).map((i) => one.append(`plan-${i}`, 'no-stream', [newEvent()]));
    await sleep(500);
    await server.start();
    await expect(Promise.all(appends)).resolves.toEqual(range(5).map(() => 0n));
    // And it goes once more.
    await server.stop();
    const more = range(5).map((i) => one.append(`plan-${i}`, 0n, [newEvent()]));
    await sleep(500);
    await server.start();
    await expect(Promise.all(more)).resolves.toEqual(range(5).map(() => 1n));
  });

  it('F10: answered after all patience is spent', async () => {
    const one = writer({ budgetMs: 600, deadlineMs: 200, graceMs: 50 });
    const events = [newEvent(), newEvent()];
    server.faults.always('append', { kind: 'delay', ms: 900, when: 'after' });
    const attempt = one.append('plan-a', 'no-stream', events);
    await expect(attempt).rejects.toBeInstanceOf(AppendOutcomeUnknownError);
    await expect(attempt).rejects.toMatchObject({ eventIds: ids(events) });
    await sleep(1_000);
    server.faults.clear();
    await expect(one.append('plan-a', 'no-stream', events)).resolves.toBe(1n);
    expect(stored('plan-a')).toEqual(ids(events));
  });

  it('F10: looked for in a long stream that comes slowly, until all patience is spent', async () => {
    const one = writer({ budgetMs: 300 });
    const event = newEvent();
    for (let page = 0; page < 20; page++)
      server.log.write(
        `${PREFIX}plan-a`,
        range(500).map(() => ({
          ...{ id: randomUUID(), type: 'Noted', contentType: 'application/json' },
          ...{ data: Buffer.from('{}'), metadata: Buffer.from('{}') },
        })),
      );
    await one.claim('plan-a', event); // it may stand in the stream
    server.faults.always('readStream', { kind: 'delay', ms: 100 });
    await expect(one.append('plan-a', 9_999n, [event])).rejects.toBeInstanceOf(StoreUnavailableError);
    await until('no open call', async () => server.calls.openCount('readStream') === 0);
    expect(server.calls.of('readStream').length).toBeLessThan(20);
    server.faults.clear();
  });

  it('F22: access is denied, and granted', async () => {
    const one = writer();
    server.faults.always('append', { kind: 'accessDenied' });
    const event = newEvent();
    await expect(one.append('plan-a', 'no-stream', [event])).rejects.toBeInstanceOf(StoreRefusesError);
    await expect(one.append('plan-a', 'no-stream', [event])).rejects.toBeInstanceOf(StoreUnavailableError);
    expect(server.calls.of('append')).toHaveLength(2);
    expect(one.retries).toBe(0);
    server.faults.clear();
    await expect(one.append('plan-a', 'no-stream', [event])).resolves.toBe(0n);
  });

  describe('F23: too much', () => {
    it('is refused before anything is claimed or sent', async () => {
      const one = writer();
      const events = range(10).map(() => newEvent({ data: { text: 'x'.repeat(60_000) } }));
      await expect(one.append('plan-a', 'no-stream', events)).rejects.toBeInstanceOf(AppendTooLargeError);
      expect(server.calls.received).toEqual([]);
      const { rows } = await database.ownerPool.query('SELECT FROM ledger.claim WHERE event_id = ANY ($1)', [
        ids(events),
      ]);
      expect(rows).toEqual([]);
    });

    it('for a server with smaller limits is refused for good', async () => {
      const small = await EventStoreDbServer.start({ maxAppendSize: 10_000 });
      closing.push(() => small.stop());
      const one = writer({}, small.url);
      const events = [newEvent({ data: { text: 'x'.repeat(20_000) } })];
      const attempt = one.append('plan-a', 'no-stream', events);
      await expect(attempt).rejects.toBeInstanceOf(StoreFailedError);
      await expect(attempt).rejects.toMatchObject({ failure: 'too-large' });
      expect(small.calls.of('append')).toHaveLength(1);
      await expect(one.append('plan-b', 'no-stream', [newEvent()])).resolves.toBe(0n);
    });

    it('by a limit that only newer servers have is refused for good', async () => {
      const one = writer();
      server.faults.once('append', { kind: 'refused', as: 'AppendRecordSizeExceeded' });
      const attempt = one.append('plan-a', 'no-stream', [newEvent()]);
      await expect(attempt).rejects.toMatchObject({ name: 'StoreFailedError', failure: 'too-large' });
      expect(server.calls.of('append')).toHaveLength(1);
      await expect(one.append('plan-a', 'no-stream', [newEvent()])).resolves.toBe(0n);
    });
  });

  it('are sent again when the server does not say what was wrong', async () => {
    const one = writer();
    const events = [newEvent()];
    strike(events, { kind: 'refused', as: 'Unknown' });
    await expect(one.append('plan-a', 'no-stream', events)).resolves.toBe(0n);
    expect(one.retries).toBe(1);
    expect(stored('plan-a')).toEqual(ids(events));
  });

  it('F25: 400 at once from a fresh process, never more than 32 in flight', async () => {
    let most = 0;
    server.faults.always('append', { kind: 'delay', ms: 5 });
    const one = writer();
    const watch = setInterval(() => {
      most = Math.max(
        most,
        server.calls.of('append').length - server.log.events.filter(({ stream }) => stream.startsWith(PREFIX)).length,
      );
    }, 1);
    await Promise.all(range(400).map((i) => one.append(`plan-${i}`, 'no-stream', [newEvent()])));
    clearInterval(watch);
    expect(most).toBeGreaterThan(8);
    expect(most).toBeLessThanOrEqual(32);
    for (const i of range(400)) expect(stored(`plan-${i}`)).toHaveLength(1);
  });

  it.each([1, 2])('whatever fails: each event once, and every answer true (%i)', async (seed) => {
    const random = new Random(seed);
    const writers = range(3).map(() => writer({ deadlineMs: 150, graceMs: 50, budgetMs: 1_500 }));
    const faults: AppendFault[] = [
      { kind: 'replyLost' },
      { kind: 'cut' },
      { kind: 'cut', when: 'after' },
      { kind: 'silence' },
      { kind: 'silence', when: 'after' },
      { kind: 'delay', ms: 180 },
      { kind: 'delay', ms: 180, when: 'after' },
      { kind: 'error', code: status.INTERNAL },
      { kind: 'error', code: status.ABORTED, when: 'after' },
    ];
    const trouble = setInterval(() => server.faults.once('append', random.pick(faults)), 15);
    const sent: { stream: string; events: NewEvent[]; outcomes: PromiseSettledResult<bigint>[] }[] = [];

    /** One append, mostly from one process, sometimes from two at once or one after the other, and not always alike. */
    const append = async () => {
      const stream = `plan-${random.between(1, 4)}`;
      const events = range(random.percent(10) ? 40 : random.between(1, 3)).map(() => newEvent());
      const expected = (): ExpectedRevision => {
        const length = server.log.stream(PREFIX + stream).length;
        return random.percent(30) ? 'any' : length === 0 ? 'no-stream' : BigInt(length - 1);
      };
      const send = () => Promise.allSettled([random.pick(writers).append(stream, expected(), events)]);
      const rounds = [[send()], random.percent(30) ? [send()] : []];
      const outcomes = (await Promise.all(rounds.flat())).flat();
      if (random.percent(30)) outcomes.push(...(await send()));
      sent.push({ stream, events, outcomes });
    };
    await Promise.all(
      range(12).map(async () => {
        for (const _ of range(5)) await append();
      }),
    );
    clearInterval(trouble);
    for (const one of writers) await one.close(); // nothing is on its way any more
    await sleep(400);

    const all = server.log.events.filter(({ stream }) => stream.startsWith(PREFIX)).map(({ id }) => id);
    expect(new Set(all).size).toBe(all.length);
    const kinds = new Map<string, number>();
    for (const { stream, events, outcomes } of sent) {
      const held = stored(stream);
      const first = held.indexOf(events[0]!.id);
      const there = held.slice(first, first + events.length);
      if (first >= 0) expect(there).toEqual(ids(events));
      for (const outcome of outcomes) {
        const kind = outcome.status === 'fulfilled' ? 'written' : outcome.reason.name;
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
        if (outcome.status === 'fulfilled') expect(outcome.value).toBe(BigInt(first + events.length - 1));
      }
      const isCertain = outcomes.every(
        (outcome) => 'reason' in outcome && outcome.reason.name === 'WrongExpectedRevisionError',
      );
      if (isCertain) expect(first).toBe(-1);
    }
    expect([...kinds.keys()].sort()).toEqual(expect.arrayContaining(['WrongExpectedRevisionError', 'written']));
    expect(kinds.has('EventIdReusedError')).toBe(false);
    expect(writers.reduce((sum, { retries }) => sum + retries, 0)).toBeGreaterThan(5);
  }, 60_000);

  it('F26: the process ends while appends are running', async () => {
    const one = writer({ budgetMs: ENDLESS_MS, closeMs: 3_000 }); // time for those that are answered, on any machine
    await one.append('plan-0', 'no-stream', [newEvent()]);
    server.faults.always('append', { kind: 'silence' }, ({ stream }) => stream?.endsWith('plan-silent') ?? false);
    server.faults.always('append', { kind: 'delay', ms: 100 });
    const good = range(10).map((i) => one.append(`plan-good-${i}`, 'no-stream', [newEvent()]));
    const silent = [newEvent()];
    const lost = one.append('plan-silent', 'no-stream', silent);
    lost.catch(() => undefined);
    while (server.calls.of('append').length < 12) await sleep(1);
    await one.close();
    await expect(Promise.all(good)).resolves.toEqual(range(10).map(() => 0n));
    await expect(lost).rejects.toMatchObject({ name: 'AppendOutcomeUnknownError', eventIds: ids(silent) });
    await expect(one.append('plan-a', 'no-stream', [newEvent()])).rejects.toBeInstanceOf(StoreUnavailableError);
    while (server.calls.openCount() > 0) await sleep(5);
  });
});
