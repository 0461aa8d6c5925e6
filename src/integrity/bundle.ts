/** Bytes of the length before each entry. */
const LENGTH_BYTES = 2;
const MOST_BYTES = 0xffff;

/** An entry bundle: each entry behind its length, two bytes, the higher one first. */
export function encodeBundle(entries: readonly Uint8Array[]): Uint8Array {
  const length = entries.reduce((sum, entry) => sum + LENGTH_BYTES + entry.length, 0);
  const bundle = new Uint8Array(length);
  let at = 0;
  for (const entry of entries) {
    if (entry.length > MOST_BYTES) throw new RangeError(`An entry of ${entry.length} bytes fits no bundle`);
    bundle[at] = Math.floor(entry.length / 256);
    bundle[at + 1] = entry.length % 256;
    bundle.set(entry, at + LENGTH_BYTES);
    at += LENGTH_BYTES + entry.length;
  }
  return bundle;
}

/** The entries of a bundle; `null` unless there are exactly so many and no byte is left over. */
export function decodeBundle(bytes: Uint8Array, count: number): Uint8Array[] | null {
  const entries: Uint8Array[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + LENGTH_BYTES > bytes.length) return null;
    const end = at + LENGTH_BYTES + bytes[at]! * 256 + bytes[at + 1]!;
    if (end > bytes.length) return null;
    entries.push(bytes.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return at === bytes.length ? entries : null;
}
