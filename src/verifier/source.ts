/** Where a log is read from: a folder, an address, or files in memory, all laid out as the log is served. */
export interface Source {
  /**
   * The bytes at a path such as `tile/0/000.p/17`; `null` where there is nothing.
   *
   * @throws SourceError it cannot be told whether something is there
   */
  read(path: string): Promise<Uint8Array | null>;
}

/** Something cannot be read, for a reason that says nothing about the log. */
export class SourceError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SourceError';
  }
}

/** The longest thing that a log has: a bundle of 256 of the longest entries, each behind its length. */
export const MOST_BYTES = 256 * (2 + 65_535);
