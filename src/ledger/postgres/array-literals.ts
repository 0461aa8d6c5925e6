import type { SealedDisclosure } from '../event.js';

/** A PostgreSQL array of what needs no quotes; the driver would look through each element for some. */
export function arrayOf(elements: readonly (number | bigint | string)[]): string {
  return `{${elements.join(',')}}`;
}

/** Pointers, keys, nonces and ciphertexts as arrays. */
export function columnsOf(disclosures: readonly SealedDisclosure[]): [string[], string, string, string] {
  return [
    disclosures.map(({ pointer }) => pointer),
    arrayOf(disclosures.map(({ subjectKeyId }) => subjectKeyId ?? 'NULL')),
    arrayOf(disclosures.map(({ nonce }) => byteaElement(nonce))),
    arrayOf(disclosures.map(({ ciphertext }) => byteaElement(ciphertext))),
  ];
}

/** `\x…`, with the backslash doubled, as an array wants it. */
function byteaElement(bytes: Buffer): string {
  return `"\\\\x${bytes.toString('hex')}"`;
}
