import { witnessProcess } from './process.js';

await witnessProcess(process.argv.slice(2), 'ledger-witness');
