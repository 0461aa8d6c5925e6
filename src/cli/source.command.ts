import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { INestApplicationContext } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { type Command, Option } from 'commander';
import { GetSource, GetSources } from '../../projections/state/queries/source/source.queries.js';
import { LAST_DAY } from '../../projections/state/statement.js';
import type { Actor, Role } from '../access/roles.js';
import { isExternalId, isUuid, resolveId } from '../ledger/ids.js';
import { LedgerIdentityReader } from '../ledger/ledger-identity.js';
import { StoreLookups } from '../ledger/lookups/store-lookups.js';
import { GROUNDS_OF_REMOVAL, type GroundOfRemoval, RemovedFileError } from '../sources/removed-file.js';
import { isMediaType, type Kept, SourceFiles, TEXT_LIMIT, textIn } from '../sources/source-files.js';
import { actorOf, CliError, type Core, withCore } from './core.js';
import { Progress } from './progress.js';
import { table } from './table.js';
import { upToDate } from './up-to-date.js';

/** As over HTTP. */
const KEEPERS: readonly Role[] = ['policy-officer', 'administrator'];
const REMOVERS: readonly Role[] = ['administrator'];
const MEGABYTE = 2 ** 20;

const FILE_ADVICE = 'Set SOURCE_FILE_LIMIT_MB to keep it, which may be 200 at most';
const TEXT_ADVICE = 'No more words are kept of a file: leave out those that nothing is quoted from';

const HOW_KEPT: Record<Kept, string> = { bytesAndText: 'kept, with its words', bytes: 'kept' };

interface AddFlags {
  text?: string;
  again?: boolean;
  token?: string;
}

export function sourceCommands(program: Command): void {
  const source = program
    .command('source')
    .description('The files of source documents, kept encrypted beside the ledger');

  source
    .command('add')
    .description('Keep files of registered documents. Each is found by its hash; quotes are then checked against it')
    .argument('<files...>', 'as they were when their documents were registered')
    .option('--text <file>', 'the words of a single file that is no text itself, as plain text in UTF-8')
    .option('--again', 'keep a file that was removed')
    .option('--token <token>', 'who keeps it (or LEDGER_TOKEN)')
    .action((files: string[], flags: AddFlags) => withCore((core) => add(core, files, flags)));

  source
    .command('list')
    .description('Show every registered document, and what of it is kept')
    .action(() => withCore(list));

  source
    .command('remove')
    .description('Remove the kept file of a document, its copies and their words. Their hashes stay in the ledger')
    .argument('<document>', 'its id, or the SHA-256 of one file')
    .addOption(
      new Option('--ground <ground>', 'why it may not be kept')
        .choices(Object.keys(GROUNDS_OF_REMOVAL))
        .makeOptionMandatory(),
    )
    .option('--token <token>', 'who removes it (or LEDGER_TOKEN)')
    .action((document: string, flags: { ground: GroundOfRemoval; token?: string }) =>
      withCore((core) => remove(core, document, flags)),
    );
}

/** Checks all of them before any is kept. */
async function add(core: Core, paths: readonly string[], flags: AddFlags): Promise<void> {
  if (flags.text !== undefined && paths.length > 1)
    throw new CliError('--text holds the words of one file. Name that file alone');
  const { app, signal } = core;
  const actor = await permitted(app, flags.token, KEEPERS);
  await upToDate(core);
  const files = app.get(SourceFiles);
  const found: { path: string; sha256: string; mediaType: string; title: string }[] = [];
  for (const path of paths) {
    const sha256 = createHash('sha256')
      .update(await bytesOf(path, files.limit, FILE_ADVICE))
      .digest('hex');
    found.push({ path, sha256, ...(await documentOf(app, path, sha256)) });
  }
  if (!flags.again) await refuseRemoved(files, found);
  const text = flags.text === undefined ? undefined : await wordsOf(flags.text);
  const progress = new Progress('Keeping');
  const told: string[] = [];
  for (const { path, sha256, mediaType, title } of found) {
    if (signal.aborted)
      throw new CliError(`Interrupted: ${told.length} of ${found.length} files are kept. Run it again`);
    if (flags.again) await files.allowAgain(sha256);
    const isNew = await files.put(
      sha256,
      { mediaType, bytes: await bytesOf(path, files.limit, FILE_ADVICE) },
      actor.subject,
    );
    if (text !== undefined && !(await files.putText(sha256, text)))
      throw new CliError(`${path} was removed meanwhile. Its words were not kept`);
    told.push(
      `${path} ${isNew ? 'is kept' : 'was kept already'}: ${title}${text === undefined ? '' : ', with its words'}`,
    );
    progress.show(told.length, found.length);
  }
  progress.end();
  console.log(told.join('\n'));
}

/** Those of the files that were removed; none is kept beside them, so that nobody has to look which were. */
async function refuseRemoved(files: SourceFiles, found: readonly { path: string; sha256: string }[]): Promise<void> {
  const removed = await files.removed(found.map(({ sha256 }) => sha256));
  const told = found.flatMap(({ path, sha256 }) => {
    const gone = removed.get(sha256);
    return gone ? [`${path}: ${new RemovedFileError(gone).message}`] : [];
  });
  if (told.length > 0) throw new CliError([...told, 'Nothing was kept. With --again they are kept anew'].join('\n'));
}

/** @param advice what to do about a file that is larger */
async function bytesOf(path: string, limit: number, advice: string): Promise<Buffer> {
  const found = await stat(path).catch(() => undefined);
  if (!found) throw new CliError(`There is no file ${path}. Nothing was kept`);
  if (found.isDirectory()) throw new CliError(`${path} is a folder. Name its files`);
  if (found.size > limit)
    throw new CliError(`${path} is larger than ${limit / MEGABYTE} MB. ${advice}. Nothing was kept`);
  return readFile(path);
}

async function wordsOf(path: string): Promise<string> {
  const text = textIn(await bytesOf(path, TEXT_LIMIT, TEXT_ADVICE));
  if (text === null) throw new CliError(`${path} is not well-formed UTF-8. Save it as UTF-8`);
  return text;
}

/** The document that a file belongs to: its own, or as a copy. */
async function documentOf(app: INestApplicationContext, path: string, sha256: string) {
  const lookups = app.get(StoreLookups);
  for (const facet of ['description', `copy/${sha256}`]) {
    const [held] = await lookups.find({ category: 'source', facet, member: 'sha256', value: sha256 });
    if (!held) continue;
    const description = (await lookups.history(held.stream)).at().get('description')?.data;
    const registered = String(held.data.mediaType);
    const mediaType = isMediaType(registered) ? registered.toLowerCase() : 'application/octet-stream';
    return { mediaType, title: String(description?.title ?? held.stream) };
  }
  throw new CliError(
    `${path} is the file of no registered document: none has the hash ${sha256}. Register the document first, or look ` +
      'whether the file has changed. Nothing was kept',
  );
}

async function list(core: Core): Promise<void> {
  const { app } = core;
  const view = { asReportedOn: LAST_DAY, atSize: await upToDate(core) };
  const files = app.get(SourceFiles);
  const documents = await app.get(QueryBus).execute(new GetSources(view));
  const all = await files.all();
  const hashes = [...new Set([...documents.map(({ sha256 }) => sha256), ...all])];
  const [kept, removed] = await Promise.all([files.kept(hashes), files.removed(hashes)]);
  const stateOf = (sha256: string) => {
    const gone = removed.get(sha256);
    if (gone) return `removed ${gone.at.toISOString().slice(0, 10)}: ${GROUNDS_OF_REMOVAL[gone.ground]}`;
    const how = kept.get(sha256);
    return how ? HOW_KEPT[how] : 'not kept';
  };
  const rows = documents.map(({ id, externalIds, title, sha256 }) => [
    externalIds[0] ?? id,
    title,
    sha256,
    stateOf(sha256),
  ]);
  const registered = new Set(documents.map(({ sha256 }) => sha256));
  const others = all.filter((sha256) => !registered.has(sha256));
  for (const sha256 of others) rows.push(['', 'A copy, or not registered', sha256, stateOf(sha256)]);
  console.log(table(['document', 'title', 'SHA-256', 'file'], rows));
}

async function remove(core: Core, document: string, flags: { ground: GroundOfRemoval; token?: string }): Promise<void> {
  const { app } = core;
  const actor = await permitted(app, flags.token, REMOVERS);
  const files = app.get(SourceFiles);
  const hashes = /^[0-9a-f]{64}$/.test(document) ? [document] : await filesOf(core, document);
  const gone: string[] = [];
  for (const sha256 of hashes) if (await files.remove(sha256, flags.ground, actor.subject)) gone.push(sha256);
  if (gone.length === 0) throw new CliError(`No file of ${document} is kept. Nothing was removed`);
  console.log(gone.map((sha256) => `The file ${sha256} is removed. Its hash stays in the ledger.`).join('\n'));
}

/** Hashes of a document's file and of its copies. */
async function filesOf(core: Core, reference: string): Promise<string[]> {
  const { app } = core;
  const ledger = await app.get(LedgerIdentityReader).current();
  const isId = isUuid(reference) || isExternalId(reference);
  const view = { asReportedOn: LAST_DAY, atSize: await upToDate(core) };
  const found =
    ledger && isId && (await app.get(QueryBus).execute(new GetSource(view, resolveId(ledger.id, reference))));
  if (!found) throw new CliError(`There is no document ${reference}. See: ledger source list`);
  return [found.sha256, ...found.copies.map(({ sha256 }) => sha256)];
}

async function permitted(
  app: INestApplicationContext,
  token: string | undefined,
  roles: readonly Role[],
): Promise<Actor> {
  const actor = await actorOf(app, token);
  if (roles.some((role) => actor.roles.includes(role))) return actor;
  const ask = roles.map((role) => role.replaceAll('-', ' ')).join(' or ');
  throw new CliError(`You do not have permission to do this. Ask the ${ask}`);
}
