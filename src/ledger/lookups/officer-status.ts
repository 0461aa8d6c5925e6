import type { StatusValue } from '../catalogue/status-value.js';
import type { Day } from '../dates.js';
import type { StreamHistory, StreamView } from '../history.js';
import { schemeInForce } from './in-force.js';

/**
 * How a commitment stands in the officers' assessment, as its scheme has it on a day; `undefined` where nobody has said
 * so, or has taken it back.
 */
export function officerStatus(
  commitment: StreamView,
  settings: StreamHistory,
  day: Day | undefined,
): StatusValue | undefined {
  const reported = commitment.get('status/officer')?.data;
  if (!reported) return undefined;
  const scheme = schemeInForce(settings, String(reported.scheme), day);
  return scheme?.values.find(({ id }) => id === reported.status);
}
