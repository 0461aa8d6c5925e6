// Makes what the pages load, and puts templates and texts beside the built code.
import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import * as sass from 'sass';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const web = join(root, 'src', 'web');
const built = join(root, 'dist', 'src', 'web');

mkdirSync(join(built, 'public'), { recursive: true });
const { css } = sass.compile(join(web, 'styles', 'pages.scss'), {
  style: 'compressed',
  importers: [new sass.NodePackageImporter(root)],
  quietDeps: true,
});
writeFileSync(join(built, 'public', 'pages.css'), css);

buildSync({
  entryPoints: [join(web, 'client', 'pages.js')],
  outfile: join(built, 'public', 'pages.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  legalComments: 'none',
});

for (const folder of ['views', 'strings'])
  for (const file of readdirSync(join(web, folder), { recursive: true }))
    if (/\.(njk|json)$/.test(file)) cpSync(join(web, folder, file), join(built, folder, file));
