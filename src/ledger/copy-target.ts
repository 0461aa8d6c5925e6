import type { RecordedEvent } from './event.js';

/** What one addition to a {@link CopyTarget} may hold. */
export interface CopyLimits {
  events: number;
  /** Of data and metadata as JSON, unless a single event is larger. */
  bytes: number;
  /** Events of one stream alone. */
  oneStream: boolean;
}

/**
 * An engine's way in for a ledger that is copied from another engine: events keep their place, revision, id and recorded
 * time. No part of the service, whose appends can set none of these.
 */
export interface CopyTarget {
  readonly limits: CopyLimits;

  /** Whether events may be added behind this one, the last that is there. */
  goesOnBehind(last: RecordedEvent): boolean;

  /**
   * Adds the ledger's next events, all or none, behind those that are there.
   *
   * @throws CopyRefusedError what is there does not end where these events begin
   * @throws StoreUnavailableError the outcome may be unknown: look what is there before going on
   */
  add(events: readonly RecordedEvent[]): Promise<void>;
}

/** A store does not hold what it would have to hold before what is to be added. */
export class CopyRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'CopyRefusedError';
  }
}
