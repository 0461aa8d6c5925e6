import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';

/** A file under /assets. Its name holds the hash of its bytes, so that it can be kept for ever. */
export interface Asset {
  /** From `/` on. */
  address: string;
  type: string;
  bytes: Buffer;
  /** The same, gzipped; absent where that saves nothing. */
  gzipped?: Buffer;
}

const TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

export function assetOf(name: string, bytes: Buffer): Asset {
  const extension = extname(name);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12);
  const type = TYPES[extension];
  if (!type) throw new Error(`${name} is of no kind that pages use`);
  const gzipped = gzipSync(bytes, { level: 9 });
  return {
    ...{ address: `/assets/${name.slice(0, -extension.length)}-${hash}${extension}`, type, bytes },
    ...(gzipped.length < bytes.length ? { gzipped } : {}),
  };
}

/** Where `build/assets.js` puts what it makes: beside the built code, also when the sources are run. */
const BUILT = ['../public/', '../../../dist/src/web/public/'].map((folder) => new URL(folder, import.meta.url));

/**
 * A style sheet or script that was built.
 *
 * @throws Error it was not built yet
 */
export function builtAsset(name: string): Asset {
  const file = BUILT.map((folder) => new URL(name, folder)).find((url) => existsSync(url));
  if (!file) throw new Error(`${name} is not there: run npm run build`);
  return assetOf(name, readFileSync(file));
}
