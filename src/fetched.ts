import { concatBytes } from './integrity/bytes.js';

/** The bytes of an answer; `null` where it has more than `most`, which are not read any further. */
export async function bodyOf({ body }: Response, most: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for (const reader = body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) {
      await reader.cancel();
      return null;
    }
    parts.push(value);
  }
  return concatBytes(parts);
}

/** Why `fetch` got no answer, in the words of what failed below it; where several addresses failed, there is only a code. */
export function reasonOf(error: unknown): string {
  const { cause, message } = error as { message?: string; cause?: { message?: string; code?: string } };
  return cause?.message || cause?.code || message || String(error);
}
