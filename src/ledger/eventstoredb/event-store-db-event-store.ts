import type { AllStreamResolvedEvent } from '@eventstore/db-client';
import { BACKWARDS, END, type EventStoreDBClient } from '@eventstore/db-client';
import type pg from 'pg';
import type { NewEvent, RecordedEvent, StreamEvent } from '../event.js';
import {
  AppendsClosedError,
  type EngineObserver,
  type EngineStatus,
  EventStore,
  type ExpectedRevision,
  type Place,
  type StreamRange,
  type SubscriptionMessage,
  UNOBSERVED,
} from '../event-store.js';
import { mustTakeAppends } from '../postgres/moved-away.js';
import { prepareAppend } from '../prepared-append.js';
import { within } from '../within.js';
import { Agreement } from './agreement.js';
import { Appender, type AppendTiming } from './appender.js';
import { Claims } from './claims.js';
import { Clients } from './clients.js';
import type { EventStoreDbOptions } from './event-store-db-options.js';
import { LedgerReader } from './ledger-reader.js';
import { type ReadCall, Reading } from './reading.js';
import { StreamReader } from './stream-reader.js';
import { SUBSCRIPTION_TIMES, type SubscriptionTimes, subscribe } from './subscription.js';

/** How long the server may say nothing during a read, in milliseconds. */
const READ_PATIENCE_MS = 10_000;
/** How long a sign of life may take, in milliseconds. */
const STATUS_MS = 3_000;

export interface EventStoreDbEventStoreExtras {
  observer?: EngineObserver;
  /** Says what an operator has to know, without a secret. Default `console.warn`. */
  log?: (message: string) => void;
  /** For tests, which cannot wait for so long. */
  times?: { subscription?: Partial<SubscriptionTimes>; append?: Partial<AppendTiming>; readPatienceMs?: number };
}

/**
 * The ledger in EventStoreDB or KurrentDB, in streams whose names begin with a prefix of its own. What the server cannot
 * hold, the ids of all events and the values that may be erased, is in PostgreSQL.
 *
 * The server numbers no events over all streams: who reads the ledger from its beginning counts them.
 */
export class EventStoreDbEventStore extends EventStore {
  private readonly clients: Clients;
  private readonly claims: Claims;
  private readonly appender: Appender;
  private readonly reading: Reading;
  private readonly streams: StreamReader;
  private readonly ledger: LedgerReader;
  private readonly observer: EngineObserver;
  private readonly agreement: Agreement;
  private readonly closing = new AbortController();

  /**
   * Connects with the first call.
   *
   * @param pool made from a URL, with the role `ledger_app`; it stays open when the store is closed
   * @throws RangeError the server's URL is not one that `checkEventStoreDbUrl` lets pass
   */
  constructor(
    private readonly pool: pg.Pool,
    private readonly options: EventStoreDbOptions,
    private readonly extras: EventStoreDbEventStoreExtras = {},
  ) {
    super();
    const { observer: watching = UNOBSERVED, times = {} } = extras;
    const observer: EngineObserver = {
      retried: () => {
        this.agreement.doubt();
        watching.retried();
      },
      reconnected: () => {
        this.agreement.doubt();
        watching.reconnected();
      },
    };
    this.observer = observer;
    this.agreement = new Agreement(this, pool);
    const lost = () => this.agreement.doubt();
    this.clients = new Clients(options, lost);
    this.claims = new Claims(pool);
    const { calls: client } = this.clients;
    this.appender = new Appender({
      ...{ client, options, observer, claims: this.claims },
      ...{ mustBeOurs: () => this.agreement.must(), lost },
      ...(times.append ? { timing: times.append } : {}),
    });
    this.reading = new Reading({ observer, patienceMs: times.readPatienceMs ?? READ_PATIENCE_MS });
    this.streams = new StreamReader(this.clients, options.streamPrefix, this.reading);
    this.ledger = new LedgerReader(this.clients, options.streamPrefix, this.reading);
  }

  override async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<bigint> {
    return this.appender.append(prepareAppend(stream, expected, events));
  }

  override mustTakeAppends(): Promise<void> {
    return this.agreement.must();
  }

  override readStream(stream: string, range?: StreamRange): AsyncIterable<StreamEvent> {
    return this.streams.read(stream, range);
  }

  override readAll(page: { after: Place; limit: number }): Promise<RecordedEvent[]> {
    return this.ledger.page(page);
  }

  override subscribeToAll({
    after,
    signal,
  }: {
    after: Place;
    signal: AbortSignal;
  }): AsyncGenerator<SubscriptionMessage, void> {
    const { clients, observer } = this;
    const log = this.extras.log ?? console.warn;
    const times = { ...SUBSCRIPTION_TIMES, ...this.extras.times?.subscription };
    const ending = AbortSignal.any([signal, this.closing.signal]);
    const reading = this.reading.endingWith(ending);
    return subscribe(
      { ...{ clients, reading, observer, log, times }, prefix: this.options.streamPrefix },
      { after, signal: ending },
    );
  }

  /** Asks on both connections, which are open and known to work afterwards. */
  override async status(): Promise<EngineStatus> {
    const { calls, subscriptions } = this.clients;
    try {
      await Promise.all([this.askForLife(calls), this.askForLife(subscriptions), this.askForRight()]);
      return { engine: 'eventstoredb', connected: true };
    } catch (error) {
      const connected = error instanceof AppendsClosedError;
      return { engine: 'eventstoredb', connected, problem: (error as Error).message };
    }
  }

  /** The pool stays open. Takes some seconds at most, even if the server is gone. */
  override async close(): Promise<void> {
    this.closing.abort();
    await this.appender.close();
    this.reading.close();
    await Promise.all([this.clients.close(), this.claims.close()]);
  }

  /** Whether PostgreSQL answers is for others to say: only what keeps appends out counts here. */
  private async askForRight(): Promise<void> {
    this.agreement.doubt(); // what was seen before is not asked for
    const asked = Promise.all([mustTakeAppends(this.pool, 'claim'), this.agreement.must()]);
    try {
      await within(STATUS_MS, asked, this.closing.signal);
    } catch (error) {
      if (error instanceof AppendsClosedError) throw error;
    }
  }

  private async askForLife(client: EventStoreDBClient): Promise<void> {
    await this.reading.once(async () => {
      const call = client.readAll({
        ...{ direction: BACKWARDS, fromPosition: END, maxCount: 1 },
        credentials: this.clients.credentials,
      });
      await this.reading.each(call as ReadCall<AllStreamResolvedEvent>, () => false, STATUS_MS);
    });
  }
}
