import type { RecordedEvent } from '../event.js';
import type { Place } from '../event-store.js';
import { isBehind, isOfAnEvent, type Position, readPosition, type StoredPosition, writePosition } from './positions.js';
import { ForeignEventError, readEvent, type ServerEvent } from './recorded-event.js';

/** An event as it comes in the order of the server's whole log. */
export type PlacedEvent = ServerEvent & { position?: Position };

/**
 * Gives the ledger's events their sequence by counting them as they come by. The server's own positions are sparse; they
 * tell what has been counted before, nothing else.
 */
export class LedgerCount {
  private sequence = -1;
  private last: StoredPosition | undefined;

  /**
   * @param prefix of the ledger's streams
   * @param after the last event that is known, whole as it came; without its position, counting begins at the beginning
   * @throws RangeError its position is none of this engine
   */
  constructor(
    private readonly prefix: string,
    private readonly after: Place,
  ) {
    if (after.sequence < 0 || after.position === undefined) return;
    this.last = readPosition(after.position);
    this.sequence = after.sequence;
  }

  /** Behind which to read on; `undefined` at the beginning. */
  get position(): Position | undefined {
    return this.last;
  }

  /** The last event that was counted, or is known to have been; `undefined` at the beginning. */
  get place(): Place | undefined {
    return this.last && { sequence: this.sequence, position: writePosition(this.last) };
  }

  /**
   * Counts an event.
   *
   * @returns the event at its place, or `undefined` if it is not the ledger's, was counted before, or is not wanted
   * @throws ForeignEventError it stands in one of the ledger's streams, but is none that the ledger has written
   */
  take(server: PlacedEvent): RecordedEvent | undefined {
    if (!server.streamId.startsWith(this.prefix)) return undefined;
    const { position } = server;
    if (!position || !isOfAnEvent(position))
      throw new ForeignEventError(server, this.prefix, 'the server does not say where it stands');
    if (this.last && !isBehind(position, this.last)) return undefined;
    const { event, migration } = readEvent(server, this.prefix);
    const sequence = this.sequence + 1;
    // A migration fills an empty store, so what it has written stands at the beginning and nowhere else.
    const follows = this.last ? this.last.migrated : true;
    if (migration && !(follows && migration.sequence === sequence))
      throw new ForeignEventError(
        server,
        this.prefix,
        `it says that it was migrated as event ${migration.sequence}, but stands at ${sequence}` +
          (follows ? '' : ', behind events that were not migrated'),
      );
    this.sequence = sequence;
    this.last = { ...position, migrated: migration !== undefined };
    return sequence > this.after.sequence ? { ...event, sequence, position: writePosition(this.last) } : undefined;
  }
}
