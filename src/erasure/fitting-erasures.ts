import type { ErasureAnswer } from '../../projections/seal/queries/erasures.queries.js';

/** How the list of erasures is narrowed. What is left out narrows nothing. */
export interface ErasuresAsked {
  /** Of the value that was erased. */
  kind?: string;
  /** On which it was erased. */
  ground?: string;
}

/** Those erasures that fit what was asked. */
export function fittingErasures(erasures: readonly ErasureAnswer[], { kind, ground }: ErasuresAsked): ErasureAnswer[] {
  return erasures.filter(
    (one) => (kind === undefined || one.kindOfField === kind) && (ground === undefined || one.ground === ground),
  );
}
