import 'reflect-metadata';
import { runService } from './run-service.js';

// Everything in one process: the API, and the projections that it answers from.
await runService('everything');
