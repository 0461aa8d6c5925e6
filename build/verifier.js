// Makes the two files with which anybody can check a log: one for Node, one for a browser. Each has all that it needs in it.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const sources = join(root, 'src', 'verifier');
const target = join(root, 'dist', 'verify');

async function bundle(entry, settings) {
  const { outputFiles } = await build({
    ...{ entryPoints: [join(sources, entry)], bundle: true, write: false, logLevel: 'warning', charset: 'utf8' },
    ...{ legalComments: 'inline', ...settings },
  });
  return outputFiles[0].text;
}

const hashOf = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

mkdirSync(target, { recursive: true });

const program = await bundle('node/main.ts', {
  ...{ format: 'esm', platform: 'node', target: 'node20' },
  banner: { js: '#!/usr/bin/env node' },
});
writeFileSync(join(target, 'ledger-verify.mjs'), program, { mode: 0o755 });

const bundled = await bundle('page/page.js', { format: 'iife', platform: 'browser', target: 'es2022', minify: true });
const script = bundled.replaceAll('</script', '<\\/script');
const style = readFileSync(join(sources, 'page', 'page.css'), 'utf8');
const inPlaceOf = {
  '%SCRIPT-HASH%': hashOf(script),
  '%STYLE-HASH%': hashOf(style),
  '<script src="page.js"></script>': `<script>${script}</script>`,
  '<link rel="stylesheet" href="page.css">': `<style>${style}</style>`,
};
let page = readFileSync(join(sources, 'page', 'page.html'), 'utf8');
for (const [place, text] of Object.entries(inPlaceOf)) {
  if (page.split(place).length !== 2) throw new Error(`page.html has not one ${place}`);
  page = page.replace(place, () => text);
}
writeFileSync(join(target, 'ledger-verify.html'), page);
