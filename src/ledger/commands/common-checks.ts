import type { Finding, LedgerIdentity, Lookups } from '../catalogue/catalogue.js';
import { notice, nounOf, refusal, warning } from '../catalogue/catalogue.js';
import { labelOf } from '../catalogue/fields.js';
import { periodRules } from '../catalogue/parts.js';
import { type Leaf, leaves } from '../catalogue/walk.js';
import { dayIn, daysBetween, printedDay } from '../dates.js';
import type { StreamHistory, StreamView } from '../history.js';
import { streamOf } from '../ids.js';
import { isOwnPath, isWebAddress } from '../web-address.js';
import { isSourced, NO_DATE, NO_SOURCE } from './date-and-source.js';
import { looksLikeAName } from './looks-like-a-name.js';
import { LIVE_WINDOW_DAYS, type Prepared } from './prepare.js';
import { quoteFindings } from './quote-check.js';
import type { Problem } from './refused.js';

/** The checks that every command has, whatever its type. */
export async function commonFindings(prepared: Prepared, lookups: Lookups): Promise<Finding[]> {
  return [
    ...timeFindings(prepared),
    ...targetFindings(prepared),
    ...sourceFindings(prepared),
    ...addressFindings(prepared),
    ...(await documentFindings(prepared, lookups)),
    ...(await batchFindings(prepared, lookups)),
    ...(await referenceFindings(prepared, lookups)),
    ...(await quoteFindings(prepared, lookups)),
    ...nameFindings(prepared),
  ];
}

function timeFindings({ context, command, situation, administrative, edition }: Prepared): Finding[] {
  const { reportedOn, today } = situation;
  const correction = situation.entry === 'correction';
  const undated = administrative || context.type.name === 'VoidEntry';
  const keepsDate =
    'A correction keeps the object, period and reported date. To change those, void the entry and enter it again';
  return [
    undated &&
      command.reportedOn !== undefined &&
      refusal('reportedOn', 'This command has no reported date. Leave it out', 'not-dated'),
    !undated && !correction && !reportedOn && refused(NO_DATE),
    !undated &&
      !!reportedOn &&
      reportedOn > today &&
      refusal('reportedOn', 'The reported date must be today or in the past', 'future-date'),
    correction &&
      !undated &&
      command.reportedOn !== undefined &&
      command.reportedOn !== reportedOn &&
      refusal('reportedOn', keepsDate, 'date-differs'),
    correction &&
      command.edition !== undefined &&
      (command.edition ?? 1) !== (edition ?? 1) &&
      refusal('edition', keepsDate, 'edition-differs'),
    ...(command.effective ? periodRules(command.effective, 'effective') : []),
  ];
}

function targetFindings({ situation: { target, ledger } }: Prepared): Finding[] {
  return [!!target && voidedFinding('target', target.event.id, target.history, ledger)];
}

function voidedFinding(field: string, entry: string, history: StreamHistory, ledger: LedgerIdentity): Finding {
  const voided = history.voidOf(entry);
  const on = voided && printedDay(dayIn(ledger.timeZone, new Date(voided.recordedAt)));
  return !!voided && refusal(field, `This entry was voided on ${on}, so it cannot be used`, 'voided');
}

/** Whatever is loaded later needs the hash of what it was taken from: settings and the editors' own words too. */
function sourceFindings({ drafts, situation, source }: Prepared): Finding[] {
  const types = situation.target ? [situation.target.type] : drafts.map(({ type }) => type);
  const missing = !source?.doc && !source?.url && !source?.sha256;
  return [
    types.some(isSourced) && situation.entry !== 'correction' && missing && refused(NO_SOURCE),
    situation.entry === 'backfill' &&
      !source?.sha256 &&
      refusal('source.sha256', withoutHash(situation), 'source-hash-required'),
  ];
}

/** Why the hash is asked for, which nothing in the command says where its date alone makes it a later load. */
function withoutHash({ reportedOn, today }: Prepared['situation']): string {
  const late = reportedOn !== undefined && daysBetween(reportedOn, today) > LIVE_WINDOW_DAYS;
  const why = late ? `Reported more than ${LIVE_WINDOW_DAYS} days ago, this is loaded later` : 'This is loaded later';
  return `${why}. Add the SHA-256 of the file it was taken from, or name a registered document in source.doc`;
}

/**
 * Readers are sent to addresses. What a correction keeps of the entry that it puts right is not asked again: it may be
 * from times when any text was taken.
 */
function addressFindings({ context, situation }: Prepared): Finding[] {
  const findings: Finding[] = [];
  for (const { field, value, path } of payloadLeaves({ context, command: context.command, situation })) {
    if (!field.address || isWebAddress(value)) continue;
    const orOwnPage = field.address === 'web-or-own-page';
    if (orOwnPage && isOwnPath(value)) continue;
    const asked = `must be an address that begins with https:// or http://${orOwnPage ? ', or the path of a page of this ledger' : ''}`;
    const without = 'without a user name, spaces, invisible signs, quotation marks, <, > or backslashes';
    findings.push(refusal(path, `${labelOf(field.name)} ${asked}, ${without}`, 'is-address'));
  }
  return findings;
}

function refused({ field, message, code }: Problem): Finding {
  return refusal(field, message, code);
}

async function documentFindings({ context, command, situation }: Prepared, lookups: Lookups): Promise<Finding[]> {
  const { doc, sha256 } = command.source ?? {};
  if (!doc || context.type.category === 'source') return [];
  const view = (await lookups.history(streamOf('source', doc))).at();
  return [...copyFindings(sha256, view), oldPaperNotice(view, situation)];
}

/** A hash stands for a copy that somebody read: the document as registered, or one of its further copies. */
function copyFindings(sha256: string | undefined, view: StreamView): Finding[] {
  const registered = view.get('description')?.data.sha256;
  if (!sha256 || !registered || registered === sha256 || view.get(`copy/${sha256}`)) return [];
  const message = 'This is not the hash of the document, nor of a copy of it. Check which file was read';
  return [refusal('source.sha256', message, 'other-document')];
}

/** Days that the document may be older than what is reported live out of it before that is told. */
const OLD_PAPER_DAYS = 366;

/** An old document seldom says what is reported today. It may, so that nothing stands in the way. */
function oldPaperNotice(view: StreamView, { entry, reportedOn }: Prepared['situation']): Finding {
  const dated = (view.get('description')?.data.dated as { date?: string } | undefined)?.date;
  if (entry !== 'live' || !reportedOn || !dated || daysBetween(dated, reportedOn) <= OLD_PAPER_DAYS) return undefined;
  const message = `The document is dated ${printedDay(dated)}, more than a year before this was reported. Check that it says this`;
  return notice('old-document', 'source.doc', message);
}

async function batchFindings({ context, source }: Prepared, lookups: Lookups): Promise<Finding[]> {
  if (!source?.batch) return [];
  const ledger = await lookups.history(streamOf('ledger', context.ledger.id));
  const opened = ledger.event(source.batch);
  const closed = ledger.events.some((event) => event.type === 'BackfillClosed' && event.data.batch === source.batch);
  const documents = (opened?.data.documents ?? []) as { sourceId: string; sha256: string }[];
  const listed = documents.some(({ sourceId, sha256 }) => sourceId === source.doc && sha256 === source.sha256);
  const fine = opened?.type === 'BackfillOpened' && !closed && listed;
  return [!fine && refusal('source.batch', 'Choose an open backfill that lists this document', 'batch-not-open')];
}

/** Whatever a command names must be there: objects, parts of objects by key, entries, offices. */
async function referenceFindings(prepared: Prepared, lookups: Lookups): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { type, objectId } = prepared.context;
  const held = new HeldParts(lookups);
  for (const leaf of payloadLeaves(prepared)) {
    // A document is registered out of itself.
    if (leaf.path === 'source.doc' && leaf.value === objectId && type.creates && type.category === 'source') continue;
    findings.push(await namingFinding(leaf, prepared, lookups, held));
  }
  return findings;
}

async function namingFinding(leaf: Leaf, { context }: Prepared, lookups: Lookups, held: HeldParts): Promise<Finding> {
  const { kind, unknown } = leaf.field;
  const named = leaf.value as string;
  const unheld = (words: string) => refusal(leaf.path, unknown ?? words, 'unknown-object');
  if (kind.is === 'office') {
    const body = (leaf.holder as Record<string, unknown>)[kind.body];
    return !(await held.has(`${streamOf('body', String(body))}/role/${named}`)) && unheld('The body has no such role');
  }
  if (!('mustExist' in kind) || !kind.mustExist) return null;
  if (kind.is === 'key') return !(await held.has(named)) && unheld('The ledger holds nothing under this key');
  if (kind.is === 'entry') {
    const stream = await lookups.streamOfEntry(named);
    if (stream === null) return unheld('The ledger holds no entry with this id');
    return voidedFinding(leaf.path, named, await lookups.history(stream), context.ledger);
  }
  const { categories } = kind;
  const found = await Promise.all(categories.map((category) => lookups.exists(streamOf(category, named))));
  return !found.includes(true) && unheld(`The ledger holds no such ${categories.map(nounOf).join(' or ')}`);
}

/** What stands in the ledger, whatever the date. Looks at each object once, however many of its parts are asked for. */
class HeldParts {
  private readonly views = new Map<string, StreamView>();

  constructor(private readonly lookups: Lookups) {}

  /** @param key `stream/facet` */
  async has(key: string): Promise<boolean> {
    const slash = key.indexOf('/');
    const stream = key.slice(0, slash);
    const view = this.views.get(stream) ?? (await this.lookups.history(stream)).at();
    this.views.set(stream, view);
    return view.get(key.slice(slash + 1)) !== undefined;
  }
}

function nameFindings(prepared: Prepared): Finding[] {
  const findings: Finding[] = [];
  for (const { field, value, path } of payloadLeaves(prepared)) {
    if (typeof value !== 'string' || (field.kind.is !== 'clear' && field.kind.is !== 'narrative')) continue;
    const name = looksLikeAName(value);
    if (name)
      findings.push(
        warning(
          'may-be-a-name',
          path,
          `This may contain a person's name ("${name}"). Replace it with the role or mark it as a name`,
        ),
      );
  }
  return findings;
}

/** Every value that the command states, in the order of its class: payload, citations, source, and a statement made anew. */
function* payloadLeaves({
  context,
  command,
  situation,
}: Pick<Prepared, 'context' | 'command' | 'situation'>): Generator<Leaf> {
  yield* leaves(context.type.dto, command);
  if (situation.target && command.statement)
    yield* leaves(situation.target.type.data, command.statement, '/statement', 'statement');
}
