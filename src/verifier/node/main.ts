import { run } from './command-line.js';

/** Told on a terminal alone, over and over in one line. */
const progress = process.stderr.isTTY
  ? (done: number, of: number) => process.stderr.write(`\r${done} of ${of} entries\x1b[K`)
  : undefined;

const { exit, out, error } = await run(process.argv.slice(2), progress);
if (progress) process.stderr.write('\r\x1b[K');
process.stderr.write(error);
process.stdout.write(out);
process.exitCode = exit;
