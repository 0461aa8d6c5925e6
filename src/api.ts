import 'reflect-metadata';
import { runService } from './run-service.js';

// The API alone; another process keeps the projections up to date.
await runService('api');
