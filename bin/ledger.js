#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/src/cli.js', import.meta.url);
if (!existsSync(program)) {
  console.error('ledger has not been built yet. Run: npm run build');
  process.exit(2);
}
process.setSourceMapsEnabled(true);
await import(program.href);
