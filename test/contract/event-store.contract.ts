import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotCanonicalError } from '../../src/integrity/canonical-json.js';
import { entryBytes, MAX_ENTRY_BYTES } from '../../src/integrity/entry.js';
import type { NewEvent, RecordedEvent, StreamEvent } from '../../src/ledger/event.js';
import {
  EntryTooLargeError,
  EventIdReusedError,
  type EventStore,
  type ExpectedRevision,
  type Place,
  START,
  type SubscriptionMessage,
  WrongExpectedRevisionError,
} from '../../src/ledger/event-store.js';

/** One ledger under test. */
export interface LedgerUnderTest {
  store: EventStore;
  /** A second store over the same ledger, as another process would have it. */
  other: EventStore;
  /** Bytes of entries that the engine takes in one append; any number, if not given. */
  maxAppendBytes?: number;
  close(): Promise<void>;
}

/** What every engine behind the port must do. `openLedger` gives an empty ledger. */
export function eventStoreContract(engine: string, openLedger: () => Promise<LedgerUnderTest>): void {
  describe(`event store contract: ${engine}`, () => {
    let ledger: LedgerUnderTest;
    let store: EventStore;

    beforeEach(async () => {
      ledger = await openLedger();
      store = ledger.store;
    });

    afterEach(() => ledger.close());

    describe('the expected revision', () => {
      const cases: [ExpectedRevision, boolean, boolean][] = [
        // expected, goes through on no stream, goes through on a stream at revision 1
        ['any', true, true],
        ['no-stream', true, false],
        ['stream-exists', false, true],
        [0n, false, false],
        [1n, false, true],
        [2n, false, false],
        [2n ** 62n, false, false],
        [2n ** 80n, false, false],
      ];

      it.each(cases)('%s on a stream that does not exist', async (expected, passes) => {
        const attempt = store.append('plan-a', expected, [newEvent()]);
        if (passes) await expect(attempt).resolves.toBe(0n);
        else await expect(attempt).rejects.toEqual(new WrongExpectedRevisionError('plan-a', expected, null));
        expect(await readStream(store, 'plan-a')).toHaveLength(passes ? 1 : 0);
      });

      it.each(cases)('%s on a stream at revision 1', async (expected, _, passes) => {
        await store.append('plan-a', 'no-stream', [newEvent(), newEvent()]);
        const attempt = store.append('plan-a', expected, [newEvent()]);
        if (passes) await expect(attempt).resolves.toBe(2n);
        else await expect(attempt).rejects.toMatchObject({ name: 'WrongExpectedRevisionError', expected, actual: 1n });
        expect(await readStream(store, 'plan-a')).toHaveLength(passes ? 3 : 2);
      });

      it('lets one of 200 create a stream, each time', async () => {
        const streams = Array.from({ length: 20 }, (_, i) => `plan-${i}`);
        const races = streams.flatMap((stream) =>
          Array.from({ length: 10 }, async (_, i) => {
            const event = newEvent();
            const racer = i % 2 === 0 ? ledger.store : ledger.other;
            return racer.append(stream, 'no-stream', [event]).then(
              () => ({ stream, won: event.id }),
              (error) => {
                expect(error).toEqual(new WrongExpectedRevisionError(stream, 'no-stream', 0n));
                return { stream, won: null };
              },
            );
          }),
        );
        const results = await Promise.all(races);
        for (const stream of streams) {
          const winners = results.filter((result) => result.stream === stream && result.won !== null);
          expect(winners).toHaveLength(1);
          expect((await readStream(store, stream)).map(({ id }) => id)).toEqual([winners[0]?.won]);
        }
        expect(await readEverything(store)).toHaveLength(20);
      });

      it('lets one of several go on from the same revision', async () => {
        await store.append('plan-a', 'no-stream', [newEvent()]);
        for (let revision = 0n; revision < 20n; revision++) {
          const attempts = [store, ledger.other, store, ledger.other].map((racer) =>
            racer.append('plan-a', revision, [newEvent()]),
          );
          const outcomes = await Promise.allSettled(attempts);
          expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        }
        expect((await readStream(store, 'plan-a')).map(({ revision }) => revision)).toEqual(range(21).map(BigInt));
      });
    });

    describe('event ids', () => {
      it('answer a repeated append as the first time and write nothing', async () => {
        const events = [newEvent(), newEvent()];
        await expect(store.append('plan-a', 'no-stream', events)).resolves.toBe(1n);
        await store.append('plan-a', 1n, [newEvent()]);
        for (const expected of ['no-stream', 'any', 'stream-exists', 1n, 2n, 99n] as const) {
          await expect(ledger.other.append('plan-a', expected, events)).resolves.toBe(1n);
        }
        expect(await readEverything(store)).toHaveLength(3);
      });

      it('answer repetitions at the same time alike', async () => {
        const events = [newEvent(), newEvent(), newEvent()];
        const attempts = range(20).map((i) => (i % 2 ? store : ledger.other).append('plan-a', 'no-stream', events));
        expect(new Set(await Promise.all(attempts))).toEqual(new Set([2n]));
        expect(await readEverything(store)).toHaveLength(3);
      });

      it('are refused when only some of an append are known', async () => {
        const known = newEvent();
        await store.append('plan-a', 'no-stream', [known]);
        for (const events of [
          [known, newEvent()],
          [newEvent(), known],
        ]) {
          const attempt = store.append('plan-a', 'any', events);
          await expect(attempt).rejects.toEqual(new EventIdReusedError('plan-a', [known.id]));
        }
        expect(await readEverything(store)).toHaveLength(1);
      });

      it('are refused in another stream', async () => {
        const known = newEvent();
        await store.append('plan-a', 'no-stream', [known]);
        const attempt = store.append('plan-b', 'no-stream', [known]);
        await expect(attempt).rejects.toEqual(new EventIdReusedError('plan-b', [known.id]));
        expect(await readStream(store, 'plan-b')).toEqual([]);
      });

      it('are refused when their order or place differs', async () => {
        const [a, b, c] = [newEvent(), newEvent(), newEvent()];
        await store.append('plan-a', 'no-stream', [a, b, c]);
        await expect(store.append('plan-a', 'any', [b, a])).rejects.toBeInstanceOf(EventIdReusedError);
        await expect(store.append('plan-a', 'any', [a, c])).rejects.toBeInstanceOf(EventIdReusedError);
        await expect(store.append('plan-a', 'any', [b, c])).resolves.toBe(2n);
      });

      it('are refused twice in one append', async () => {
        const event = newEvent();
        const attempt = store.append('plan-a', 'no-stream', [event, newEvent(), event]);
        await expect(attempt).rejects.toEqual(new EventIdReusedError('plan-a', [event.id]));
        expect(await readEverything(store)).toEqual([]);
      });

      it('go to one of two streams that take them at the same time', async () => {
        const event = newEvent();
        const outcomes = await Promise.allSettled([
          store.append('plan-a', 'no-stream', [event]),
          ledger.other.append('plan-b', 'no-stream', [event]),
          store.append('plan-c', 'no-stream', [event]),
        ]);
        expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
        expect(await readEverything(store)).toHaveLength(1);
      });

      it.each([
        '',
        'x',
        randomUUID().toUpperCase(),
        `${randomUUID()} `,
      ])('are UUIDs in lower case, not %j', async (id) => {
        await expect(store.append('plan-a', 'any', [{ ...newEvent(), id }])).rejects.toBeInstanceOf(RangeError);
      });
    });

    describe('reading', () => {
      it('gives back exactly what was handed in, and nothing a caller claims about place and time', async () => {
        const event = newEvent({
          data: {
            text: 'Größe 𝒳 🌍 \u2028 "quoted" \\u0000 \\',
            list: [1, -5, null, true, [{}]],
            empty: {},
            n: 2 ** 53 - 1,
          },
          metadata: { plan: 'p', schema: 2, effective: { from: '2022-04-01', to: null }, by: { $c: 'x' } },
        });
        const claims = { sequence: 99, revision: 7n, recordedAt: '1999-01-01T00:00:00.000Z', position: '1' };
        const before = new Date().toISOString();
        await store.append('commitment-Ä/1', 'no-stream', [{ ...event, ...claims }]);
        const [recorded] = await readEverything(store);
        const { id, type, data, metadata } = event;
        expect(recorded).toMatchObject({ sequence: 0, stream: 'commitment-Ä/1', revision: 0n, id, type });
        expect(recorded?.data).toStrictEqual(data);
        expect(recorded?.metadata).toStrictEqual(metadata);
        expect(recorded?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
        expect(recorded && recorded.recordedAt >= before).toBe(true);
        expect(await readStream(store, 'commitment-Ä/1')).toEqual(inTheirStream([recorded!]));
      });

      it('gives the same entry, byte for byte, in its stream, in the ledger and to a subscriber', async () => {
        const events = [
          newEvent({ data: { z: 'ﬃ', a: ['\u00e9', 'e\u0301', '\ud83d\ude00', '\u2028'], '1': { b: null, a: true } } }),
          newEvent({ data: {}, metadata: { effective: { at: '2022-08-04' }, by: { $c: 'x' }, plan: '' } }),
          newEvent({ type: 'Größe/ß', data: { '': { '': '' }, text: '\u0001\u007f' } }),
        ];
        await store.append('plan-€', 'no-stream', events);
        const handedIn = (recordedAt: string) =>
          events.map((event, i) => entryBytes({ ...event, stream: 'plan-€', revision: BigInt(i), recordedAt }));
        const fromStream = await readStream(store, 'plan-€');
        const { recordedAt } = fromStream[0]!;
        const heard: RecordedEvent[] = [];
        for await (const message of store.subscribeToAll({ after: START, signal: new AbortController().signal })) {
          if (message.kind === 'caughtUp') break;
          heard.push(...message.events);
        }
        for (const given of [fromStream, await readEverything(ledger.other), heard])
          expect(given.map((event) => entryBytes({ ...event, recordedAt }))).toEqual(handedIn(recordedAt));
      });

      it('gives events that cannot be changed through what was handed in or out', async () => {
        const event = newEvent({ data: { value: 'first' } });
        await store.append('plan-a', 'no-stream', [event]);
        event.data.value = 'second';
        for (const recorded of await readEverything(store)) recorded.data.value = 'third';
        expect((await readEverything(store)).map(({ data }) => data)).toEqual([{ value: 'first' }]);
      });

      it('finds a stream that does not exist empty', async () => {
        expect(await readStream(store, 'plan-none')).toEqual([]);
        expect(await readEverything(store)).toEqual([]);
      });

      it('keeps streams apart, whatever their names', async () => {
        const names = [
          'plan-1',
          'plan-10',
          'PLAN-1',
          "plan-'; drop table x;--",
          'plan-%',
          'plän',
          'pla\u0308n',
          '{"a":1}',
        ];
        for (const name of names) await store.append(name, 'no-stream', [newEvent({ data: { name } })]);
        for (const name of names) {
          expect((await readStream(store, name)).map(({ data }) => data)).toEqual([{ name }]);
        }
      });

      it('takes a range of revisions in both directions', async () => {
        await store.append(
          'plan-a',
          'no-stream',
          range(10).map(() => newEvent()),
        );
        const revisions = async (options: Parameters<EventStore['readStream']>[1]) =>
          (await readStream(store, 'plan-a', options)).map(({ revision }) => Number(revision));
        expect(await revisions({})).toEqual(range(10));
        expect(await revisions({ from: 7n })).toEqual([7, 8, 9]);
        expect(await revisions({ to: 2n })).toEqual([0, 1, 2]);
        expect(await revisions({ from: 3n, to: 3n })).toEqual([3]);
        expect(await revisions({ from: 5n, to: 4n })).toEqual([]);
        expect(await revisions({ direction: 'backwards' })).toEqual(range(10).reverse());
        expect(await revisions({ direction: 'backwards', from: 2n })).toEqual([2, 1, 0]);
        expect(await revisions({ direction: 'backwards', from: 8n, to: 6n })).toEqual([8, 7, 6]);
        expect(await revisions({ from: 2n ** 53n + 1n })).toEqual([]);
        expect(await revisions({ from: 2n ** 70n })).toEqual([]);
        expect(await revisions({ to: 2n ** 70n })).toEqual(range(10));
        expect(await revisions({ direction: 'backwards', from: 2n ** 70n, to: 9n })).toEqual([9]);
      });

      it('crosses the engine’s pages', async () => {
        for (let i = 0; i < 5; i++)
          await store.append(
            'plan-a',
            'any',
            range(450).map(() => newEvent()),
          );
        const forwards = await readStream(store, 'plan-a');
        expect(forwards.map(({ revision }) => Number(revision))).toEqual(range(2_250));
        expect(await readStream(store, 'plan-a', { direction: 'backwards' })).toEqual(forwards.reverse());
      });

      it('pages through the ledger from any place', async () => {
        for (let i = 0; i < 10; i++) await store.append(`plan-${i % 3}`, 'any', [newEvent(), newEvent()]);
        const all = await readEverything(store);
        expect(all.map(({ sequence }) => sequence)).toEqual(range(20));
        for (const event of all) {
          const page = await ledger.other.readAll({ after: event, limit: 3 });
          expect(page).toEqual(all.slice(event.sequence + 1, event.sequence + 4));
        }
      });

      it('shows an append to everybody as soon as it is answered', async () => {
        for (let i = 0; i < 50; i++) {
          await store.append('plan-a', 'any', [newEvent()]);
          expect(await readStream(ledger.other, 'plan-a')).toHaveLength(i + 1);
        }
      });
    });

    describe('an append', () => {
      it('is all or nothing and stands together', async () => {
        const writers = range(40).map((i) =>
          (i % 2 ? store : ledger.other).append(
            `plan-${i}`,
            'no-stream',
            range(1 + (i % 7)).map(() => newEvent()),
          ),
        );
        await Promise.all(writers);
        const all = await readEverything(store);
        const starts = all.filter(({ revision }) => revision === 0n);
        expect(starts).toHaveLength(40);
        for (const { sequence, stream } of starts) {
          const size = 1 + (Number(stream.slice(5)) % 7);
          const together = all.slice(sequence, sequence + size);
          expect(together.map((event) => [event.stream, Number(event.revision)])).toEqual(
            range(size).map((revision) => [stream, revision]),
          );
        }
      });

      it('keeps the order of one caller', async () => {
        const ids = range(30).map(() => randomUUID());
        await Promise.all(ids.map((id) => store.append('plan-a', 'any', [{ ...newEvent(), id }])));
        expect((await readStream(store, 'plan-a')).map(({ id }) => id)).toEqual(ids);
      });

      it('never lets recorded time go back', async () => {
        await Promise.all(range(100).map((i) => store.append(`plan-${i}`, 'no-stream', [newEvent()])));
        const times = (await readEverything(store)).map(({ recordedAt }) => recordedAt);
        expect(times).toEqual([...times].sort());
      });

      it('takes an entry of 65,535 bytes and refuses one of 65,536', async () => {
        const event = newEvent({ data: { text: '' } });
        const recorded = { ...event, stream: 'plan-ö', revision: 9n, recordedAt: new Date().toISOString() };
        const room = MAX_ENTRY_BYTES - entryBytes(recorded as RecordedEvent).length;
        await store.append(
          'plan-ö',
          'no-stream',
          range(9).map(() => newEvent()),
        );
        const tooLarge = { ...event, data: { text: 'x'.repeat(room + 1) } };
        await expect(store.append('plan-ö', 8n, [newEvent(), tooLarge])).rejects.toBeInstanceOf(EntryTooLargeError);
        await expect(store.append('plan-ö', 8n, [tooLarge])).rejects.toEqual(
          new EntryTooLargeError(MAX_ENTRY_BYTES + 1, MAX_ENTRY_BYTES),
        );
        await store.append('plan-ö', 8n, [{ ...event, data: { text: 'x'.repeat(room) } }]);
        const [last] = await readStream(store, 'plan-ö', { from: 9n });
        expect(entryBytes(last as RecordedEvent)).toHaveLength(MAX_ENTRY_BYTES);
        expect(await readEverything(store)).toHaveLength(10);
      });

      it('takes 500 large entries at once, or as many as the engine takes, and nothing of more', async () => {
        const text = 'ß'.repeat(20_000);
        const { maxAppendBytes = Number.POSITIVE_INFINITY } = ledger;
        const large = range(500).map((n) => newEvent({ data: { n, text } }));
        const count = Math.min(500, Math.floor(maxAppendBytes / 40_500));
        if (count < 500) {
          const tooLarge = store.append('plan-a', 'no-stream', large);
          await expect(tooLarge).rejects.toMatchObject({ name: 'AppendTooLargeError', limit: maxAppendBytes });
          expect(await readEverything(store)).toEqual([]);
        }
        await store.append('plan-a', 'no-stream', large.slice(0, count));
        const events = await readStream(store, 'plan-a');
        expect(events.map(({ data }) => data.n)).toEqual(range(count));
        expect(events.every(({ data }) => data.text === text)).toBe(true);
      });

      const deep = (levels: number): NewEvent['data'] => (levels === 1 ? {} : { inner: deep(levels - 1) });
      const hostile: [string, Partial<NewEvent>][] = [
        ['NUL in a value', { data: { text: 'a\u0000b' } }],
        ['NUL in a key', { data: { 'a\u0000b': 1 } }],
        ['a lone high surrogate', { data: { text: 'a\ud800' } }],
        ['a lone low surrogate in a list', { data: { list: ['\udc00a'] } }],
        ['a lone surrogate in metadata', { metadata: { plan: '\ud800', by: { $c: 'x' } } }],
        ['NUL in the type', { type: 'Status\u0000Reported' }],
        ['a lone surrogate in the type', { type: '\udfff' }],
        ['JSON nested too deep', { data: deep(16) }],
        ['a fraction', { data: { value: 1.5 } }],
        ['minus zero', { data: { value: -0 } }],
        ['not a number', { data: { value: Number.NaN } }],
        ['a date object', { data: { at: new Date() as unknown as string } }],
        ['an undefined member', { data: { gone: undefined as unknown as string } }],
        ['a prototype key', { data: JSON.parse('{"__proto__": {"admin": true}}') }],
      ];

      it.each(hostile)('refuses %s, alone and beside others', async (_, parts) => {
        const beside = store.append('plan-b', 'no-stream', [newEvent()]);
        await expect(store.append('plan-a', 'any', [newEvent(parts)])).rejects.toBeInstanceOf(NotCanonicalError);
        await expect(store.append('plan-a', 'any', [newEvent(), newEvent(parts)])).rejects.toBeInstanceOf(
          NotCanonicalError,
        );
        await expect(beside).resolves.toBe(0n);
        expect(await readEverything(store)).toHaveLength(1);
      });

      it('takes JSON nested as deep as entries go', async () => {
        await store.append('plan-a', 'no-stream', [newEvent({ data: deep(15) })]);
        expect((await readEverything(store))[0]?.data).toEqual(deep(15));
      });

      it.each(['plan\u0000', '\ud800'])('refuses the stream name %j', async (name) => {
        await expect(store.append(name, 'any', [newEvent()])).rejects.toBeInstanceOf(NotCanonicalError);
      });

      it.each([
        ['recordedAt', '2020-01-01T00:00:00.000Z'],
        ['sequence', 0],
        ['$correlationId', 'x'],
      ])('refuses metadata that no entry holds: %s', async (key, value) => {
        const { metadata } = newEvent();
        const claiming = newEvent({ metadata: { ...metadata, [key]: value } });
        await expect(store.append('plan-a', 'any', [newEvent(), claiming])).rejects.toBeInstanceOf(RangeError);
        expect(await readEverything(store)).toEqual([]);
      });

      it('refuses what makes no sense', async () => {
        await expect(store.append('', 'any', [newEvent()])).rejects.toBeInstanceOf(RangeError);
        await expect(store.append('plan-a', 'any', [])).rejects.toBeInstanceOf(RangeError);
        await expect(store.append('plan-a', -1n, [newEvent()])).rejects.toBeInstanceOf(RangeError);
      });
    });

    describe('a subscription', () => {
      let stop: AbortController;

      beforeEach(() => {
        stop = new AbortController();
      });

      afterEach(() => stop.abort());

      const subscribe = (after: Place = START) =>
        store.subscribeToAll({ after, signal: stop.signal })[Symbol.asyncIterator]();

      it('says at once that an empty ledger has been read, and then follows', async () => {
        const messages = subscribe();
        expect(await messages.next()).toEqual({ done: false, value: { kind: 'caughtUp' } });
        for (let i = 0; i < 5; i++) {
          const event = newEvent();
          await (i % 2 ? store : ledger.other).append('plan-a', 'any', [event]);
          expect(await messages.next()).toMatchObject({ value: { kind: 'events', events: [{ id: event.id }] } });
          expect(await messages.next()).toMatchObject({ value: { kind: 'caughtUp' } });
        }
      });

      it('says that it has caught up once, and stays silent while nothing happens', async () => {
        await store.append('plan-a', 'no-stream', [newEvent()]);
        const messages = subscribe();
        await messages.next();
        expect(await messages.next()).toMatchObject({ value: { kind: 'caughtUp' } });
        const next = messages.next();
        expect(await Promise.race([next, sleep(700, 'silence')])).toBe('silence');
        await store.append('plan-a', 0n, [newEvent()]);
        expect(await next).toMatchObject({ value: { kind: 'events' } });
      });

      it('hears of an append within a moment', async () => {
        const messages = subscribe();
        await messages.next();
        for (let i = 0; i < 20; i++) {
          await ledger.other.append('plan-a', 'any', [newEvent()]);
          expect(await messages.next()).toMatchObject({ value: { kind: 'events' } });
          await messages.next();
        }
      }, 60_000); // a second or two; an engine that waits for seconds before it tells of one does not come to the end

      it('starts behind any place', async () => {
        await store.append(
          'plan-a',
          'no-stream',
          range(20).map(() => newEvent()),
        );
        const all = await readEverything(store);
        for (const place of [all[0], all[7], all[18]] as Place[]) {
          const first = await subscribe(place).next();
          expect(eventsOf(first.value).map(({ sequence }) => sequence)[0]).toBe(place.sequence + 1);
        }
        expect(await subscribe(all[19]).next()).toMatchObject({ value: { kind: 'caughtUp' } });
      });

      it('gives two subscribers the same places, though one is started anew again and again', async () => {
        for (let i = 0; i < 30; i++)
          await (i % 2 ? store : ledger.other).append(`plan-${i % 4}`, 'any', [newEvent(), newEvent()]);
        const steady: RecordedEvent[] = [];
        const messages = subscribe();
        while (steady.length < 60) steady.push(...eventsOf((await messages.next()).value));
        const restarted: RecordedEvent[] = [];
        while (restarted.length < 60) {
          const once = new AbortController();
          const after = restarted.at(-1) ?? START;
          const { value } = await ledger.other
            .subscribeToAll({ after, signal: once.signal })
            [Symbol.asyncIterator]()
            .next();
          once.abort();
          restarted.push(...eventsOf(value).slice(0, 7));
        }
        expect(restarted).toEqual(steady);
        expect(steady.map(({ sequence }) => sequence)).toEqual(range(60));
      });

      it('ends when it is told to: before the start, while idle, between pages', async () => {
        const idle = subscribe();
        await idle.next();
        const waiting = idle.next();
        await store.append(
          'plan-a',
          'no-stream',
          range(5).map(() => newEvent()),
        );
        await waiting;
        const between = subscribe();
        await between.next();
        const sleeping = subscribe((await readEverything(store)).at(-1));
        await sleeping.next();
        const asleep = sleeping.next();
        stop.abort();
        expect(await asleep).toMatchObject({ done: true });
        expect(await between.next()).toMatchObject({ done: true });
        expect(await subscribe().next()).toMatchObject({ done: true });
      });

      it('goes at the pace of a slow consumer and loses nothing', async () => {
        const messages = subscribe();
        await messages.next();
        await Promise.all(
          range(20).map((i) =>
            store.append(
              `plan-${i}`,
              'no-stream',
              range(500).map(() => newEvent()),
            ),
          ),
        );
        const sequences: number[] = [];
        while (sequences.length < 10_000) {
          const { value } = await messages.next();
          const events = eventsOf(value);
          expect(events.length).toBeLessThanOrEqual(1_000);
          sequences.push(...events.map(({ sequence }) => sequence));
          await sleep(20);
        }
        expect(sequences).toEqual(range(10_000));
      });

      it('gives 32 writers’ events in order, none lost, none twice, whatever is refused, and resumes after a kill', async () => {
        const answered = new Map<string, string>();
        const writers = range(32).map(async (writer) => {
          const via = writer % 2 ? store : ledger.other;
          for (let i = 0; i < 25; i++) {
            const stream = `plan-${Math.floor(Math.random() * 40)}`;
            const events = range(1 + Math.floor(Math.random() * 4)).map(() => newEvent());
            const expected = (['any', 'no-stream', 'stream-exists', BigInt(i)] as const)[Math.floor(Math.random() * 4)];
            try {
              await via.append(stream, expected ?? 'any', events);
              for (const { id } of events) answered.set(id, stream);
            } catch (error) {
              if (!(error instanceof WrongExpectedRevisionError)) throw error;
            }
          }
        });
        const written = Promise.all(writers).then(() => readEverything(store));

        // The read model: what a subscriber has handled, and the place it keeps with it. It is killed again and again.
        const seen: RecordedEvent[] = [];
        let finished = false;
        written.finally(() => {
          finished = true;
        });
        for (let caughtUp = false; !(caughtUp && finished); ) {
          caughtUp = false;
          const done = finished;
          const kill = new AbortController();
          const death = setTimeout(() => kill.abort(), Math.random() * 100);
          const life = Math.floor(Math.random() * 8);
          let handled = 0;
          for await (const message of store.subscribeToAll({ after: seen.at(-1) ?? START, signal: kill.signal })) {
            if (message.kind === 'caughtUp') caughtUp = done;
            else seen.push(...message.events);
            if (caughtUp || ++handled > life) break;
          }
          clearTimeout(death);
          kill.abort();
        }

        const all = await written;
        expect(seen).toEqual(all);
        expect(all.map(({ sequence }) => sequence)).toEqual(range(all.length));
        expect(new Map(all.map(({ id, stream }) => [id, stream]))).toEqual(answered);
        for (const stream of new Set(answered.values())) {
          const own = all.filter((event) => event.stream === stream);
          expect(own.map(({ revision }) => Number(revision))).toEqual(range(own.length));
          expect(await readStream(store, stream)).toEqual(inTheirStream(own));
        }
      });
    });
  });
}

/** An event as a command would make it, with other parts where given. */
export function newEvent(parts: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    type: 'StatusReported',
    data: { status: 'at-risk' },
    metadata: { by: { $c: 'uhJmOdJ0DU0JD3xv1w3I797m4IBNH_E4JdM7X4zeGB8' } },
    ...parts,
  };
}

export async function readStream(store: EventStore, ...args: Parameters<EventStore['readStream']>) {
  const events: StreamEvent[] = [];
  for await (const event of store.readStream(...args)) events.push(event);
  return inTheirStream(events);
}

/** Events without their place in the ledger, which some engines know when reading a stream and others do not. */
function inTheirStream(events: readonly (StreamEvent & Partial<RecordedEvent>)[]): StreamEvent[] {
  return events.map(({ sequence, position, ...rest }) => rest);
}

export async function readEverything(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readAll({ after: events.at(-1) ?? START, limit: 500 });
    if (page.length === 0) return events;
    events.push(...page);
  }
}

/** 0, 1, … n-1. */
export function range(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}

function eventsOf(message: SubscriptionMessage | undefined): RecordedEvent[] {
  return message?.kind === 'events' ? message.events : [];
}
