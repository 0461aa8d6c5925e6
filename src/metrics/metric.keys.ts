import { createHash } from 'node:crypto';
import type { Area } from '../ledger/catalogue/area.js';
import type { Effective } from '../ledger/event.js';
import type { MetricSubmittedData, Observed, Split } from './metric.events.js';

/** Stands in a key for areas or a breakdown where there is none, so that every key has as many parts. */
const NONE = '-';

/** The key of one figure: `value/{period}/{areas}/{breakdown}`. */
export function valueKey(data: MetricSubmittedData, effective: Effective | undefined): string {
  return `value/${periodPart(data, effective)}/${areasPart(data.areas)}/${breakdownPart(data.breakdown)}`;
}

/**
 * `2022-04-01..2022-07-01` (half-open), the day, or, where the paper states no period, its document and the first
 * twelve hexadecimal digits of SHA-256 of the words it prints instead.
 */
export function periodPart(data: Observed, effective: Effective | undefined): string {
  if (effective === undefined) {
    const words = createHash('sha256')
      .update(data.periodPrinted ?? '', 'utf8')
      .digest('hex');
    return `unstated.${data.periodSourceId}.${words.slice(0, 12)}`;
  }
  return 'at' in effective ? effective.at : `${effective.from}..${effective.to ?? ''}`;
}

/** Codes, else names, sorted and joined by `+`. */
export function areasPart(areas: readonly Area[]): string {
  return joined(areas.map(({ code, name }) => encodePart(code ?? name)));
}

/** `sex=female`, several of them sorted and joined by `+`. */
function breakdownPart(breakdown: readonly Split[] = []): string {
  return joined(breakdown.map(({ name, value }) => `${encodePart(name)}=${encodePart(value)}`));
}

function joined(parts: readonly string[]): string {
  return [...new Set(parts)].sort().join('+') || NONE;
}

/** Unlike a part that stands alone, one of several keeps its plus signs encoded. */
function encodePart(text: string): string {
  return encodeURIComponent(text).replaceAll('%20', ' ');
}
