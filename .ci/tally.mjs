// Adds up jest's result files and prints the tally alone on the last line.
import { readFileSync } from 'node:fs';

const results = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, 'utf8')));
const sum = (key) => results.reduce((total, result) => total + result[key], 0);
const skipped = sum('numPendingTests');
console.log(
  `\n${sum('numPassedTests')} passed, ${sum('numFailedTests')} failed${skipped ? `, ${skipped} skipped` : ''}`,
);
