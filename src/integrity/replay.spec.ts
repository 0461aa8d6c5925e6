import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { eventOf } from '../../test/support/opaque-ledger.js';
import { evaluate, keysOf, type Step } from '../../test/support/plain-evaluation.js';
import { daysOf, type LogShape, logs, seeded } from '../../test/support/random-logs.js';
import { canonicalJson, type JsonObject } from './canonical-json.js';
import { entryOf } from './entry.js';
import { nodePrimitives } from './node-primitives.js';
import { Replay, ReplayError, stateHash } from './replay.js';

const SHAPE: LogShape = { least: 60, most: 120, keys: 12, days: 12 };

/** The entries of an opaque log, as they are sealed. */
function entriesOf(log: readonly Step[]): JsonObject[] {
  return log.map((_, sequence) => {
    const { stream, event } = eventOf(log, sequence);
    return entryOf({ ...event, stream, revision: 0n, recordedAt: '2026-11-22T09:00:00.000Z' });
  });
}

const opaque = () => new Replay(nodePrimitives, (entry) => String((entry.data as JsonObject).facet));

describe('a replay of sealed entries', () => {
  it('gives the views of the definition, for any history, size and day', () => {
    fc.assert(
      fc.property(logs(SHAPE), (log) => {
        const keys = keysOf(log);
        const replay = opaque();
        for (const [sequence, entry] of entriesOf(log).entries()) {
          replay.take(entry);
          if (sequence % 17 !== 0 && sequence !== log.length - 1) continue;
          for (const day of daysOf(SHAPE, 29)) {
            const expected = keys.flatMap((key) => {
              const answer = evaluate(log, key, day, sequence + 1);
              return answer ? [{ facet: key.split('/')[1], ...answer }] : [];
            });
            const found = replay.view(day).map(({ key, src, value }) => {
              const { facet, value: says } = (value ?? { value: 'withdrawn' }) as Record<string, string>;
              return { facet: facet ?? key.split('/')[1], src, says };
            });
            const bySrc = (a: { src: number }, b: { src: number }) => a.src - b.src;
            expect(found.sort(bySrc)).toEqual(expected.sort(bySrc));
          }
        }
      }),
      seeded(15),
    );
  });

  it('gives views of any earlier size once more has been taken in', () => {
    fc.assert(
      fc.property(logs(SHAPE), (log) => {
        const whole = opaque();
        const entries = entriesOf(log);
        for (const entry of entries) whole.take(entry);
        const grown = opaque();
        for (const [sequence, entry] of entries.entries()) {
          grown.take(entry);
          if (sequence % 9 === 0)
            for (const day of daysOf(SHAPE, 62)) expect(whole.view(day, sequence + 1)).toEqual(grown.view(day));
        }
      }),
      seeded(10),
    );
  });

  it('lists answers by their keys, and hashes the canonical JSON of the list', () => {
    const replay = opaque();
    const steps: Step[] = [
      { does: 'report', key: 'object1/b', reportedOn: '2022-01-01', value: 'x' },
      { does: 'report', key: 'object1/a', reportedOn: '2022-01-01', value: 'ü' },
      { does: 'withdraw', target: 0, reportedOn: '2022-02-01' },
    ];
    for (const entry of entriesOf(steps)) replay.take(entry);
    const answers = replay.view('2022-02-01');
    expect(answers.map(({ key, src, value }) => [key.slice(-1), src, value])).toEqual([
      ['a', 1, { facet: 'a', value: 'ü' }],
      ['b', 2, null],
    ]);
    const text = canonicalJson(answers.map(({ key, src, value }) => [key, src, value]));
    expect(stateHash(answers, nodePrimitives)).toBe(createHash('sha256').update(text).digest('hex'));
    expect(stateHash([], nodePrimitives)).toBe(createHash('sha256').update('[]').digest('hex'));
  });

  it('hashes values that are nested as deep as an entry may be', () => {
    let value: JsonObject = {};
    for (let depth = 1; depth < 16; depth++) value = { inner: value };
    expect(stateHash([{ key: 'k', src: 0, value }], nodePrimitives)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('refuses what acts on nothing, or on an entry of another stream', () => {
    const [report, change] = entriesOf([
      { does: 'report', key: 'object1/a', reportedOn: '2022-01-01', value: 'x' },
      { does: 'change', target: 0, reportedOn: '2022-02-01', value: 'y' },
    ]);
    expect(() => opaque().take(change!)).toThrow(ReplayError);
    const replay = opaque();
    replay.take(report!);
    expect(() => replay.take({ ...change!, stream: 'commitment-other' })).toThrow(/states nothing in commitment-other/);
  });
});
