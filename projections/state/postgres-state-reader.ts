import pg, { type CustomTypesConfig } from 'pg';
import { columnTypes } from '../../src/database/column-types.js';
import type { JsonObject } from '../../src/integrity/canonical-json.js';
import { reveal } from '../../src/ledger/erasable/conceal.js';
import type { ErasableStore } from '../../src/ledger/erasable/erasable-store.js';
import { isAct } from '../../src/ledger/history.js';
import { splitStream } from '../../src/ledger/ids.js';
import type { ProjectionSizes } from '../runner/projection-sizes.js';
import { type Erasure, erasedFrom } from '../seal/erasures.js';
import { changedQuery, historyQuery, latestQuery, type Query, viewQuery } from './reader-queries.js';
import {
  type ChangedKey,
  type FacetRange,
  type HistoryEntry,
  type KeyFilter,
  type Statement,
  type StatementFilter,
  StateReader,
  type View,
} from './statement.js';
import type { StoredValue } from './stored-value.js';

/**
 * Reads the bitemporal model in PostgreSQL, and puts erasable values in clear where they are still held. Where they are
 * not, the log says when they were erased and why.
 */
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
    return this.answers(viewQuery(view, filter));
  }

  /** @throws ProjectionBehindError the read model has not come to either size within five seconds */
  override async changed(from: View, to: View, ...filters: KeyFilter[]): Promise<ChangedKey[]> {
    await this.sizes.reached('state', Math.max(from.atSize, to.atSize));
    const rows = await this.rows<SideRow>(changedQuery(from, to, filters));
    const revealed = await this.reveal(rows);
    const changed = new Map<string, ChangedKey>();
    for (const [index, row] of rows.entries()) {
      const statement = statementOf(row, revealed[index]!);
      const { stream, category, objectId, facet } = statement;
      const key = changed.get(`${stream}/${facet}`) ?? { stream, category, objectId, facet };
      changed.set(`${stream}/${facet}`, { ...key, [row.side]: statement });
    }
    return [...changed.values()];
  }

  /** @throws ProjectionBehindError the read model has not come to `atSize` within five seconds */
  override async latest(view: View, streams: readonly string[], range: FacetRange): Promise<Statement[]> {
    await this.sizes.reached('state', view.atSize);
    return this.answers(latestQuery(view, streams, range));
  }

  /** @throws ProjectionBehindError the read model has not come to `atSize` within five seconds */
  override async histories(
    streams: readonly string[],
    atSize: number,
    facets?: readonly string[],
  ): Promise<HistoryEntry[][]> {
    await this.sizes.reached('state', atSize);
    const { rows } = await this.pool.query<HistoryRow>({ ...historyQuery(streams, atSize, facets), types: viewTypes });
    const revealed = await this.reveal(rows);
    const found = new Map<string, HistoryEntry[]>(streams.map((stream) => [stream, []]));
    for (const [index, row] of rows.entries()) found.get(row.stream)!.push(historyEntryOf(row, revealed[index]!));
    return streams.map((stream) => found.get(stream)!);
  }

  private async answers(query: Query): Promise<Statement[]> {
    const rows = await this.rows<ViewRow>(query);
    const revealed = await this.reveal(rows);
    return rows.map((row, index) => statementOf(row, revealed[index]!));
  }

  private async rows<Row extends ViewRow>(query: Query): Promise<Row[]> {
    const { rows } = await this.pool.query<Row>({ ...query, types: viewTypes });
    return rows.sort(byStreamAndFacet);
  }

  /** The values of rows, in clear. Only entries that hold commitments are asked for. */
  private async reveal(rows: readonly { value: ReadValue }[]): Promise<RevealedValue[]> {
    const sealed = rows.filter(({ value }) => value.commitments > 0);
    if (sealed.length === 0) return rows.map(({ value }) => value.stored);
    const held = await this.erasable.held(sealed.map(({ value }) => value.stored.id));
    const inData = (id: string) => held.get(id)?.filter(({ pointer }) => pointer.startsWith('/data/')) ?? [];
    const lacking = sealed.flatMap(({ value: { stored, commitments } }) =>
      inData(stored.id).length < commitments ? stored.id : [],
    );
    const erased = lacking.length === 0 ? NOTHING : await erasedFrom(this.pool, lacking);
    return rows.map(({ value: { stored } }) => {
      const disclosures = inData(stored.id);
      const gone = erased.get(stored.id);
      if (disclosures.length === 0 && !gone) return stored;
      const data = reveal({ data: stored.data }, disclosures).data as JsonObject;
      return { ...stored, data, ...(gone ? { erased: gone } : {}) };
    });
  }
}

const NOTHING: ReadonlyMap<string, Erasure[]> = new Map();

interface ReadValue {
  stored: StoredValue;
  /** How many it holds. */
  commitments: number;
}

/** In clear, as far as it is held. */
interface RevealedValue extends StoredValue {
  erased?: Erasure[];
}

interface ViewRow {
  stream: string;
  facet: string;
  category: string;
  src: number;
  slot: number;
  value: ReadValue;
}

/** One side of a key that answers differently. */
interface SideRow extends ViewRow {
  side: 'before' | 'after';
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
  return { stored: JSON.parse(text), commitments: text.includes('$c"') ? text.split('"$c"').length - 1 : 0 };
}

/** Here and not in the database, which would move whole rows about to sort them. */
function byStreamAndFacet(a: ViewRow, b: ViewRow): number {
  if (a.stream !== b.stream) return a.stream < b.stream ? -1 : 1;
  return a.facet < b.facet ? -1 : 1;
}

function statementOf({ stream, facet, category, src, slot }: ViewRow, value: RevealedValue): Statement {
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

function historyEntryOf({ stream, facet, sequence, voided_by }: HistoryRow, value: RevealedValue): HistoryEntry {
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
  { type, plan, effective, source, target, data, erased }: RevealedValue,
): void {
  if (plan !== undefined) entry.plan = plan;
  if (effective !== undefined) entry.effective = effective;
  if (source !== undefined) entry.source = source;
  if (target !== undefined) entry.target = target;
  if (erased !== undefined) entry.erased = erased;
  if (!isAct(type)) return;
  const { statement = {}, ...change } = data;
  entry.data = statement as JsonObject;
  entry.change = change;
}
