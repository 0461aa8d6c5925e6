import type { Finding, Lookups } from '../catalogue/catalogue.js';
import { refusal, warning } from '../catalogue/catalogue.js';
import { periodRules } from '../catalogue/parts.js';
import { type Leaf, leaves } from '../catalogue/walk.js';
import { dayIn, printedDay } from '../dates.js';
import { streamOf } from '../ids.js';
import { looksLikeAName } from './looks-like-a-name.js';
import type { Prepared } from './prepare.js';

/** The checks that every command has, whatever its type. */
export async function commonFindings(prepared: Prepared, lookups: Lookups): Promise<Finding[]> {
  return [
    ...timeFindings(prepared),
    ...targetFindings(prepared),
    ...sourceFindings(prepared),
    ...(await documentFindings(prepared, lookups)),
    ...(await batchFindings(prepared, lookups)),
    ...(await referenceFindings(prepared, lookups)),
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
    !undated &&
      !correction &&
      !reportedOn &&
      refusal('reportedOn', 'Enter the day on which this was reported', 'required'),
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
  const voided = target?.history.voidOf(target.event.id);
  if (!voided) return [];
  const on = printedDay(dayIn(ledger.timeZone, new Date(voided.recordedAt)));
  return [refusal('target', `This entry was voided on ${on}, so it cannot be used`, 'voided')];
}

/** Whatever is loaded later needs the hash of what it was taken from: settings and the editors' own words too. */
function sourceFindings({ drafts, situation, source }: Prepared): Finding[] {
  const types = situation.target ? [situation.target.type] : drafts.map(({ type }) => type);
  const sourced = types.some((type) => type.key !== null && type.sourced !== false && !type.editorial);
  const missing = !source?.doc && !source?.url && !source?.sha256;
  return [
    sourced &&
      situation.entry !== 'correction' &&
      missing &&
      refusal('source', 'Say which document this comes from', 'source-required'),
    situation.entry === 'backfill' &&
      !source?.sha256 &&
      refusal('source.sha256', 'Add the document this was taken from', 'source-hash-required'),
  ];
}

/** A hash stands for a copy that somebody read: the document as registered, or one of its further copies. */
async function documentFindings({ context, command }: Prepared, lookups: Lookups): Promise<Finding[]> {
  const { doc, sha256 } = command.source ?? {};
  if (!doc || !sha256 || context.type.category === 'source') return [];
  const view = (await lookups.history(streamOf('source', doc))).at();
  const registered = view.get('description')?.data.sha256;
  if (!registered || registered === sha256 || view.get(`copy/${sha256}`)) return [];
  const message = 'This is not the hash of the document, nor of a copy of it. Check which file was read';
  return [refusal('source.sha256', message, 'other-document')];
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

async function referenceFindings(prepared: Prepared, lookups: Lookups): Promise<Finding[]> {
  const findings: Finding[] = [];
  const { type, objectId } = prepared.context;
  for (const { field, value, path } of payloadLeaves(prepared)) {
    if (field.kind.is !== 'reference' || !field.kind.mustExist) continue;
    const { categories } = field.kind;
    // A document is registered out of itself.
    if (path === 'source.doc' && value === objectId && type.creates && type.category === 'source') continue;
    const found = await Promise.all(categories.map((category) => lookups.exists(streamOf(category, value as string))));
    if (!found.includes(true))
      findings.push(refusal(path, `The ledger holds no such ${categories.join(' or ')}`, 'unknown-object'));
  }
  return findings;
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
function* payloadLeaves({ context, command, situation }: Prepared): Generator<Leaf> {
  yield* leaves(context.type.dto, command);
  if (situation.target && command.statement)
    yield* leaves(situation.target.type.data, command.statement, '/statement', 'statement');
}
