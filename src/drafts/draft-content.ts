import { createHash } from 'node:crypto';
import type { Role } from '../access/roles.js';
import { canonicalJson, type JsonObject, NotCanonicalError } from '../integrity/canonical-json.js';
import type { Catalogue } from '../ledger/catalogue/catalogue.js';
import { fieldsOf } from '../ledger/catalogue/fields.js';
import type { Problem } from '../ledger/commands/refused.js';
import { isDay } from '../ledger/dates.js';
import { isUuid } from '../ledger/ids.js';

/** A command as on a line of an import file, on its way into a report. */
export type DraftLine = { command: string; id: string } & JsonObject;

/** What a report is to say: commands that are sent when it is published, and not before. */
export interface DraftContent {
  /** The day on which it is to be put before the public. */
  asReportedOn: string;
  lines: DraftLine[];
}

/** Who wrote a line. */
export interface Author {
  /** Opaque id of the person. */
  subject: string;
  name: string;
  /** Those of the person that may send the line. */
  roles: Role[];
}

export type Authors = Record<string, Author>;

export const MOST_LINES = 500;

/** What no entry could hold; it cannot even be kept. */
export const NOT_ALLOWED = 'not-allowed';

/** What reports are made of. Everything else is sent by itself. */
export const IN_DRAFTS: ReadonlySet<string> = new Set([
  ...['report-progress', 'retarget-progress', 'target-progress-blocks', 'link-progress-figure', 'give-no-update'],
  ...['report-status', 'set-target-date', 'move-target-date'],
  ...['promise-milestone', 'date-milestone', 'move-milestone', 'report-milestone-outcome', 'reopen-milestone'],
  ...['withdraw-milestone', 'replace-milestone', 'attach-milestone', 'detach-milestone'],
  ...['link-delivery', 'end-delivery-link'],
  ...['submit-metric', 'state-direction', 'set-baseline', 'set-target'],
  ...['revise-entry', 'restate-entry', 'withdraw-entry', 'note-conflict'],
]);

/** What is wrong with the shape of a draft. Half a sentence is nothing wrong: what rules say is told, not refused. */
export function contentProblems(body: unknown): Problem[] {
  const { asReportedOn, lines, ...others } = (isObject(body) ? body : {}) as Record<string, unknown>;
  const problem = (field: string, message: string): Problem => ({ code: 'draft-line', field, message });
  const found: Problem[] = Object.keys(others).map((name) => problem(name, `${name} is not recognised`));
  if (!isDay(asReportedOn)) found.push(problem('asReportedOn', 'Enter the day on which it is to be published'));
  if (!Array.isArray(lines)) return [...found, problem('lines', 'A draft has a list of lines')];
  if (lines.length > MOST_LINES) return [...found, problem('lines', `A draft has at most ${MOST_LINES} lines`)];
  const ids = new Set<unknown>();
  for (const [index, line] of lines.entries()) {
    const at = `lines[${index}]`;
    if (!isObject(line)) {
      found.push(problem(at, 'A line is a command'));
      continue;
    }
    const { command, id } = line;
    if (typeof command !== 'string' || !IN_DRAFTS.has(command))
      found.push(problem(`${at}.command`, 'A report is made of other commands. Send this one by itself'));
    if (!isUuid(id)) found.push(problem(`${at}.id`, 'Give the line an id: a UUID of version 7'));
    else if (ids.has(id)) found.push(problem(`${at}.id`, 'Give every line an id of its own'));
    ids.add(id);
    for (const set of ['reportedOn', 'reportId'])
      if (set in line) found.push(problem(`${at}.${set}`, 'The report says this for all its lines. Leave it out'));
  }
  try {
    canonicalJson(body);
  } catch (error) {
    if (!(error instanceof NotCanonicalError)) throw error;
    found.push({ code: NOT_ALLOWED, field: error.pointer, message: error.message });
  }
  return found;
}

/** Characters of a comment on a draft. */
const MOST_SAID = 4_000;

/** What is wrong with a comment on a draft. */
export function commentProblems(body: unknown, { lines }: DraftContent): Problem[] {
  const { text, line, ...others } = (isObject(body) ? body : {}) as Record<string, unknown>;
  const problem = (field: string, message: string): Problem => ({ code: 'draft-comment', field, message });
  const found = Object.keys(others).map((name) => problem(name, `${name} is not recognised`));
  if (typeof text !== 'string' || text.trim() === '') found.push(problem('text', 'Enter what you have to say'));
  else if (text.length > MOST_SAID) found.push(problem('text', `Say it in ${MOST_SAID} characters`));
  else if (text.includes('\u0000')) found.push(problem('text', 'This character cannot be kept'));
  if (line !== undefined && !lines.some(({ id }) => id === line))
    found.push(problem('line', 'The draft has no such line'));
  return found;
}

export function sha256Of(content: object): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}

/** A line as it is sent: of the report's day, of the report, and resting on it where it names no paper. */
export function filledIn(line: DraftLine, { asReportedOn }: DraftContent, reportId: string, catalogue: Catalogue) {
  const type = catalogue.command(line.command);
  const isOfReport = type !== undefined && fieldsOf(type.dto).some(({ name }) => name === 'reportId');
  return {
    ...line,
    reportedOn: asReportedOn,
    source: line.source ?? { url: `/reports/${reportId}` },
    ...(isOfReport ? { reportId } : {}),
  };
}

/** The ids of lines that are new, or not as they were. */
export function changedLines(before: DraftContent | undefined, after: DraftContent): string[] {
  const known = new Map(before?.lines.map((line) => [line.id, canonicalJson(line)]));
  return after.lines.filter((line) => known.get(line.id) !== canonicalJson(line)).map(({ id }) => id);
}

/** How two people changed the same draft, line by line: for those who have to put the two together. */
export interface LineComparison {
  id: string;
  /** As both found it; `null` where there was none. */
  base: JsonObject | null;
  mine: JsonObject | null;
  theirs: JsonObject | null;
}

/** Lines that are not the same in all three. */
export function comparison(base: DraftContent | undefined, mine: DraftContent, theirs: DraftContent): LineComparison[] {
  const byId = (content: DraftContent | undefined) => new Map(content?.lines.map((line) => [line.id, line]));
  const [of, own, other] = [byId(base), byId(mine), byId(theirs)];
  const ids = new Set([...own.keys(), ...other.keys(), ...of.keys()]);
  const lines = [...ids].map((id) => ({
    id,
    base: of.get(id) ?? null,
    mine: own.get(id) ?? null,
    theirs: other.get(id) ?? null,
  }));
  return lines.filter(
    ({ base: was, mine: here, theirs: there }) => new Set([was, here, there].map(canonicalJson)).size > 1,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
