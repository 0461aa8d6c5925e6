import { bodyOf, reasonOf } from '../fetched.js';
import { MOST_BYTES, type Source, SourceError } from './source.js';

/** How long one answer may take, in milliseconds. */
const PATIENCE = 30_000;

/** A log at an address, as `https://ledger.example/log/`. */
export class WebSource implements Source {
  private readonly prefix: string;

  /** @param address with or without its last slash */
  constructor(address: string) {
    this.prefix = address.endsWith('/') ? address : `${address}/`;
  }

  async read(path: string): Promise<Uint8Array | null> {
    const address = `${this.prefix}${path}`;
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE), credentials: 'omit' });
      if (response.status === 404) return null;
      if (!response.ok) throw new SourceError(`${address} answered ${response.status}`);
      const bytes = await bodyOf(response, MOST_BYTES);
      if (!bytes) throw new SourceError(`${address} sends more than anything in a log has`);
      return bytes;
    } catch (error) {
      if (error instanceof SourceError) throw error;
      throw new SourceError(`${address} cannot be read: ${reasonOf(error)}`, { cause: error });
    }
  }
}
