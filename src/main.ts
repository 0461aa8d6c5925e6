import 'reflect-metadata';
import { readConfig } from './config.js';
import { explained, stopOnSignals } from './process.js';
import { startService } from './service.js';

const service = await explained(() => startService(readConfig(process.env)));
stopOnSignals(() => service.close());
console.log(`The ledger is open at ${service.url} (API: ${service.url}/api/docs). Stop it with Ctrl-C.`);
