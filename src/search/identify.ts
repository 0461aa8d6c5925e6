import type { QueryBus } from '@nestjs/cqrs';
import type { Identified } from '../../projections/search/queries/search.answers.js';
import { GetIdentified } from '../../projections/search/queries/search.queries.js';
import type { View } from '../../projections/state/statement.js';
import type { Objects } from '../http/view/objects.js';
import { isExternalId } from '../ledger/ids.js';

/** What the words asked for are the id of, as typed or else in capital letters. */
export async function identify(
  words: string,
  view: View,
  { objects, queries }: { objects: Objects; queries: QueryBus },
): Promise<Identified | undefined> {
  const typed = words.trim();
  if (view.atSize === 0) return undefined;
  for (const asked of new Set([typed, typed.toUpperCase()])) {
    const one = isExternalId(asked) && (await queries.execute(new GetIdentified(view, await objects.id(asked))));
    if (one) return { asked, ...one };
  }
  return undefined;
}
