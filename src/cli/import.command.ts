import { statSync } from 'node:fs';
import type { Command } from 'commander';
import { Importer, type ImportOptions, type LineProblem } from '../transfer/importer.js';
import { actorOf, CliError, type Core, withCore } from './core.js';
import { countLines } from './count-lines.js';
import { Progress } from './progress.js';

/** Problems printed before the rest is only counted. */
const SHOWN = 50;

interface Flags {
  dryRun?: boolean;
  confirm: string[];
  token?: string;
}

export function importCommand(program: Command): void {
  program
    .command('import')
    .description('Load a file of commands (JSON Lines). The whole file is checked before anything is written')
    .argument('<file>', 'one command a line')
    .option('--dry-run', 'check only, write nothing')
    .option('--confirm <code>', 'accept a warning for the whole file; may be given several times', collect, [])
    .option('--token <token>', 'who loads it (or LEDGER_TOKEN)')
    .action((file: string, flags: Flags) => withCore((core) => runImport(core, file, flags)));
}

async function runImport(core: Core, file: string, flags: Flags): Promise<void> {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found) throw new CliError(`There is no file ${file}`);
  if (found.isDirectory()) throw new CliError(`${file} is a folder. Name a file of commands`);
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
    const codes = [...new Set(checked.warnings.map(({ code }) => code))].map((code) => `--confirm ${code}`).join(' ');
    throw new CliError(
      `${count(checked.warnings.length, 'warning')} in ${file}. Nothing was written. Mend the lines, or accept them with ${codes}`,
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
  if (written.problems.length > 0) {
    printProblems(written.problems);
    throw new CliError(
      `The ledger changed during the import. ${count(written.written, 'command')} were written. Mend the line and run the import again`,
    );
  }
  if (written.interrupted)
    throw new CliError(
      `Interrupted: ${written.written} of ${count(fresh, 'command')} were written. Run the import again to complete it`,
    );
  console.log(`${count(written.written, 'command')} written, ${checked.known} were in the ledger already.`);
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
