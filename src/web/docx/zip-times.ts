const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_LENGTH = 22;
/** 1 January 1980, midnight: the first moment that a zip archive knows. */
const FIRST = 0x0021_0000;

/**
 * The same archive with one fixed time for all its files, in place of the time at which it was packed.
 *
 * @param zip without a comment at its end, as the libraries here write it
 * @throws RangeError it is no such archive
 */
export function withoutTimes(zip: Uint8Array): Uint8Array {
  const bytes = zip.slice();
  const view = new DataView(bytes.buffer);
  const end = bytes.length - END_LENGTH;
  if (end < 0 || view.getUint32(end, true) !== END)
    throw new RangeError('The end of the archive is not where it should be');
  const count = view.getUint16(end + 10, true);
  let at = view.getUint32(end + 16, true);
  for (let entry = 0; entry < count; entry++) {
    const local = view.getUint32(at + 42, true);
    if (view.getUint32(at, true) !== ENTRY || view.getUint32(local, true) !== LOCAL)
      throw new RangeError('An entry of the archive is not where it should be');
    view.setUint32(at + 12, FIRST, true);
    view.setUint32(local + 10, FIRST, true);
    at += 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return bytes;
}
