import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anchorPath, readAnchor, writeAnchor } from './anchor-file.js';

const noteOf = (size: number) => `ledger.example/plan-1\n${size}\nroot\n\nsignature of ${size}\n`;

describe('the file that remembers what was signed last', () => {
  let folder: string;
  let keyFile: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-anchor-'));
    keyFile = join(folder, 'log.key');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const write = (size: number) => writeAnchor(keyFile, { size, note: noteOf(size) });

  it('is not there before the first', () => expect(readAnchor(keyFile)).toBeNull());

  it('holds the newest, and leaves nothing else behind', () => {
    for (const size of [0, 9, 10, 10]) {
      write(size);
      expect(readAnchor(keyFile)).toBe(noteOf(size));
    }
    expect(existsSync(`${anchorPath(keyFile)}.new`)).toBe(false);
  });

  it('does not go back to a smaller one', () => {
    write(10);
    write(9);
    expect(readAnchor(keyFile)).toBe(noteOf(10));
  });

  it('cannot be written where its folder is gone', () => {
    keyFile = join(folder, 'gone', 'log.key');
    expect(() => write(1)).toThrow(/cannot be written to .*log\.key\.checkpoint/);
  });
});
