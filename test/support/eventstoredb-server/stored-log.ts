import { randomUUID } from 'node:crypto';
import { Random } from '../random.js';
import { ServerClock } from './server-clock.js';

/** Where an event stands among all of a server's events. Ordered by commit, then prepare; both rise, with holes. */
export interface Position {
  commit: bigint;
  prepare: bigint;
}

export const isBehind = (one: Position, other: Position): boolean =>
  one.commit > other.commit || (one.commit === other.commit && one.prepare > other.prepare);

export interface ProposedEvent {
  id: string;
  type: string;
  contentType: 'application/json' | 'application/octet-stream';
  data: Uint8Array;
  metadata: Uint8Array;
}

export interface StoredEvent extends ProposedEvent {
  stream: string;
  revision: number;
  position: Position;
  /** 100-ns ticks since 1970. `null` leaves it out of what is sent, as no real server does. */
  created: bigint | null;
}

export type ExpectedState = bigint | 'any' | 'no_stream' | 'stream_exists';

export type Decision =
  | { is: 'written' | 'known'; revision: number; position: Position }
  /** `current` is -1 where there is no stream. */
  | { is: 'wrong'; current: number };

export interface LogOptions {
  /** How many foreign and system events are written on average before each append. Default 0.5; 0 for none. */
  noise?: number;
  seed?: number;
}

/** At least so many of the last ids are known to a server where an append leaves the revision open. */
const REMEMBERED_IDS = 10_000;

/** All events of a server, in memory. It outlives the server, as a disk does, and several servers may share it. */
export class StoredLog {
  readonly clock = new ServerClock();
  readonly events: StoredEvent[] = [];
  private readonly streams = new Map<string, StoredEvent[]>();
  private recent = new Map<string, StoredEvent>();
  private lessRecent = new Map<string, StoredEvent>();
  private readonly listeners = new Set<() => void>();
  private readonly random: Random;
  private readonly noise: number;
  private place = 1_000n;

  constructor({ noise = 0.5, seed = 1 }: LogOptions = {}) {
    this.noise = noise;
    this.random = new Random(seed);
  }

  stream(name: string): readonly StoredEvent[] {
    return this.streams.get(name) ?? [];
  }

  /** Index of the first event behind a position; the position's own event is not behind it. */
  indexAfter(place: Position): number {
    let [low, high] = [0, this.events.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBehind(this.events[middle]!.position, place)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** Loses the ids that a server holds in memory alone, as a restart does. */
  forgetRecent(): void {
    this.recent = new Map();
    this.lessRecent = new Map();
  }

  /** Is called after each write, until the function it gives back is called. */
  onWritten(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Appends all or none, as the server decides: an append of known ids is answered again where its revision says they
   * stand; where the revision is left open, only the ids written last are known.
   */
  append(stream: string, expected: ExpectedState, proposed: readonly ProposedEvent[]): Decision {
    const decision =
      typeof expected === 'bigint' || expected === 'no_stream'
        ? this.decideAt(stream, expected === 'no_stream' ? -1 : Number(expected), proposed)
        : this.decideOpen(stream, expected, proposed);
    if (decision) return decision;
    this.writeNoise();
    const written = this.write(stream, proposed);
    return { is: 'written', revision: written.revision, position: written.position };
  }

  /**
   * Writes without any check: what no client of the ledger would send.
   * @returns the last event written
   */
  write(stream: string, proposed: readonly (ProposedEvent & { created?: bigint | null })[]): StoredEvent {
    const known = this.streams.get(stream) ?? [];
    this.streams.set(stream, known);
    const prepares = proposed.map(() => this.nextPlace());
    // one event is its own commit; several were committed together behind the last of them
    const commit = prepares.length > 1 ? this.nextPlace() : prepares[0]!;
    const created = this.clock.ticks();
    for (const [i, event] of proposed.entries()) {
      const position = { commit, prepare: prepares[i]! };
      const stored = { created, ...event, stream, revision: known.length, position };
      known.push(stored);
      this.events.push(stored);
      this.remember(stored);
    }
    for (const listener of this.listeners) listener();
    return known.at(-1)!;
  }

  private decideAt(stream: string, expected: number, proposed: readonly ProposedEvent[]): Decision | undefined {
    const events = this.stream(stream);
    const current = events.length - 1;
    if (expected === current) return undefined;
    const last = events[expected + proposed.length];
    const areThere = proposed.every(({ id }, i) => events[expected + 1 + i]?.id === id);
    if (last && areThere) return { is: 'known', revision: last.revision, position: last.position };
    return { is: 'wrong', current };
  }

  private decideOpen(
    stream: string,
    expected: 'any' | 'stream_exists',
    proposed: readonly ProposedEvent[],
  ): Decision | undefined {
    const current = this.stream(stream).length - 1;
    if (expected === 'stream_exists' && current < 0) return { is: 'wrong', current };
    const found = proposed
      .map(({ id }) => this.recent.get(id) ?? this.lessRecent.get(id))
      .map((event) => event?.stream === stream && event);
    if (!found[0]) return undefined;
    const last = found.at(-1);
    if (!last || found.includes(false)) return { is: 'wrong', current };
    return { is: 'known', revision: last.revision, position: last.position };
  }

  private remember(event: StoredEvent): void {
    this.recent.set(event.id, event);
    if (this.recent.size < REMEMBERED_IDS) return;
    this.lessRecent = this.recent;
    this.recent = new Map();
  }

  private nextPlace(): bigint {
    this.place += BigInt(this.random.between(1, 900));
    return this.place;
  }

  /** Other users of the same server, and the server itself. */
  private writeNoise(): void {
    for (let i = Math.floor(this.noise + this.random.next()); i > 0; i--) {
      const stream = this.random.pick([
        '$stats-127.0.0.1:2113',
        '$$orders-1',
        'orders-1',
        'other.progressledger.plan-1',
      ]);
      const isText = this.random.percent(50);
      this.write(stream, [
        {
          id: randomUUID(),
          type: stream.startsWith('$$') ? '$metadata' : 'StatusReported',
          contentType: isText ? 'application/json' : 'application/octet-stream',
          data: Buffer.from(isText ? '{"value":1}' : [0, 255, 1]),
          metadata: Buffer.alloc(0),
        },
      ]);
    }
  }
}
