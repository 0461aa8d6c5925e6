import type pg from 'pg';
import { EventIdReusedError, WrongExpectedRevisionError } from '../event-store.js';
import type { PreparedAppend } from '../prepared-append.js';
import type { AppendResult } from './append-queue.js';
import { explain } from './connection-loss.js';

/** An element of the answer of `ledger.append()`. */
type Answer =
  | { outcome: 'appended' | 'known'; revision: number }
  | { outcome: 'conflict'; revision: number | null }
  | { outcome: 'reused'; ids: string[] };

/**
 * Writes appends by one call of `ledger.append()`.
 *
 * @throws StoreUnavailableError nothing is known of any of them
 */
export async function callAppend(pool: pg.Pool, appends: readonly PreparedAppend[]): Promise<AppendResult[]> {
  try {
    const { rows } = await pool.query<[Answer[]]>({
      name: 'ledger.append',
      text: 'SELECT ledger.append($1, $2, $3)',
      values: [appendsJson(appends), eventsJson(appends), disclosuresJson(appends)],
      rowMode: 'array',
    });
    return (rows[0]?.[0] ?? []).map((answer, i) => result(answer, appends[i] as PreparedAppend));
  } catch (error) {
    throw explain(error);
  }
}

function result(answer: Answer, { stream, expected }: PreparedAppend): AppendResult {
  switch (answer.outcome) {
    case 'appended':
    case 'known':
      return { revision: BigInt(answer.revision) };
    case 'conflict': {
      const actual = answer.revision === null ? null : BigInt(answer.revision);
      return { error: new WrongExpectedRevisionError(stream, expected, actual) };
    }
    case 'reused':
      return { error: new EventIdReusedError(stream, answer.ids) };
  }
}

function appendsJson(appends: readonly PreparedAppend[]): string {
  return JSON.stringify(
    appends.map(({ stream, expected, events }) => ({
      stream,
      expected: String(expected),
      ids: events.map(({ id }) => id),
    })),
  );
}

/** Joined by hand, because data and metadata are JSON text already. */
function eventsJson(appends: readonly PreparedAppend[]): string {
  const rows = appends.flatMap(({ events }, a) =>
    events.map(
      ({ id, type, data, metadata }, i) =>
        `{"append":${a + 1},"place":${i + 1},"id":"${id}","type":${JSON.stringify(type)},` +
        `"data":${data},"metadata":${metadata}}`,
    ),
  );
  return `[${rows.join(',')}]`;
}

function disclosuresJson(appends: readonly PreparedAppend[]): string {
  const rows = appends.flatMap(({ events }, a) =>
    events.flatMap(({ id, disclosures }) =>
      disclosures.map(({ pointer, subjectKeyId, nonce, ciphertext }) => ({
        append: a + 1,
        event_id: id,
        pointer,
        subject_key_id: subjectKeyId,
        nonce: nonce.toString('base64'),
        ciphertext: ciphertext.toString('base64'),
      })),
    ),
  );
  return JSON.stringify(rows);
}
