import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import { type ObjectFacts, readable } from '../facts.js';
import { unitOf } from '../metric/definitions.js';
import { display, figureOf } from '../metric/observation.js';

/** A figure of a metric as people read it, else why there is none; `null` where nothing is said. */
export function figureInWords(data: JsonObject | undefined, metric: ObjectFacts | undefined): string | null {
  if (!data) return null;
  const { printed, reasonIfMissing, ...figure } = readable(data) as JsonObject;
  const words = display(figureOf(figure), unitOf(data, metric)) ?? printed ?? reasonIfMissing;
  return typeof words === 'string' ? words : null;
}
