import type { JsonObject } from '../../src/integrity/canonical-json.js';
import type { EventType } from '../../src/ledger/catalogue/catalogue.js';
import { type Class, fieldsOf, type SearchWeight } from '../../src/ledger/catalogue/fields.js';
import { leaves } from '../../src/ledger/catalogue/walk.js';

/** A text that is searched in, and how much a find in it counts. */
export interface SearchText {
  weight: SearchWeight;
  text: string;
}

/** The texts of a payload that its class marks for search. What was erased is no text. */
export function searchTexts(type: Pick<EventType, 'data'>, payload: JsonObject): SearchText[] {
  const texts: SearchText[] = [];
  for (const { field, value } of leaves(type.data, payload))
    if (field.search && typeof value === 'string') texts.push({ weight: field.search, text: withoutTokens(value) });
  return texts;
}

/** Whether a class marks any text for search, its own or one of its parts. */
export function isSearched(type: Class, way: readonly Class[] = []): boolean {
  return fieldsOf(type).some(({ search, kind }) => {
    if (search) return true;
    return kind.is === 'part' && !way.includes(kind.type()) && isSearched(kind.type(), [...way, type]);
  });
}

/** People stand in texts as `{person:1}`, which are no words. */
function withoutTokens(text: string): string {
  return text.replaceAll(/\{person:\d+\}/g, '…');
}
