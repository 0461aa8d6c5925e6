import { randomUUID } from 'node:crypto';
import { entryBytes } from '../../src/integrity/entry.js';
import type { CopyTarget } from '../../src/ledger/copy-target.js';
import type { NewEvent, RecordedEvent } from '../../src/ledger/event.js';
import { START } from '../../src/ledger/event-store.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import type { Random } from '../support/random.js';

const STREAMS = ['plan-1', 'commitment-ü', 'metric-2', 'body-3'];

/** A ledger in memory that is recorded at other times than those of the test. */
export class SourceLedger {
  readonly store: InMemoryEventStore;

  constructor(private readonly random: Random) {
    let now = Date.parse('2019-03-31T23:59:59.990Z');
    this.store = new InMemoryEventStore(() => {
      now += random.between(0, 3);
      return now;
    });
  }

  /** Records so many events, some at a time in one of several streams. */
  async grow(events: number): Promise<void> {
    for (let left = events; left > 0; ) {
      const some = Array.from({ length: Math.min(left, this.random.between(1, 7)) }, () => this.event());
      await this.store.append(this.random.pick(STREAMS), 'any', some);
      left -= some.length;
    }
  }

  events(): Promise<RecordedEvent[]> {
    return this.store.readAll({ after: START, limit: 1_000_000 });
  }

  /** An event with much that a copy could get wrong. */
  event(): NewEvent {
    const { random } = this;
    return {
      id: randomUUID(),
      type: random.pick(['Noted', 'Grün "gesagt"', 'Revised']),
      data: {
        text: 'x€\\"\n'.repeat(random.between(0, 30)),
        size: random.between(-9, 2 ** 53 - 1),
        none: null,
        deep: [[{}]],
      },
      metadata: {
        by: { $c: randomUUID() },
        ...(random.percent(50) ? { reportedOn: '2022-08-04', entry: 'backfill', source: { doc: 'S-1' } } : {}),
        ...(random.percent(20) ? { schema: 2, edition: 3 } : {}),
      },
    };
  }
}

/** All that a copy must keep. */
export function kept(event: RecordedEvent): unknown {
  const { sequence, stream, revision, id, recordedAt } = event;
  return [sequence, stream, revision, id, recordedAt, entryBytes(event).toString('utf8')];
}

/** A target that does something else in place of an addition. */
export function addingBy(copy: CopyTarget, add: CopyTarget['add']): CopyTarget {
  return { limits: copy.limits, goesOnBehind: (last) => copy.goesOnBehind(last), add };
}

/** A target that fails after so many additions. */
export function failingAfter(copy: CopyTarget, additions: number): CopyTarget {
  let left = additions;
  return addingBy(copy, async (events) => {
    if (left-- === 0) throw new Error('The cable was pulled');
    await copy.add(events);
  });
}
