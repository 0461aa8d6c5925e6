/** Characters that `String.fromCharCode` takes at once without running out of stack. */
const CHUNK = 8_192;

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  let characters = '';
  for (let at = 0; at < bytes.length; at += CHUNK) characters += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(characters);
}

/**
 * Reads standard base64 strictly; `null` for everything that an encoder would not have written: another alphabet, missing
 * padding, white space, stray bits.
 */
export function fromBase64(text: string): Uint8Array | null {
  let characters: string;
  try {
    characters = atob(text);
  } catch {
    return null;
  }
  if (btoa(characters) !== text) return null;
  const bytes = new Uint8Array(characters.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = characters.charCodeAt(at);
  return bytes;
}
