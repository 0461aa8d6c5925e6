import { readFileSync } from 'node:fs';

/** The folder that holds `src/` and `projections/`: the repository for the sources, `dist/` for the built files. */
const sourceRoot = new URL('../../', import.meta.url);

/**
 * The text of a `.sql` file that stands beside the sources.
 *
 * @param path from the project's root, with forward slashes, for example `src/ledger/postgres/append.sql`
 * @throws Error (`ENOENT`) there is no such file, or the build did not copy it (`build/copy-sql.js` does)
 */
export function sqlFile(path: string): string {
  return readFileSync(new URL(path, sourceRoot), 'utf8');
}
