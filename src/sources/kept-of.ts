import type { SourcePage } from '../../projections/state/queries/source/source-detail.answers.js';
import type { SourceFiles } from './source-files.js';

/** What is kept of a file today, or that it was kept once. */
export async function keptOf(files: SourceFiles, sha256: string): Promise<Pick<SourcePage, 'kept' | 'removed'>> {
  const kept = (await files.kept([sha256])).get(sha256);
  if (kept) return { kept };
  const removed = (await files.removed([sha256])).get(sha256);
  return {
    kept: 'hashOnly',
    ...(removed ? { removed: { at: removed.at.toISOString(), ground: removed.ground } } : {}),
  };
}
