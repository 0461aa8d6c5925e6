import type { CopyLimits } from '../../ledger/copy-target.js';
import type { RecordedEvent } from '../../ledger/event.js';

/**
 * Gathers events, in their order, into batches as large as the limits let them be. Behind the same place the same events
 * make the same batches, wherever the pages end: a copy that was killed repeats its last addition just as it was.
 */
export async function* inBatches(
  pages: AsyncIterable<readonly RecordedEvent[]>,
  limits: CopyLimits,
): AsyncGenerator<RecordedEvent[], void> {
  let batch: RecordedEvent[] = [];
  let bytes = 0;
  for await (const page of pages) {
    for (const event of page) {
      const own = jsonBytes(event);
      const isFull = batch.length >= limits.events || bytes + own > limits.bytes;
      const isApart = limits.oneStream && batch[0]?.stream !== event.stream;
      if (batch.length > 0 && (isFull || isApart)) {
        yield batch;
        batch = [];
        bytes = 0;
      }
      batch.push(event);
      bytes += own;
    }
  }
  if (batch.length > 0) yield batch;
}

function jsonBytes({ data, metadata }: RecordedEvent): number {
  return Buffer.byteLength(JSON.stringify(data)) + Buffer.byteLength(JSON.stringify(metadata));
}
