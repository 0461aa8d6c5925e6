import type { HistoryEntry, Statement } from '../../projections/state/statement.js';
import type { JsonObject } from '../../src/integrity/canonical-json.js';

/** A UUID for a number, so that tests can be read. */
export function uuid(n: number): string {
  return `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;
}

let sequence = 0;

/** A statement as a reader gives it; each comes after those made before it. */
export function said(stream: string, facet: string, data: JsonObject, more: Partial<Statement> = {}): Statement {
  const [category = ''] = stream.split('-');
  const src = sequence++;
  const type = more.type ?? 'Said';
  return {
    ...{ stream, category, objectId: stream.slice(category.length + 1), facet, src, slot: src, withdrawn: false },
    ...{ id: uuid(1_000_000 + src), type, originalType: type, kind: type, reportedOn: '2022-06-07', edition: 1 },
    ...{ entry: 'live', recordedAt: '2022-06-07T09:00:00.000Z', data, ...more },
  };
}

/** The same statement as its object's history has it. */
export function inHistory({ src, slot: _slot, originalType: _type, ...entry }: Statement): HistoryEntry {
  return { ...entry, sequence: src };
}
