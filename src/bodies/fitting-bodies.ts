import type { BodySummary } from '../../projections/state/queries/body/body.answers.js';
import { hasWords } from '../../projections/state/queries/words.js';
import { letterOf } from './alphabet.js';

/** How the list of bodies is narrowed. What is left out narrows nothing. */
export interface BodiesAsked {
  kind?: string;
  /** Under which the body is listed. */
  letter?: string;
  /** All of these stand in the name, or in one other name. */
  words?: readonly string[];
}

/** Those bodies that fit what was asked. */
export function fittingBodies<B extends BodySummary>(
  bodies: readonly B[],
  { kind, letter, words = [] }: BodiesAsked,
): B[] {
  return bodies.filter(
    (body) =>
      (kind === undefined || body.kind === kind) &&
      (letter === undefined || letterOf(body.name) === letter) &&
      [body.name, ...body.aliases.map(({ name }) => name)].some((name) => hasWords(name, words)),
  );
}
