// Makes the witness as one file for Node, which needs nothing else.
import { chmodSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const outfile = join(root, 'dist', 'witness', 'ledger-witness.mjs');

await build({
  entryPoints: [join(root, 'src', 'witness', 'main.ts')],
  outfile,
  ...{ bundle: true, format: 'esm', platform: 'node', target: 'node20', charset: 'utf8', logLevel: 'warning' },
  banner: { js: '#!/usr/bin/env node' },
});
chmodSync(outfile, 0o755);
