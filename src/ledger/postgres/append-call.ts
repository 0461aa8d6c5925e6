import type pg from 'pg';
import type { PreparedAppend } from '../prepared-append.js';
import { type AppendResult, acceptedTails, refusal } from '../verdict.js';
import { explain } from './connection-loss.js';

/** The answer of `ledger.append()`. */
interface Answer {
  written: boolean;
  tails: number[];
  known?: { id: string; stream: string; revision: number }[] | null;
}

/**
 * Writes appends by one call of `ledger.append()`. When some cannot go through, they get their answer and the others a
 * further call.
 *
 * @throws StoreUnavailableError the outcome of some is unknown
 */
export async function callAppend(pool: pg.Pool, appends: readonly PreparedAppend[]): Promise<AppendResult[]> {
  const results = new Map<PreparedAppend, AppendResult>();
  let pending = appends;
  while (pending.length > 0) {
    const { written, tails, known } = await send(pool, pending);
    const standings = new Map(known?.map(({ id, stream, revision }) => [id, { stream, revision: BigInt(revision) }]));
    pending.forEach((append, i) => {
      const tail = BigInt(tails[i] as number);
      const result = written ? { revision: tail + BigInt(append.events.length) } : refusal(append, tail, standings);
      if (result) results.set(append, result);
    });
    const left = pending.filter((append) => !results.has(append));
    if (left.length === pending.length) throw new Error('ledger.append() refused appends without a reason');
    pending = left;
  }
  return appends.map((append) => results.get(append) as AppendResult);
}

async function send(pool: pg.Pool, appends: readonly PreparedAppend[]): Promise<Answer> {
  const accepted = appends.map(({ expected }) => acceptedTails(expected));
  const offsets: number[] = [];
  const ids: string[] = [];
  for (const { events } of appends) {
    offsets.push(ids.length);
    ids.push(...events.map(({ id }) => id));
  }
  try {
    const { rows } = await pool.query<[Answer]>({
      name: 'ledger.append',
      text: 'SELECT ledger.append($1, $2, $3, $4, $5, $6, $7)',
      values: [
        appends.map(({ stream }) => stream),
        arrayOf(accepted.map(({ lowest }) => lowest)),
        arrayOf(accepted.map(({ highest }) => highest)),
        arrayOf(offsets),
        arrayOf(ids),
        eventsJson(appends),
        disclosuresJson(appends),
      ],
      rowMode: 'array',
    });
    return (rows as [[Answer]])[0][0];
  } catch (error) {
    throw explain(error);
  }
}

/** A PostgreSQL array of what needs no quotes; the driver would look through each element for some. */
function arrayOf(elements: readonly (number | bigint | string)[]): string {
  return `{${elements.join(',')}}`;
}

/** Joined by hand, because the events are JSON text already. */
function eventsJson(appends: readonly PreparedAppend[]): string {
  const rows = appends.flatMap(({ events }, a) =>
    events.map(({ json }, i) => `{"append":${a + 1},"place":${i + 1},${json.slice(1)}`),
  );
  return `[${rows.join(',')}]`;
}

function disclosuresJson(appends: readonly PreparedAppend[]): string {
  const rows = appends.flatMap(({ events }) =>
    events.flatMap(({ id, disclosures }) =>
      disclosures.map(({ pointer, subjectKeyId, nonce, ciphertext }) => ({
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
