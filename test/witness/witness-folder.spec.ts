import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex, utf8 } from '../../src/integrity/bytes.js';
import { parseCheckpoint } from '../../src/integrity/checkpoint.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { Witness, WitnessMemoryError } from '../../src/witness/witness.js';
import { WitnessFolder } from '../../src/witness/witness-folder.js';
import { PlainLog } from '../support/plain-log.js';
import { keyNamed } from '../support/witness-keys.js';

const ORIGIN = 'ledger.example/plan-1';
const log = new PlainLog(ORIGIN, 40);
/** The same log as far as entry 10, and another from there on. */
const fork = new PlainLog(ORIGIN, 40, 10);

describe('the folder of a witness', () => {
  let path: string;
  let lock: string;
  let kept: string;

  beforeEach(() => {
    path = mkdtempSync(join(tmpdir(), 'progress-ledger-witness-'));
    lock = join(path, 'pid');
    kept = join(path, toHex(nodePrimitives.sha256(utf8(ORIGIN))));
  });
  afterEach(() => rmSync(path, { recursive: true }));

  it.each([
    '',
    '4194304\n',
    '{"pid":4194304,"identity":"gone"}',
  ])('goes to one of many that find it left behind: %j', async (left) => {
    writeFileSync(lock, left);
    const taken = await Promise.allSettled(Array.from({ length: 10 }, () => WitnessFolder.take(path)));
    expect(taken.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(taken.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual(
      Array.from({ length: 9 }, () => expect.any(WitnessMemoryError)),
    );
  });

  it('is free once its holder is gone, though another program has the number of that by now', async () => {
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, identity: 'of an earlier program' }));
    await expect(WitnessFolder.take(path)).resolves.toBeInstanceOf(WitnessFolder);
  });

  it('stays locked by whoever has it, when another gives it back', async () => {
    const folder = await WitnessFolder.take(path);
    writeFileSync(lock, 'another');
    await folder.release();
    expect(readFileSync(lock, 'utf8')).toBe('another');
  });

  describe('of two witnesses that the lock does not tell apart', () => {
    const witnessOn = async () => {
      // As one in another container, whose first process has this number too.
      writeFileSync(lock, JSON.stringify({ pid: process.pid, identity: 'of another container' }));
      const memory = await WitnessFolder.take(path);
      const witness = new Witness({
        ...{ key: keyNamed('witness.example/w'), logs: [log.key], memory, now: () => 1_800_000_000, log: () => {} },
      });
      return (of: PlainLog, old: number, size: number) => witness.addCheckpoint(utf8(of.submission(old, size))).status;
    };

    it.each([0, 10])('lets one alone sign what comes after entry %d', async (known) => {
      if (known > 0) expect((await witnessOn())(log, 0, known)).toBe(200);
      const [one, other] = [await witnessOn(), await witnessOn()];
      expect(one(log, known, 20)).toBe(200);
      for (let time = 0; time < 2; time++) expect(() => other(fork, known, 20)).toThrow(WitnessMemoryError);
      expect(one(log, 20, 30)).toBe(200);
      expect((await witnessOn())(fork, 30, 40)).toBe(422);
    });
  });

  it('takes a checkpoint that could not be saved before', async () => {
    const folder = await WitnessFolder.take(path);
    expect(folder.load(ORIGIN)).toBeNull();
    mkdirSync(join(kept, 'checkpoint.new'), { recursive: true });
    expect(() => folder.save(ORIGIN, 'first')).toThrow(/EISDIR/);
    rmdirSync(join(kept, 'checkpoint.new'));
    folder.save(ORIGIN, 'second');
    expect(folder.load(ORIGIN)).toBe('second');
  });

  it('has the checkpoint that a conflict contradicts, before it has the conflict', async () => {
    const folder = await WitnessFolder.take(path);
    folder.load(ORIGIN);
    folder.save(ORIGIN, log.note(20));
    const name = `conflict-${toHex(fork.tree.root(20).subarray(0, 8))}`;
    const keep = () => folder.keepConflict(ORIGIN, parseCheckpoint(fork.text(20)), fork.note(20));
    mkdirSync(join(kept, `${name}.new`)); // so that it cannot be written
    expect(keep).toThrow(/EISDIR/);
    expect(readFileSync(join(kept, `${name}.cosigned`), 'utf8')).toBe(log.note(20));
    rmdirSync(join(kept, `${name}.new`));
    keep();
    folder.save(ORIGIN, log.note(30));
    keep();
    expect(readdirSync(kept).sort()).toEqual(['checkpoint', name, `${name}.cosigned`]);
    expect(readFileSync(join(kept, name), 'utf8')).toBe(fork.note(20));
    expect(readFileSync(join(kept, `${name}.cosigned`), 'utf8')).toBe(log.note(20));
  });
});
