import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServiceKey, readServiceKey } from './service-key.js';

describe('service key', () => {
  let folder: string;
  let path: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'service-key-'));
    path = join(folder, 'keys', 'service.key');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('is made once, for its owner alone, and read back the same', () => {
    const made = createServiceKey(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path)).toHaveLength(32);
    expect(readServiceKey(path)).toEqual(made);
    expect(made.narrative).not.toEqual(made.wrapping);
    expect(() => createServiceKey(path)).toThrow(`The service key ${path} exists already.`);
    expect(readServiceKey(path)).toEqual(made);
  });

  it('is not made by reading', () => {
    expect(() => readServiceKey(path)).toThrow(/does not exist. Put the ledger's key back/);
    expect(() => statSync(path)).toThrow();
  });

  it('is refused when others may read it', () => {
    createServiceKey(path);
    chmodSync(path, 0o640);
    expect(() => readServiceKey(path)).toThrow(/is open to other users. Close it: chmod 600/);
  });

  it.each([0, 31, 33, 64])('is refused with %i bytes', (length) => {
    const other = join(folder, 'other.key');
    writeFileSync(other, Buffer.alloc(length), { mode: 0o600 });
    expect(() => readServiceKey(other)).toThrow(`has ${length} bytes instead of 32`);
  });
});
