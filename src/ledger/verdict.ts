import { EventIdReusedError, type ExpectedRevision, WrongExpectedRevisionError } from './event-store.js';
import type { PreparedAppend } from './prepared-append.js';

/** What became of one append: its stream's last revision, or why it was refused. */
export type AppendResult = { revision: bigint } | { error: unknown };

/** Where an event stands that is in the ledger. */
export interface Standing {
  stream: string;
  revision: bigint;
}

/** The tail of a stream that does not exist. */
export const NO_STREAM = -1n;

/** As far as any engine counts. */
export const MAX_REVISION = 2n ** 63n - 1n;

/**
 * Why an append is not to be written, or `undefined` when it is.
 *
 * @param tail the stream's last revision, or {@link NO_STREAM}
 * @param known where those of its events stand whose ids are in the ledger, by id
 */
export function refusal(
  { stream, expected, events }: PreparedAppend,
  tail: bigint,
  known: ReadonlyMap<string, Standing>,
): AppendResult | undefined {
  const ids = events.map(({ id }) => id);
  const taken = ids.filter((id) => known.has(id));
  if (taken.length > 0) {
    const first = known.get(ids[0] as string)?.revision;
    const same = ids.every((id, i) => {
      const standing = known.get(id);
      return first !== undefined && standing?.stream === stream && standing.revision === first + BigInt(i);
    });
    if (!same || first === undefined) return { error: new EventIdReusedError(stream, taken) };
    return { revision: first + BigInt(ids.length - 1) };
  }
  const { lowest, highest } = acceptedTails(expected);
  if (tail >= lowest && tail <= highest) return undefined;
  return { error: new WrongExpectedRevisionError(stream, expected, tail === NO_STREAM ? null : tail) };
}

/** The tails between which a stream is as expected. */
export function acceptedTails(expected: ExpectedRevision): { lowest: bigint; highest: bigint } {
  switch (expected) {
    case 'any':
      return { lowest: NO_STREAM, highest: MAX_REVISION };
    case 'no-stream':
      return { lowest: NO_STREAM, highest: NO_STREAM };
    case 'stream-exists':
      return { lowest: 0n, highest: MAX_REVISION };
    default: {
      // Beyond the engines' integers there is no revision, nor at the largest of them.
      const revision = expected > MAX_REVISION ? MAX_REVISION : expected;
      return { lowest: revision, highest: revision };
    }
  }
}
