import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);

/** Absolute path of a file of the project. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(path, ROOT));
}

export function projectText(path: string): string {
  return readFileSync(projectPath(path), 'utf8');
}

/** Whether a file or folder is there; one below `dist/` counts when its source is. */
export function isInProject(path: string): boolean {
  return existsSync(projectPath(path.replace(/^dist\/(.+)\.js$/, '$1.ts')));
}
