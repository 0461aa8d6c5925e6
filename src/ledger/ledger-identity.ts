import type pg from 'pg';
import type { LedgerIdentity } from './catalogue/catalogue.js';
import type { StreamEvent } from './event.js';
import { EventStore, START } from './event-store.js';
import { splitStream } from './ids.js';

type First = Pick<StreamEvent, 'type' | 'stream' | 'data'>;

/** Reads from the ledger's first entry what it fixed for ever: id, origin and time zone. */
export class LedgerIdentityReader {
  private known: LedgerIdentity | undefined;

  /** @param pool of a database that has the log, so that a ledger can be read while its engine is away */
  constructor(
    private readonly store: EventStore,
    private readonly pool?: Pick<pg.Pool, 'query'>,
  ) {}

  /** `undefined` while the ledger has not been opened. */
  async current(): Promise<LedgerIdentity | undefined> {
    if (this.known) return this.known;
    const first = (await this.firstSealed()) ?? (await this.store.readAll({ after: START, limit: 1 }))[0];
    if (!first) return undefined;
    if (first.type !== 'LedgerOpened') throw new Error(`The first entry must be LedgerOpened, but it is ${first.type}`);
    this.known = {
      id: splitStream(first.stream).id,
      origin: String(first.data.origin),
      timeZone: String(first.data.timeZone),
    };
    return this.known;
  }

  private async firstSealed(): Promise<First | undefined> {
    const found = await this.pool?.query<{ entry: Buffer }>('SELECT entry FROM log.log_entry WHERE idx = 0');
    const entry = found?.rows[0]?.entry;
    return entry && (JSON.parse(entry.toString('utf8')) as First);
  }
}
