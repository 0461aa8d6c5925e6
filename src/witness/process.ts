import { run } from './command-line.js';

/** Runs the program in this process until it is done or told to end. */
export async function witnessProcess(words: readonly string[], program: string): Promise<void> {
  const ended = new AbortController();
  const end = () => ended.abort();
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.exitCode = await run(words, {
    program,
    out: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(text),
    signal: ended.signal,
  });
}
