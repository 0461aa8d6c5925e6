import type { Command } from 'commander';
import { witnessProcess } from '../witness/process.js';

/** The words behind it are read by the witness itself, which exists as a program of its own as well. */
export function witnessCommand(program: Command): void {
  program
    .command('witness')
    .description("Keep watch over other people's ledgers, and cosign them as long as they only grow; needs no ledger")
    .argument('[words...]')
    .allowUnknownOption()
    .helpOption(false)
    .action((words: string[]) => witnessProcess(words, 'ledger witness'));
}
