import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceLock } from '../../src/database/embedded/service-lock.js';
import { createFolder } from './service-process.js';

const onLinux = process.platform === 'linux' ? it : it.skip;

describe('the lock on the data', () => {
  let folder: string;
  let file: string;

  beforeEach(async () => {
    folder = await createFolder();
    file = join(folder, 'lock');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is held until released, and names its holder', async () => {
    const lock = await ServiceLock.take(file);
    expect(await ServiceLock.take(file)).toEqual({ heldBy: process.pid });
    expect(await ServiceLock.holder(file)).toBe(process.pid);
    await (lock as ServiceLock).release();
    expect(await ServiceLock.holder(file)).toBeNull();
    expect(await ServiceLock.take(file)).toBeInstanceOf(ServiceLock);
  });

  it.each([
    '',
    'not json',
    '{"pid":0,"identity":""}',
    '{"pid":4194304,"identity":"gone"}',
  ])('is taken over when its holder is gone or nobody: %j', async (content) => {
    await writeFile(file, content);
    expect(await ServiceLock.holder(file)).toBeNull();
    expect(await ServiceLock.take(file)).toBeInstanceOf(ServiceLock);
  });

  onLinux('is taken over when another process now has the id of its holder', async () => {
    await writeFile(file, JSON.stringify({ pid: process.pid, identity: 'earlier' }));
    expect(await ServiceLock.take(file)).toBeInstanceOf(ServiceLock);
  });

  it('goes to exactly one of many who find it stale', async () => {
    for (let round = 0; round < 20; round++) {
      await writeFile(file, 'stale');
      const answers = await Promise.all(Array.from({ length: 10 }, () => ServiceLock.take(file)));
      expect(answers.filter((answer) => answer instanceof ServiceLock)).toHaveLength(1);
      expect(await readdir(folder)).toEqual(['lock']);
    }
  });

  it("does not remove a lock that is somebody else's by now", async () => {
    const lock = (await ServiceLock.take(file)) as ServiceLock;
    await writeFile(file, 'theirs');
    await lock.release();
    expect(await readdir(folder)).toEqual(['lock']);
  });
});
