#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/verify/ledger-verify.mjs', import.meta.url);
if (!existsSync(program)) {
  console.error('ledger-verify has not been built yet. Run: npm run build');
  process.exit(2);
}
await import(program.href);
