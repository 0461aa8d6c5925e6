import { toHex, utf8 } from '../integrity/bytes.js';
import { canonicalJson, type Json, type JsonObject, NotCanonicalError } from '../integrity/canonical-json.js';
import type { Primitives } from '../integrity/primitives.js';
import type { Evidence } from './evidence.js';

/** Tells what is wrong. */
type Fault = (why: string) => void;

/** Kinds of entry that put a report before the public. */
const PUBLISH = new Set(['ReportPublished', 'ReportAmended']);

/**
 * Holds the content of a report against the evidence: it lists the entries that answer, and each of them must be there,
 * at the place that it says.
 *
 * @param idOf event id of the entry of a figure
 */
export function checkContent(
  { content, figures }: Evidence,
  idOf: (at: number) => Json | undefined,
  fault: Fault,
): void {
  const listed = content?.entries;
  if (content === undefined) return;
  if (!Array.isArray(listed)) {
    fault('The content of the report lists no entries');
    return;
  }
  const places = new Map(figures.map(({ pointer }, at) => [pointer, at]));
  if (places.size !== figures.length) fault('Two figures stand at the same place of the report');
  for (const [place, said] of listed.entries()) {
    const { key, entry } = Object(said) as JsonObject;
    const at = places.get(`/entries/${place}`);
    places.delete(`/entries/${place}`);
    if (at === undefined) fault(`/entries/${place}: the report rests on an entry that is not here`);
    else if (figures[at]!.key !== key || idOf(at) !== entry)
      fault(`${figures[at]!.pointer}: the report names another entry, or names it for something else`);
  }
  for (const pointer of places.keys()) fault(`${pointer}: the report has nothing there`);
}

/**
 * Holds the entry that published a report against the evidence: its report, its view, and its fingerprint where it has one.
 *
 * @param entry that of the publication; its proof has been checked
 * @returns the fingerprint of the content, as the entry has it; `undefined` where a paper was published
 */
export function checkPublication(
  { content, view }: Evidence,
  entry: JsonObject,
  fault: Fault,
  { sha256 }: Pick<Primitives, 'sha256'>,
): string | undefined {
  const { asReportedOn, atSize, contentSha256 } = Object(entry.data) as JsonObject;
  if (!PUBLISH.has(String(entry.type))) fault(`An entry of the type ${entry.type} publishes no report`);
  if (asReportedOn !== view.asReportedOn || atSize !== view.atSize)
    fault(`The report was published in another view: ${asReportedOn}, ${atSize} entries`);
  if (content !== undefined && entry.stream !== `report-${content.report}`) fault('The entry published another report');
  if (contentSha256 === undefined) return undefined;
  if (content === undefined) fault('What the report shows is not here');
  else if (hashOf(content, sha256) !== contentSha256) fault('The content is not the one that was published');
  return String(contentSha256);
}

function hashOf(content: JsonObject, sha256: Primitives['sha256']): string | undefined {
  try {
    return toHex(sha256(utf8(canonicalJson(content))));
  } catch (error) {
    if (error instanceof NotCanonicalError) return undefined;
    throw error;
  }
}
