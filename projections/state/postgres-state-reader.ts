import pg, { type CustomTypesConfig } from 'pg';
import { columnTypes } from '../../src/database/column-types.js';
import type { JsonObject } from '../../src/integrity/canonical-json.js';
import { reveal } from '../../src/ledger/erasable/conceal.js';
import type { ErasableStore } from '../../src/ledger/erasable/erasable-store.js';
import { isAct } from '../../src/ledger/history.js';
import { splitStream } from '../../src/ledger/ids.js';
import type { ProjectionSizes } from '../runner/projection-sizes.js';
import { facetConditions } from './facet-pattern.js';
import { type HistoryEntry, type Statement, type StatementFilter, StateReader, type View } from './statement.js';
import type { StoredValue } from './stored-value.js';

/**
 * The answers of a view. What is open may have become the answer after the size asked for; what is closed answers up to
 * the size at which it was closed. So one statement is right whatever the projection takes in meanwhile.
 */
const VIEW = `
  SELECT k.stream, k.facet, k.category, r.src, r.slot, r.value
    FROM (SELECT key_id, src, slot, value FROM read.state_rect
           WHERE reported @> $1::date AND upper_inf(recorded) AND lower(recorded) < $2::bigint
           UNION ALL
          SELECT key_id, src, slot, value FROM read.state_rect
           WHERE reported @> $1::date AND NOT upper_inf(recorded) AND recorded @> ($2::bigint - 1)) AS r
    JOIN read.state_key k USING (key_id)`;

/** Everything said about objects. A correction is voided by its own void or by that of its original. */
const HISTORY = `
  SELECT k.stream, k.facet, h.sequence, h.voided_by, h.value
    FROM read.state_key k
    JOIN LATERAL (
      SELECT s.sequence, s.value,
             CASE WHEN s.voided_at < $2 THEN s.voided_at WHEN o.voided_at < $2 THEN o.voided_at END AS voided_by
        FROM read.statement s JOIN read.statement o ON o.sequence = s.slot
       WHERE s.key_id = k.key_id AND s.sequence < $2
       UNION ALL
      SELECT v.sequence, v.value, NULL FROM read.statement_void v WHERE v.key_id = k.key_id AND v.sequence < $2) AS h
      ON true
   WHERE k.stream = ANY ($1::text[])
   ORDER BY h.sequence`;

/** Reads the bitemporal model in PostgreSQL, and puts erasable values in clear where they are still held. */
export class PostgresStateReader extends StateReader {
  constructor(
    private readonly pool: pg.Pool,
    private readonly erasable: Pick<ErasableStore, 'held'>,
    private readonly sizes: ProjectionSizes,
  ) {
    super();
  }

  /** @throws ProjectionBehindError the read model has not come to `atSize` within five seconds */
  override async statements(view: View, filter: StatementFilter = {}): Promise<Statement[]> {
    await this.sizes.reached('state', view.atSize);
    const values: unknown[] = [view.asReportedOn, view.atSize];
    const conditions = conditionsOf(filter, values);
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
    const { rows } = await this.pool.query<ViewRow>({ text: `${VIEW} ${where}`, values, types: viewTypes });
    rows.sort(byStreamAndFacet);
    const revealed = await this.reveal(rows);
    return rows.map((row, index) => statementOf(row, revealed[index]!));
  }

  /** @throws ProjectionBehindError the read model has not come to `atSize` within five seconds */
  override async histories(streams: readonly string[], atSize: number): Promise<HistoryEntry[][]> {
    await this.sizes.reached('state', atSize);
    const { rows } = await this.pool.query<HistoryRow>({ text: HISTORY, values: [streams, atSize], types: viewTypes });
    const revealed = await this.reveal(rows);
    const found = new Map<string, HistoryEntry[]>(streams.map((stream) => [stream, []]));
    for (const [index, row] of rows.entries()) found.get(row.stream)!.push(historyEntryOf(row, revealed[index]!));
    return streams.map((stream) => found.get(stream)!);
  }

  /** The values of rows, in clear. Only entries that hold commitments are asked for. */
  private async reveal(rows: readonly { value: ReadValue }[]): Promise<StoredValue[]> {
    const sealed = rows.filter(({ value }) => value.sealed);
    if (sealed.length === 0) return rows.map(({ value }) => value.stored);
    const held = await this.erasable.held(sealed.map(({ value }) => value.stored.id));
    return rows.map(({ value: { stored } }) => {
      const disclosures = held.get(stored.id)?.filter(({ pointer }) => pointer.startsWith('/data/'));
      if (!disclosures || disclosures.length === 0) return stored;
      return { ...stored, data: reveal({ data: stored.data }, disclosures).data as JsonObject };
    });
  }
}

interface ReadValue {
  stored: StoredValue;
  /** Holds commitments. */
  sealed: boolean;
}

interface ViewRow {
  stream: string;
  facet: string;
  category: string;
  src: number;
  slot: number;
  value: ReadValue;
}

interface HistoryRow {
  stream: string;
  facet: string;
  sequence: number;
  voided_by: number | null;
  value: ReadValue;
}

const INT8 = 20;
const JSONB = 3802;

/** Values are parsed as they arrive, while the server prepares the next ones. Sequences are far below 2^53. */
const viewTypes: CustomTypesConfig = {
  getTypeParser: (oid: number, format) => {
    if (oid === INT8) return Number;
    if (oid === JSONB) return readValue;
    return columnTypes.getTypeParser(oid, format);
  },
};

function readValue(text: string): ReadValue {
  return { stored: JSON.parse(text), sealed: text.includes('$c"') };
}

function conditionsOf(filter: StatementFilter, values: unknown[]): string[] {
  const conditions: string[] = [];
  const given = (value: unknown) => `$${values.push(value)}`;
  if (filter.plan !== undefined) conditions.push(`k.plan = ${given(filter.plan)}`);
  if (filter.streams) conditions.push(`k.stream = ANY (${given(filter.streams)}::text[])`);
  if (filter.categories) conditions.push(`k.category = ANY (${given(filter.categories)}::text[])`);
  if (filter.facets) {
    const { exact, expressions } = facetConditions(filter.facets);
    conditions.push(`(k.facet = ANY (${given(exact)}::text[]) OR k.facet ~ ANY (${given(expressions)}::text[]))`);
  }
  return conditions;
}

/** Here and not in the database, which would move whole rows about to sort them. */
function byStreamAndFacet(a: ViewRow, b: ViewRow): number {
  if (a.stream !== b.stream) return a.stream < b.stream ? -1 : 1;
  return a.facet < b.facet ? -1 : 1;
}

function statementOf({ stream, facet, category, src, slot }: ViewRow, value: StoredValue): Statement {
  const statement: Statement = {
    stream,
    category,
    objectId: splitStream(stream).id,
    facet,
    src,
    slot,
    withdrawn: (value.originalType ?? value.type) === 'Withdrawn',
    id: value.id,
    type: value.type,
    originalType: value.originalType ?? value.type,
    kind: value.kind ?? value.type,
    reportedOn: value.reportedOn!,
    edition: value.edition ?? 1,
    entry: value.entry ?? 'live',
    recordedAt: value.recordedAt,
    data: value.data,
  };
  addOptional(statement, value);
  return statement;
}

function historyEntryOf({ stream, facet, sequence, voided_by }: HistoryRow, value: StoredValue): HistoryEntry {
  const { category, id } = splitStream(stream);
  const entry: HistoryEntry = {
    stream,
    category,
    objectId: id,
    facet,
    sequence,
    withdrawn: (value.originalType ?? value.type) === 'Withdrawn',
    id: value.id,
    type: value.type,
    kind: value.kind ?? value.type,
    edition: value.edition ?? 1,
    entry: value.entry ?? 'live',
    recordedAt: value.recordedAt,
    data: value.data,
  };
  if (value.reportedOn !== undefined) entry.reportedOn = value.reportedOn;
  if (voided_by !== null) entry.voidedBy = voided_by;
  addOptional(entry, value);
  return entry;
}

/**
 * What not every entry has. An act's data is the statement that it carries, if any, and beside it what is said about the
 * act itself. Assignments, because a view has thousands of rows and copying objects would take longer than the query.
 */
function addOptional(
  entry: Statement | HistoryEntry,
  { type, plan, effective, source, target, data }: StoredValue,
): void {
  if (plan !== undefined) entry.plan = plan;
  if (effective !== undefined) entry.effective = effective;
  if (source !== undefined) entry.source = source;
  if (target !== undefined) entry.target = target;
  if (!isAct(type)) return;
  const { statement = {}, ...change } = data;
  entry.data = statement as JsonObject;
  entry.change = change;
}
