import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MOST_BYTES, type Source, SourceError } from '../source.js';

/** A log in a folder, laid out as it is served. */
export class FolderSource implements Source {
  constructor(private readonly folder: string) {}

  async read(path: string): Promise<Uint8Array | null> {
    const file = join(this.folder, path);
    try {
      if ((await stat(file)).size > MOST_BYTES) throw new SourceError(`${file} is larger than anything in a log`);
      return await readFile(file);
    } catch (error) {
      if (error instanceof SourceError) throw error;
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return null;
      throw new SourceError(`${file} cannot be read (${code})`, { cause: error });
    }
  }
}
