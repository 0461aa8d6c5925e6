import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ProcessLock } from '../../src/process-lock.js';
import { createFolder } from '../database/service-process.js';

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('a lock that a process holds', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await createFolder();
    file = join(folder, 'lock');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is held until released, and names its holder', async () => {
    const lock = await ProcessLock.take(file);
    expect(await ProcessLock.take(file)).toEqual({ heldBy: process.pid });
    expect(await ProcessLock.holder(file)).toBe(process.pid);
    await (lock as ProcessLock).release();
    expect(await ProcessLock.holder(file)).toBeNull();
    expect(await ProcessLock.take(file)).toBeInstanceOf(ProcessLock);
  });

  it.each([
    '',
    'not json',
    '{"pid":0,"identity":""}',
    '{"pid":4194304,"identity":"gone"}',
  ])('is taken over when its holder is gone or nobody: %j', async (content) => {
    await writeFile(file, content);
    expect(await ProcessLock.holder(file)).toBeNull();
    expect(await ProcessLock.take(file)).toBeInstanceOf(ProcessLock);
  });

  onLinux('is taken over when another process now has the id of its holder', async () => {
    await writeFile(file, JSON.stringify({ pid: process.pid, identity: 'earlier' }));
    expect(await ProcessLock.take(file)).toBeInstanceOf(ProcessLock);
  });

  it('goes to exactly one of many who find it stale', async () => {
    for (let round = 0; round < 20; round++) {
      await writeFile(file, 'stale');
      const answers = await Promise.all(Array.from({ length: 10 }, () => ProcessLock.take(file)));
      expect(answers.filter((answer) => answer instanceof ProcessLock)).toHaveLength(1);
      expect(await readdir(folder)).toEqual(['lock']);
    }
  });

  it("does not remove a lock that is somebody else's by now", async () => {
    const lock = (await ProcessLock.take(file)) as ProcessLock;
    await writeFile(file, 'theirs');
    await lock.release();
    expect(await readdir(folder)).toEqual(['lock']);
  });
});
