import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { Importer, type ImportOptions, type LineProblem, type WrittenImport } from '../transfer/importer.js';
import { actorOf, CliError, type Core, withCore } from './core.js';
import { countLines } from './count-lines.js';
import { Progress } from './progress.js';

/** Problems printed before the rest is only counted. */
const SHOWN = 50;

const HELP = `
With --entries the file is an export of a whole ledger, as "ledger export" or GET /api/entries as JSON Lines gives it. Its
entries are taken into an empty ledger as they are: ids, streams, order, recorded times and every byte. Needs no token, but
the database as its owner. What the export discloses can be read again, encrypted under this ledger's own key; what it does
not stays sealed. Stop every process of the service before.`;

interface Flags {
  entries?: boolean;
  dryRun?: boolean;
  confirm: string[];
  token?: string;
}

export function importCommand(program: Command): void {
  program
    .command('import')
    .description('Load a file of commands (JSON Lines). The whole file is checked before anything is written')
    .argument('<file>', 'one command a line')
    .option('--entries', 'the file is the export of a ledger, for an empty one')
    .option('--dry-run', 'check only, write nothing')
    .option('--confirm <code>', 'accept a warning for the whole file; may be given several times', collect, [])
    .option('--token <token>', 'who loads it (or LEDGER_TOKEN)')
    .addHelpText('after', HELP)
    .action(async (file: string, flags: Flags) => {
      const found = statSync(file, { throwIfNoEntry: false });
      if (!found) throw new CliError(`There is no file ${file}`);
      if (found.isDirectory()) throw new CliError(`${file} is a folder. Name a file of commands`);
      if (!flags.entries) return withCore((core) => runImport(core, file, flags));
      // Loads both engines' clients, which no other import needs.
      const { importEntries } = await import('./import-entries.js');
      return importEntries(file, flags);
    });
}

async function runImport(core: Core, file: string, flags: Flags): Promise<void> {
  const actor = await actorOf(core.app, flags.token);
  core.follow();
  const importer = core.app.get(Importer);
  const total = await countLines(file);
  const options = (what: string): ImportOptions & { end(): void } => {
    const progress = new Progress(what);
    return {
      confirmed: flags.confirm,
      signal: core.signal,
      onProgress: (_, done) => progress.show(done, total),
      end: () => progress.end(),
    };
  };

  const checking = options('Checking');
  const checked = await importer.check(file, actor, checking);
  checking.end();
  if (core.signal.aborted) throw new CliError('Interrupted while checking. Nothing was written');
  if (checked.problems.length > 0) {
    printProblems(checked.problems);
    throw new CliError(`${count(checked.problems.length, 'problem')} in ${file}. Nothing was written`);
  }
  if (checked.warnings.length > 0) {
    printProblems(checked.warnings);
    throw new CliError(
      `${count(checked.warnings.length, 'warning')} in ${file}. Nothing was written. Mend the lines, or accept them with ${confirming(checked.warnings)}`,
    );
  }
  if (checked.notes.length > 0) {
    console.error(`${count(checked.notes.length, 'note')} on ${file}, for whoever looks after it:`);
    printProblems(checked.notes);
  }
  const fresh = checked.steps.length;
  if (flags.dryRun) {
    console.log(
      `${file} can be loaded: ${count(fresh, 'new command')}, ${checked.known} in the ledger already. Nothing was written.`,
    );
    return;
  }

  const writing = options('Writing');
  const written = await importer.write(checked, actor, writing);
  writing.end();
  const stopped = whyStopped(written);
  if (stopped !== undefined) {
    printProblems([...written.problems, ...written.warnings]);
    throw new CliError(stopped);
  }
  if (written.interrupted)
    throw new CliError(
      `Interrupted: ${written.written} of ${count(fresh, 'command')} were written. Run the import again to complete it`,
    );
  console.log(`${count(written.written, 'command')} written, ${checked.known} were in the ledger already.`);
}

/** What to do where lines were refused that the check had found fine; `undefined` where none was. */
export function whyStopped({ written, problems, warnings }: WrittenImport): string | undefined {
  if (problems.length === 0 && warnings.length === 0) return undefined;
  const mend = warnings.length === 0 ? 'Mend the line' : `Mend the line, or accept it with ${confirming(warnings)},`;
  return `The ledger changed during the import. ${count(written, 'command')} were written. ${mend} and run the import again`;
}

/** The options that accept warnings for a whole file. */
function confirming(warnings: readonly LineProblem[]): string {
  return [...new Set(warnings.map(({ code }) => `--confirm ${code}`))].join(' ');
}

function printProblems(problems: readonly LineProblem[]): void {
  for (const { line, field, message } of problems.slice(0, SHOWN))
    console.error(`line ${line}${field ? `, ${field}` : ''}: ${message}`);
  if (problems.length > SHOWN) console.error(`… and ${problems.length - SHOWN} more`);
}

function count(n: number, what: string): string {
  return `${n} ${what}${n === 1 ? '' : 's'}`;
}

function collect(code: string, codes: string[]): string[] {
  return [...codes, code];
}
