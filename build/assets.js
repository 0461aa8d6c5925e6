// Makes what the pages load, and puts templates and texts beside the built code.
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
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

// The scripts as they are: what they import is named when they are served, by hash.
const framework = readFileSync(join(root, 'node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js'), 'utf8');
writeFileSync(join(built, 'public', 'govuk-frontend.js'), framework.replace(/\/\/# sourceMappingURL=.*$/m, ''));
for (const script of ['pages.js', 'verify.js']) cpSync(join(web, 'client', script), join(built, 'public', script));

for (const folder of ['views', 'strings'])
  for (const file of readdirSync(join(web, folder), { recursive: true }))
    if (/\.(njk|json)$/.test(file)) cpSync(join(web, folder, file), join(built, folder, file));
