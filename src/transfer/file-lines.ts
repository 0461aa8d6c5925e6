import { createReadStream } from 'node:fs';

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A line of a file without its end. */
export interface FileLine {
  bytes: Buffer;
  /** Bytes of the file up to the end of this line, its line feed included. */
  end: number;
}

/**
 * The lines of a file; of one with more than `most` bytes, enough to see that it is too long. Not by `node:readline`: it
 * keeps a line of any length, ends one at a carriage return by itself, and has no say in broken bytes.
 *
 * @param from bytes of the file that are passed over
 */
export async function* fileLines(path: string, most: number, from = 0): AsyncGenerator<FileLine, void> {
  let kept: Buffer[] = [];
  let size = 0;
  let end = from;
  const keep = (part: Buffer) => {
    if (size <= most) kept.push(part);
    size += part.length;
    end += part.length;
  };
  const take = (): FileLine => {
    const line = Buffer.concat(kept);
    kept = [];
    size = 0;
    return { bytes: line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line, end };
  };
  for await (const chunk of createReadStream(path, { start: from }) as AsyncIterable<Buffer>) {
    let at = 0;
    for (let feed = chunk.indexOf(LINE_FEED); feed >= 0; feed = chunk.indexOf(LINE_FEED, at)) {
      keep(chunk.subarray(at, feed));
      end++;
      yield take();
      at = feed + 1;
    }
    keep(chunk.subarray(at));
  }
  if (size > 0) yield take();
}
