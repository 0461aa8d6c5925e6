import { SourceError } from '../source.js';

/** A log in files that somebody chose or dropped, laid out as it is served, in whatever folder they lie. */
export class FilesSource {
  /** @param {Map<string, File>} files by their paths */
  constructor(files) {
    const checkpoints = [...files.keys()].filter((path) => path === 'checkpoint' || path.endsWith('/checkpoint'));
    const nearest = checkpoints.sort((a, b) => a.length - b.length)[0] ?? '';
    this.prefix = nearest.slice(0, nearest.length - 'checkpoint'.length);
    this.files = files;
  }

  async read(path) {
    const file = this.files.get(`${this.prefix}${path}`);
    if (!file) return null;
    try {
      return new Uint8Array(await file.arrayBuffer());
    } catch (error) {
      throw new SourceError(`${path} cannot be read: ${error.message}`);
    }
  }
}

/** Refuses what is no UTF-8: put right, it would no longer be what was sealed. */
export async function textIn(file) {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
  } catch (error) {
    throw new Error(`${file.name} cannot be read: ${error.message}`);
  }
}

/** The files of an input for folders. */
export function chosenFiles(list) {
  return new Map([...list].map((file) => [file.webkitRelativePath || file.name, file]));
}

/** The files of what was dropped, and of the folders in it. */
export async function droppedFiles(items) {
  const held = [...items].map((item) => item.webkitGetAsEntry() ?? item.getAsFile()); // gone after the first wait
  const files = new Map();
  for (const one of held.filter(Boolean)) {
    if (one instanceof File) files.set(one.name, one);
    else await collect(one, files);
  }
  return files;
}

async function collect(entry, files) {
  if (entry.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    files.set(entry.fullPath.slice(1), file);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject)); // a hundred at a time
    if (some.length === 0) return;
    for (const inner of some) await collect(inner, files);
  }
}
