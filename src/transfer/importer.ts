import type { Actor } from '../access/roles.js';
import type { CommandType } from '../ledger/catalogue/catalogue.js';
import type { Clock } from '../ledger/clock.js';
import { CommandProcessor } from '../ledger/commands/command-processor.js';
import { Refused } from '../ledger/commands/refused.js';
import { wasWritten } from '../ledger/commands/was-written.js';
import type { NewEvent } from '../ledger/event.js';
import { WrongExpectedRevisionError } from '../ledger/event-store.js';
import { type CheckedParts, checkedParts, type ImporterParts, type KeptDisclosures } from './checked-parts.js';
import { type ImportLine, readImportFile } from './import-file.js';
import type { PendingAppend } from './overlay-event-store.js';

/** Appends that may be on their way to the store at once; the store gathers them into few commits. */
const IN_FLIGHT = 256;

/** What is wrong with a line, as an officer reads it. */
export interface LineProblem {
  line: number;
  code: string;
  field: string;
  message: string;
}

export interface ImportOptions {
  /** Codes of warnings that were read and accepted for the whole file. */
  confirmed?: readonly string[];
  /** Called after each line, with the phase and how many lines are done. */
  onProgress?: (phase: 'check' | 'write', done: number) => void;
  /** Stops between two lines; what was acknowledged stays, and the next run completes the rest. */
  signal?: AbortSignal;
}

/** A file that was checked against the state it would produce. Nothing was written. */
export interface CheckedImport {
  lines: number;
  /** Lines whose commands are in the ledger already. */
  known: number;
  problems: LineProblem[];
  warnings: LineProblem[];
  /** What stands in the way of nothing, but should be known. */
  notes: LineProblem[];
  steps: Step[];
}

interface Step {
  line: number;
  type: CommandType;
  body: object;
  /** What the check decided; absent where the decision has to be made while writing. */
  append?: PendingAppend;
  /** Erasable values of the decided events, in clear, by event id. */
  disclosures: KeptDisclosures;
}

export interface WrittenImport {
  /** Lines written by this run. */
  written: number;
  /** The ledger changed under the import: the lines that could not be written any more, and why. None is begun behind. */
  problems: LineProblem[];
  /** The same of what would have to be confirmed now. */
  warnings: LineProblem[];
  interrupted: boolean;
}

/** Loads import files: first the whole file is checked in memory, then what it decided is appended. */
export class Importer {
  constructor(private readonly parts: ImporterParts) {}

  /** Checks a file line by line against the ledger plus the lines above. Writes nothing. */
  async check(path: string, actor: Actor, options: ImportOptions = {}): Promise<CheckedImport> {
    return (await this.checkLines(readImportFile(path), () => actor, options)).checked;
  }

  /**
   * Checks lines, each in the name of whoever sends it, against the ledger plus the lines above. Writes nothing.
   *
   * @returns what was found, and the ledger as it would be
   */
  async checkLines(
    lines: AsyncIterable<ImportLine> | Iterable<ImportLine>,
    senderOf: (line: ImportLine) => Actor,
    options: ImportOptions & { clock?: Clock } = {},
  ): Promise<{ checked: CheckedImport; ledger: CheckedParts }> {
    const clock = options.clock ?? this.parts.clock;
    const ledger = await checkedParts({ ...this.parts, clock });
    const processor = new CommandProcessor(ledger);
    const checked: CheckedImport = { lines: 0, known: 0, problems: [], warnings: [], notes: [], steps: [] };
    for await (const line of lines) {
      if (options.signal?.aborted) break;
      checked.lines++;
      await this.checkLine(line, senderOf(line), options.confirmed ?? [], ledger, processor, checked);
      options.onProgress?.('check', checked.lines);
    }
    return { checked, ledger };
  }

  /** Appends what a check without problems decided, in the file's order. */
  async write(checked: CheckedImport, actor: Actor, options: ImportOptions = {}): Promise<WrittenImport> {
    const processor = new CommandProcessor(this.parts);
    const result: WrittenImport = { written: 0, problems: [], warnings: [], interrupted: false };
    const running = new Map<string, Promise<unknown>>();
    const failures: unknown[] = [];
    const written = () => {
      result.written++;
      options.onProgress?.('write', checked.known + result.written);
    };
    const decideAgain = async (step: Step) => {
      try {
        await processor.process(step.type, step.body, actor);
        written();
      } catch (error) {
        const found = problemsOf(step.line, error);
        result.problems.push(...found.problems);
        result.warnings.push(...found.warnings);
      }
    };
    const atOnce = this.parts.store.keepsCallOrder ? IN_FLIGHT : 1;
    for (const step of checked.steps) {
      // A store that writes appends to different streams in the order in which they come still holds one back whose
      // stream it is just writing to. Nothing may overtake that: an import that is killed leaves the beginning of the
      // file in the ledger, and no entry that rests on one that is missing.
      if (!step.append || running.has(step.append.stream) || running.size >= atOnce)
        await Promise.all(running.values());
      if (options.signal?.aborted) result.interrupted = true;
      const isRefused = result.problems.length > 0 || result.warnings.length > 0;
      if (result.interrupted || isRefused || failures.length > 0) break;
      if (!step.append) {
        await decideAgain(step);
        continue;
      }
      const { stream, expected } = step.append;
      // Sealed before the call, so that appends reach the store's queue in the file's order.
      const events = await this.sealed(step.append.events, step.disclosures);
      const append = this.parts.store
        .append(stream, expected, events)
        .then(
          async (last) => ((await wasWritten(this.parts.store, stream, last, events)) ? written() : decideAgain(step)),
          (error) => (error instanceof WrongExpectedRevisionError ? decideAgain(step) : Promise.reject(error)),
        )
        .catch((error) => failures.push(error))
        .finally(() => running.delete(stream));
      running.set(stream, append);
    }
    await Promise.all(running.values());
    if (failures.length > 0) throw failures[0];
    return result;
  }

  private async checkLine(
    line: ImportLine,
    actor: Actor,
    confirmed: readonly string[],
    parts: CheckedParts,
    processor: CommandProcessor,
    result: CheckedImport,
  ): Promise<void> {
    if ('problem' in line) {
      result.problems.push({ line: line.line, code: 'not-a-command', field: '', message: line.problem });
      return;
    }
    const type = parts.catalogue.command(line.command);
    if (!type) {
      const message = `There is no command "${line.command}"`;
      result.problems.push({ line: line.line, code: 'unknown-command', field: 'command', message });
      return;
    }
    const body =
      confirmed.length > 0
        ? { ...line.body, confirmed: [...new Set([...confirmedOf(line.body), ...confirmed])] }
        : line.body;
    const before = parts.store.pending.length;
    try {
      const { notices = [], notes = [] } = await processor.process(type, body, actor);
      result.notes.push(...[...notices, ...notes].map((told) => ({ line: line.line, ...told })));
    } catch (error) {
      const found = problemsOf(line.line, error);
      result.problems.push(...found.problems);
      result.warnings.push(...found.warnings);
      return;
    }
    const append = parts.store.pending[before];
    if (!append) result.known++;
    else {
      const decided = type.pinsSize ? {} : { append };
      result.steps.push({ line: line.line, type, body, disclosures: parts.erasable, ...decided });
    }
  }

  /** The decided events with the erasable values that the check kept in clear, encrypted now. */
  private sealed(events: readonly NewEvent[], kept: KeptDisclosures): Promise<NewEvent[]> {
    const seal = async (event: NewEvent) => ({
      ...event,
      disclosures: await this.parts.erasable.seal(event.id, kept.of(event.id)),
    });
    return Promise.all(events.map(seal));
  }
}

function confirmedOf(body: Record<string, unknown>): string[] {
  return Array.isArray(body.confirmed) ? body.confirmed.filter((code) => typeof code === 'string') : [];
}

function problemsOf(line: number, error: unknown): { problems: LineProblem[]; warnings: LineProblem[] } {
  if (!(error instanceof Refused)) throw error;
  const at = (problem: Refused['problems'][number]): LineProblem => ({ line, ...problem });
  return { problems: error.problems.map(at), warnings: error.warnings.map(at) };
}
