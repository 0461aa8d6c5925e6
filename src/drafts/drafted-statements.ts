import type { Statement } from '../../projections/state/statement.js';
import { splitStream } from '../ledger/ids.js';
import type { CheckedParts } from '../transfer/checked-parts.js';

/** What is said in a draft, as a view of the ledger would have it. */
export interface Drafted {
  statements: Statement[];
  /** Keys, `stream/facet`, that the draft speaks about: whatever the ledger says of them gives way. */
  keys: ReadonlySet<string>;
}

/** Places of entries that are not in the ledger yet: behind all that are. */
const NOT_YET = Number.MAX_SAFE_INTEGER - 1_000_000;

/** @param ledger the ledger as it would be, with the draft's lines in it */
export async function draftedStatements(ledger: CheckedParts, asReportedOn: string): Promise<Drafted> {
  const statements: Statement[] = [];
  const keys = new Set<string>();
  const events = ledger.store.pending.flatMap((append) => append.events.map(({ id }) => ({ id, ...append })));
  for (const { id, stream } of events) {
    const history = await ledger.lookups.history(stream);
    const facet = history.facetOf(id);
    if (facet === undefined || keys.has(`${stream}/${facet}`)) continue;
    keys.add(`${stream}/${facet}`);
    const standing = history.at(asReportedOn).get(facet);
    if (!standing) continue;
    const { slot, event, data, kind } = standing;
    const { category, id: objectId } = splitStream(stream);
    const place = NOT_YET + statements.length;
    const { plan, effective, entry = 'live', source } = slot.metadata;
    statements.push({
      ...{ stream, category, objectId, facet, data, kind, entry, src: place, slot: place, withdrawn: false },
      ...{ id: event.id, type: event.type, originalType: slot.type, edition: slot.metadata.edition ?? 1 },
      ...{ reportedOn: slot.metadata.reportedOn!, recordedAt: event.recordedAt },
      ...(plan ? { plan } : {}),
      ...(effective ? { effective } : {}),
      ...(source ? { source } : {}),
    });
  }
  return { statements, keys };
}

/** What the ledger says, with the draft laid over it. */
export function laidOver(lists: readonly Statement[][], { statements, keys }: Drafted): Statement[][] {
  const left = lists.map((list) => list.filter(({ stream, facet }) => !keys.has(`${stream}/${facet}`)));
  return [...left, statements];
}
