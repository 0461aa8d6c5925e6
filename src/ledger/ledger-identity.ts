import type { LedgerIdentity } from './catalogue/catalogue.js';
import { EventStore, START } from './event-store.js';
import { splitStream } from './ids.js';

/** Reads from the ledger's first entry what it fixed for ever: id, origin and time zone. */
export class LedgerIdentityReader {
  private known: LedgerIdentity | undefined;

  constructor(private readonly store: EventStore) {}

  /** `undefined` while the ledger has not been opened. */
  async current(): Promise<LedgerIdentity | undefined> {
    if (this.known) return this.known;
    const [first] = await this.store.readAll({ after: START, limit: 1 });
    if (!first) return undefined;
    if (first.type !== 'LedgerOpened') throw new Error(`The first entry must be LedgerOpened, but it is ${first.type}`);
    this.known = {
      id: splitStream(first.stream).id,
      origin: String(first.data.origin),
      timeZone: String(first.data.timeZone),
    };
    return this.known;
  }
}
