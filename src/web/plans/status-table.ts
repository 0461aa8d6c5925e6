import type { CommitmentSummary } from '../../../projections/state/queries/commitment/commitment.answers.js';
import type { PlanNode } from '../../../projections/state/queries/plan/plan.answers.js';

/** A status that stands in a column. */
export interface StatusColumn {
  /** `null`: not stated. */
  status: string | null;
  label: string;
}

/** How the commitments of one part of a plan stand. */
export interface StatusRow {
  /** Absent for the whole. */
  title?: string;
  path?: string;
  commitments: number;
  /** By column. */
  counts: number[];
  /** Those about which an update says something, alone or with others. */
  withUpdate: number;
}

export interface StatusTable {
  columns: StatusColumn[];
  rows: StatusRow[];
  total: StatusRow;
}

/** A part of a plan as a row: what it is called, where its page is, and the commitments in it at any depth. */
export interface CountedPart {
  title?: string;
  path?: string;
  commitments: readonly CommitmentSummary[];
}

/** Counts the parts of a plan by the officers' statuses; columns stand in the order given, then as they are met. */
export function statusTable(parts: readonly CountedPart[], order: readonly StatusColumn[]): StatusTable {
  const all = parts.flatMap(({ commitments }) => commitments);
  const met = new Map<string | null, StatusColumn>();
  for (const column of all.map(columnOf)) met.set(column.status, column);
  const columns = [...order.filter(({ status }) => met.has(status)), ...met.values()].filter(
    (column, at, columns) => columns.findIndex(({ status }) => status === column.status) === at,
  );
  const rows = parts.map((part) => rowOf(part, columns));
  return { columns, rows, total: rowOf({ commitments: all }, columns) };
}

/** Everything that is promised in a part of a plan, at any depth. */
export function commitmentsUnder(node: Pick<PlanNode, 'children' | 'commitments'>): CommitmentSummary[] {
  return [...node.commitments, ...node.children.flatMap(commitmentsUnder)];
}

/** The officers' status of the whole, not of one area. */
export function officerStatus({ statuses }: Pick<CommitmentSummary, 'statuses'>) {
  return statuses.find(({ assessment, area }) => assessment === 'officer' && area === undefined);
}

function columnOf(commitment: CommitmentSummary): StatusColumn {
  const { status = null, label = '' } = officerStatus(commitment) ?? {};
  return { status, label: status === null ? '' : label };
}

function rowOf({ title, path, commitments }: CountedPart, columns: readonly StatusColumn[]): StatusRow {
  const statuses = commitments.map((one) => columnOf(one).status);
  return {
    ...(title === undefined ? {} : { title }),
    ...(path === undefined ? {} : { path }),
    commitments: commitments.length,
    counts: columns.map(({ status }) => statuses.filter((one) => one === status).length),
    withUpdate: commitments.filter(({ latestUpdate }) => latestUpdate !== null).length,
  };
}
