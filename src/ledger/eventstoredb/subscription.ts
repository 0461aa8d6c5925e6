import { Backoff } from '../backoff.js';
import type { RecordedEvent } from '../event.js';
import { type EngineObserver, type Place, StoreUnavailableError, type SubscriptionMessage } from '../event-store.js';
import type { Clients } from './clients.js';
import { classify, messageOf, StoreRefusesError } from './errors.js';
import { LedgerCount, type PlacedEvent } from './ledger-count.js';
import type { Reading } from './reading.js';
import { ServerSubscription } from './server-subscription.js';
import { refuseLimits, streamOfSettings } from './stream-limits.js';

/** All in milliseconds. */
export interface SubscriptionTimes {
  /** Before the first attempt to subscribe again; doubles. */
  backoffBase: number;
  /** And no longer than this. */
  backoffCap: number;
  /** A subscription that has held for so long starts the backoff anew, even if no event has come. */
  settled: number;
  /** The server says nothing for so long: it is asked again. */
  silence: number;
  /** After so much silence, a server that never says so has caught up. */
  quiet: number;
}

export const SUBSCRIPTION_TIMES: SubscriptionTimes = {
  backoffBase: 200,
  backoffCap: 30_000,
  settled: 60_000,
  silence: 5 * 60_000,
  quiet: 5_000,
};

export interface SubscriptionParts {
  clients: Clients;
  prefix: string;
  reading: Reading;
  observer: EngineObserver;
  /** Says what an operator has to know. */
  log: (message: string) => void;
  times: SubscriptionTimes;
}

/**
 * The ledger's events behind a place, then those that come, as {@link EventStore.subscribeToAll} gives them. A lost
 * subscription is made again behind the last event that was given; what comes twice is left out. The server's checkpoints
 * are of no use for that: they run ahead, and some servers send wrong ones.
 *
 * @throws ForeignEventError, UnsafeStreamError the ledger cannot be read beyond what was given
 * @throws RangeError the place is none of this engine
 */
export async function* subscribe(
  parts: SubscriptionParts,
  { after, signal }: { after: Place; signal: AbortSignal },
): AsyncGenerator<SubscriptionMessage, void> {
  const { clients, prefix, observer, log, times } = parts;
  const count = new LedgerCount(prefix, after);
  const backoff = new Backoff(times.backoffBase, times.backoffCap, 0);
  let said: string | undefined;
  while (!signal.aborted) {
    const { credentials } = clients;
    const server = new ServerSubscription(clients.subscriptions, prefix, { from: count.position, credentials });
    // Also while the consumer does not ask for more: nobody may ever do so again.
    const leave = () => void server.close();
    signal.addEventListener('abort', leave, { once: true });
    let end: unknown;
    try {
      for await (const message of messages(server, count, parts, signal)) {
        yield message;
        server.listenAnew();
        if (message.kind === 'events') backoff.reset();
        if (said !== undefined) log('The subscription to EventStoreDB goes on');
        said = undefined;
      }
      end = server.end?.reason;
    } catch (error) {
      if (!(error instanceof StoreUnavailableError)) throw error;
      end = error;
    } finally {
      signal.removeEventListener('abort', leave);
      await server.close();
    }
    if (signal.aborted) return;
    observer.reconnected();
    if (end === undefined) continue; // silence
    if (server.ageMs >= times.settled) backoff.reset();
    const isDenied = end instanceof StoreRefusesError || classify(end).failure === 'refused';
    if (isDenied) backoff.toCap();
    const what = isDenied
      ? `EventStoreDB refuses the subscription (${messageOf(end)}): its account needs the right to read $all`
      : `The subscription to EventStoreDB is lost and made again: ${messageOf(end)}`;
    if (what !== said) log(what);
    said = what;
    await backoff.wait(signal);
  }
}

/** What one subscription gives, until it is lost, silent for too long, or not wanted any more. */
async function* messages(
  server: ServerSubscription,
  count: LedgerCount,
  parts: SubscriptionParts,
  signal: AbortSignal,
): AsyncGenerator<SubscriptionMessage, void> {
  const { quiet, silence } = parts.times;
  for (let saidCaughtUp = false; !signal.aborted; ) {
    const changes = server.changes;
    const taken = server.take();
    if (taken.length > 0) {
      const { events, failure } = await counted(taken, count, parts);
      if (events.length > 0) {
        yield { kind: 'events', events };
        saidCaughtUp = false;
      }
      if (failure) throw failure.error;
      continue;
    }
    if (server.end) return;
    if (!saidCaughtUp && server.hasSentAll(quiet)) {
      yield { kind: 'caughtUp' };
      saidCaughtUp = true;
      continue;
    }
    const silent = server.silentMs;
    if (silent >= silence) return;
    const next = silent < quiet ? Math.min(quiet, silence) : silence;
    await server.change(changes, next - silent, signal);
  }
}

/** The ledger's events among those that have come, up to the first with which something is wrong. */
async function counted(
  taken: readonly PlacedEvent[],
  count: LedgerCount,
  { clients, prefix, reading }: SubscriptionParts,
): Promise<{ events: RecordedEvent[]; failure?: { error: unknown } }> {
  const events: RecordedEvent[] = [];
  try {
    for (const event of taken) {
      const stream = streamOfSettings(event, prefix);
      if (stream !== undefined) await refuseLimits(clients, reading, stream);
      const own = count.take(event);
      if (own) events.push(own);
    }
  } catch (error) {
    return { events, failure: { error } };
  }
  return { events };
}
