import type { Named } from '../../../projections/state/queries/references.js';

/** One of several things to choose from, as a form offers it. */
export interface Choice {
  value: string;
  text: string;
}

/** Each thing that has a name once, by name. */
export function choicesOf(things: readonly Named[]): Choice[] {
  const names = new Map(things.flatMap(({ id, name }) => (name === undefined ? [] : [[id, name] as const])));
  return [...names].map(([value, text]) => ({ value, text })).sort((a, b) => a.text.localeCompare(b.text, 'en'));
}
