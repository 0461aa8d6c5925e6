import { hash } from 'node:crypto';

/** Merkle trees by plain recursion, as RFC 6962 section 2.1 words them, on Node's hashes alone. */
export class PlainTree {
  private readonly known = new Map<string, Buffer>();

  constructor(readonly leafHashes: readonly Uint8Array[]) {}

  /** MTH(D[lo:hi]) */
  range(lo: number, hi: number): Buffer {
    if (hi === lo) return sha256();
    if (hi - lo === 1) return Buffer.from(this.leafHashes[lo]!);
    const key = `${lo}-${hi}`;
    const found = this.known.get(key);
    if (found) return found;
    const middle = lo + split(hi - lo);
    const made = sha256(Buffer.of(1), this.range(lo, middle), this.range(middle, hi));
    this.known.set(key, made);
    return made;
  }

  root(size: number): Buffer {
    return this.range(0, size);
  }

  inclusion(m: number, n: number, lo = 0): Buffer[] {
    if (n === 1) return [];
    const k = split(n);
    if (m < k) return [...this.inclusion(m, k, lo), this.range(lo + k, lo + n)];
    return [...this.inclusion(m - k, n - k, lo + k), this.range(lo, lo + k)];
  }

  consistency(m: number, n: number): Buffer[] {
    if (m === 0 || m === n) return [];
    return this.sub(m, 0, n, true);
  }

  private sub(m: number, lo: number, n: number, whole: boolean): Buffer[] {
    if (m === n) return whole ? [] : [this.range(lo, lo + n)];
    const k = split(n);
    if (m <= k) return [...this.sub(m, lo, k, whole), this.range(lo + k, lo + n)];
    return [...this.sub(m - k, lo + k, n - k, false), this.range(lo, lo + k)];
  }
}

/** SHA-256 of 0x00 and the entry. */
export function plainLeafHash(entry: string | Uint8Array): Buffer {
  return sha256(Buffer.of(0), Buffer.from(entry));
}

function sha256(...parts: Uint8Array[]): Buffer {
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

/** Largest power of two strictly smaller than n. */
function split(n: number): number {
  let k = 1;
  while (2 * k < n) k *= 2;
  return k;
}
