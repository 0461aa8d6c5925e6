import type pg from 'pg';
import type { PreparedAppend, PreparedEvent } from '../prepared-append.js';
import { type AppendResult, acceptedTails, refusal } from '../verdict.js';
import { arrayOf, columnsOf } from './array-literals.js';
import { explainAppend } from './moved-away.js';

/** The answer of `ledger.append()`. */
interface Answer {
  written: boolean;
  tails: number[];
  known?: { id: string; stream: string; revision: number }[] | null;
}

/**
 * Writes appends by one call of `ledger.append()`, or `ledger.append_one()` where it will do. When some cannot go
 * through, they get their answer and the others a further call.
 *
 * @throws StoreUnavailableError the outcome of some is unknown
 */
export async function callAppend(pool: pg.Pool, appends: readonly PreparedAppend[]): Promise<AppendResult[]> {
  if (appends.length === 1 && appends[0]?.events.length === 1) {
    const revision = await sendOne(pool, appends[0], appends[0].events[0] as PreparedEvent);
    if (revision !== null) return [{ revision: BigInt(revision) }];
  }
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

/** @returns the event's revision, or `null` when nothing was written and `ledger.append()` will say why */
async function sendOne(pool: pg.Pool, append: PreparedAppend, event: PreparedEvent): Promise<string | null> {
  const { lowest, highest } = acceptedTails(append.expected);
  return query<string | null>(pool, {
    name: 'ledger.append-one',
    text: 'SELECT ledger.append_one($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    values: [
      append.stream,
      String(lowest),
      String(highest),
      event.id,
      event.type,
      event.data,
      event.metadata,
      ...columnsOf(event.disclosures),
    ],
  });
}

async function send(pool: pg.Pool, appends: readonly PreparedAppend[]): Promise<Answer> {
  const accepted = appends.map(({ expected }) => acceptedTails(expected));
  const events = appends.flatMap((append) => append.events);
  const offsets: number[] = [];
  let offset = 0;
  for (const append of appends) {
    offsets.push(offset);
    offset += append.events.length;
  }
  return query<Answer>(pool, {
    name: 'ledger.append',
    text: 'SELECT ledger.append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)',
    values: [
      appends.map(({ stream }) => stream),
      arrayOf(accepted.map(({ lowest }) => lowest)),
      arrayOf(accepted.map(({ highest }) => highest)),
      arrayOf(offsets),
      arrayOf(events.map(({ id }) => id)),
      eventsJson(appends),
      arrayOf(events.flatMap(({ id, disclosures }) => disclosures.map(() => id))),
      ...columnsOf(events.flatMap(({ disclosures }) => disclosures)),
    ],
  });
}

/** The one value that a statement answers. */
async function query<T>(pool: pg.Pool, statement: pg.QueryConfig): Promise<T> {
  try {
    const { rows } = await pool.query<[T]>({ ...statement, rowMode: 'array' });
    return (rows as [[T]])[0][0];
  } catch (error) {
    throw explainAppend(error);
  }
}

/** Joined by hand, because data and metadata are JSON text already. */
function eventsJson(appends: readonly PreparedAppend[]): string {
  const rows = appends.flatMap(({ events }, a) =>
    events.map(
      ({ id, type, data, metadata }, i) =>
        `{"append":${a + 1},"place":${i + 1},"id":"${id}","type":${JSON.stringify(type)},"data":${data},"metadata":${metadata}}`,
    ),
  );
  return `[${rows.join(',')}]`;
}
