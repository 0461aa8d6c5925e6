import { concatBytes } from '../integrity/bytes.js';
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
      return await bodyOf(response, address);
    } catch (error) {
      if (error instanceof SourceError) throw error;
      throw new SourceError(`${address} cannot be read: ${reasonOf(error)}`, { cause: error });
    }
  }
}

async function bodyOf({ body }: Response, address: string): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const reader = body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > MOST_BYTES) {
      await reader.cancel();
      throw new SourceError(`${address} sends more than anything in a log has`);
    }
    parts.push(value);
  }
  return concatBytes(parts);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error ? cause.message : String(cause);
}
