import 'reflect-metadata';
import { runService } from './run-service.js';

// The projections alone; as many of these as are wanted share them.
await runService('projections');
