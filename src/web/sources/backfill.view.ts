import type { BackfillDetail, EntriesOfType } from '../../../projections/audit-trail/queries/backfill.queries.js';

/** How many entries of a type a load brought, beside what was said of it. */
export interface CountedType {
  /** The kind of entry in words, such as `Board decision recorded`. */
  type: string;
  held: number;
  expected: number | null;
  stated: number | null;
}

/** A load of papers, and whether the counts agree. */
export interface BackfillPage {
  backfill: BackfillDetail;
  types: CountedType[];
  isExpectedKnown: boolean;
  isStatedKnown: boolean;
}

/** Every type that the ledger holds of it, or that anybody said it would hold. */
export function backfillPage(backfill: BackfillDetail): BackfillPage {
  const { counts, expected, stated } = backfill;
  const types = new Set([...counts, ...(expected ?? []), ...(stated ?? [])].map(({ type }) => type));
  const countIn = (list: readonly EntriesOfType[], type: string) => list.find((one) => one.type === type)?.count ?? 0;
  return {
    backfill,
    types: [...types].map((type) => ({
      type: type.replaceAll(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`),
      held: countIn(counts, type),
      expected: expected ? countIn(expected, type) : null,
      stated: stated ? countIn(stated, type) : null,
    })),
    isExpectedKnown: expected !== undefined,
    isStatedKnown: stated !== undefined,
  };
}
