// tsc leaves .sql files behind; this copies them to the same place under dist/, where the built code looks for them.
import { cpSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

for (const folder of ['src', 'projections']) {
  for (const file of readdirSync(join(root, folder), { recursive: true })) {
    if (file.endsWith('.sql')) cpSync(join(root, folder, file), join(root, 'dist', folder, file));
  }
}
