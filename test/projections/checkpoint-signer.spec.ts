import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ensureLive } from '../../projections/runner/builds.js';
import { takeOver } from '../../projections/runner/cursors.js';
import { CheckpointSigner } from '../../projections/seal/checkpoint-signer.js';
import { LogCheckpoints } from '../../projections/seal/log-checkpoints.js';
import { LogTree } from '../../projections/seal/log-tree.js';
import { SealProjection } from '../../projections/seal/seal.projection.js';
import { toHex } from '../../src/integrity/bytes.js';
import { checkpointText, openCheckpoint } from '../../src/integrity/checkpoint.js';
import { parseVkey, publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { logSignature, logVerifier } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { writeNote } from '../../src/integrity/note.js';
import { anchorPath } from '../../src/log/anchor-file.js';
import { createKeyFile, readKeyFile } from '../../src/log/key-file.js';
import type { LogOptions } from '../../src/log/log-options.js';
import type { SigningProblem } from '../../src/log/signing-problem.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { ENDLESS_MS } from '../support/endless.js';
import { PlainTree } from '../support/plain-tree.js';
import { numberedLeaves, sealNumbered } from '../support/sealed-entries.js';
import { until } from '../support/until.js';

const ORIGIN = 'ledger.example/test';
const IDENTITY = { id: 'x', origin: ORIGIN, timeZone: 'UTC' };
const INSTANCE = 'here-1';
const plain = new PlainTree(numberedLeaves(1_000));

/** A log in a database of its own, with signers that work on it one after the other. */
describe('the log', () => {
  let database: TestDatabase;
  let checkpoints: LogCheckpoints;
  let folder: string;
  let keyFile: string;
  let said: string[];
  let stop: () => Promise<void>;

  beforeEach(async () => {
    database = await createTestDatabase();
    checkpoints = new LogCheckpoints(database.appPool);
    await ensureLive(database.appPool, new SealProjection());
    await takeOver(database.appPool, 'seal', INSTANCE);
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-log-'));
    keyFile = join(folder, 'log.key');
    said = [];
    stop = async () => undefined;
  });
  afterEach(async () => {
    await stop();
    await database.close();
    rmSync(folder, { recursive: true });
  });

  /** Runs a signer until the next one is started. */
  async function start(
    options: Partial<LogOptions> = {},
    { opened = true, instance = INSTANCE, ...times }: { opened?: boolean; instance?: string; restMs?: number } = {},
  ) {
    await stop();
    const ended = new AbortController();
    const signer = new CheckpointSigner({
      pool: database.appPool,
      identity: { current: async () => (opened ? IDENTITY : undefined) },
      options: { keyFile, makesKey: false, ...options },
      log: (message) => said.push(message),
      lookAgainMs: 20,
      ...times,
    });
    const running = signer.run(instance, ended.signal);
    stop = async () => {
      ended.abort();
      await running;
    };
    return signer;
  }

  const seal = (from: number, to: number) => sealNumbered(database.appPool, from, to);
  const signedUpTo = (size: number) =>
    until(`a checkpoint of ${size}`, async () => (await checkpoints.publishedSize()) === size);
  const verifierOf = (key: SecretKey) => logVerifier(publicKeyOf(key, 'log', nodePrimitives), nodePrimitives);
  const sizes = async () =>
    (await database.appPool.query('SELECT size::int FROM log.log_checkpoint ORDER BY 1')).rows.map(({ size }) => size);

  /** Signs a log of a size and leaves it. */
  async function signed(size: number): Promise<SecretKey> {
    const key = createKeyFile(keyFile, ORIGIN);
    await seal(0, size);
    await start();
    await signedUpTo(size);
    await stop();
    return key;
  }

  /** Starts a signer that must not sign, and says why. */
  async function expectStopped(problem: SigningProblem, why: RegExp, options?: Partial<LogOptions>): Promise<void> {
    const before = await sizes();
    await start(options);
    await until(problem, async () => (await checkpoints.state()).problem === problem);
    expect(said).toEqual([expect.stringMatching(why)]);
    expect(await sizes()).toEqual(before);
  }

  /** The signer that had stopped goes on by itself. */
  async function expectSignedAgain(size: number): Promise<void> {
    await signedUpTo(size);
    await until('the end of the alarm', async () => (await checkpoints.state()).problem === undefined);
    expect(said.slice(1)).toEqual(['The log is signed again']);
  }

  describe('is signed', () => {
    it('at size 0 and then as it grows, each time when that is told, without a rest', async () => {
      const key = createKeyFile(keyFile, ORIGIN);
      const signer = await start({}, { restMs: ENDLESS_MS });
      await signedUpTo(0);
      for (const [from, to] of [
        [0, 1],
        [1, 300],
        [300, 1_000],
      ] as const) {
        await delay(1_000); // it rests by now, and looks no more by itself
        await seal(from, to);
        signer.tookIn();
        await signedUpTo(to);
        const opened = openCheckpoint((await checkpoints.publishedNote())!, { origin: ORIGIN, log: [verifierOf(key)] });
        expect([opened.size, toHex(opened.root)]).toEqual([to, toHex(plain.root(to))]);
        expect(readFileSync(anchorPath(keyFile), 'utf8')).toBe(await checkpoints.publishedNote());
      }
      expect(await sizes()).toEqual([0, 1, 300, 1_000]);
      expect(said).toEqual([]);
    });

    it('not at all while nothing changes', async () => {
      await signed(10);
      const signer = await start();
      for (let n = 0; n < 5; n++) {
        signer.tookIn();
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
      expect(await sizes()).toEqual([0, 10]);
    });

    it('before it is opened, where its name is known', async () => {
      createKeyFile(keyFile, ORIGIN);
      await start({}, { opened: false });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await sizes()).toEqual([]);
      await start({ origin: ORIGIN }, { opened: false });
      await signedUpTo(0);
    });

    it('again from the beginning, where it was sealed anew and goes on from what was signed', async () => {
      await signed(10);
      const [note] = (await database.appPool.query('SELECT note FROM log.log_checkpoint WHERE size = 10')).rows;
      await database.close();
      database = await createTestDatabase();
      checkpoints = new LogCheckpoints(database.appPool);
      await ensureLive(database.appPool, new SealProjection());
      await takeOver(database.appPool, 'seal', INSTANCE);
      await start();
      await until('the alarm', async () => (await checkpoints.state()).problem === 'anchor-ahead');
      await seal(0, 10);
      await signedUpTo(10);
      expect(await sizes()).toEqual([0, 10]);
      expect(await checkpoints.publishedNote()).toBe(note.note);
      expect(readFileSync(anchorPath(keyFile), 'utf8')).toBe(note.note);
    });

    it('under a name of its own, where it is the copy of another', async () => {
      const copy = 'ledger.example/copy';
      const key = createKeyFile(keyFile, copy);
      await seal(0, 5);
      await start({ origin: copy });
      await signedUpTo(5);
      const note = (await checkpoints.publishedNote())!;
      expect(openCheckpoint(note, { origin: copy, log: [verifierOf(key)] }).size).toBe(5);
    });

    it('by nobody while there is no key, and from the moment there is one', async () => {
      await seal(0, 3);
      await start();
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect([await sizes(), await checkpoints.state(), said]).toEqual([[], { size: null }, []]);
      createKeyFile(keyFile, ORIGIN);
      await start();
      await signedUpTo(3);
    });

    it('with a key that is made for it where all data is in one folder', async () => {
      await seal(0, 3);
      await start({ makesKey: true });
      await signedUpTo(3);
      expect(readKeyFile(keyFile)?.name).toBe(ORIGIN);
      expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    });

    it('by the process that runs the seal alone', async () => {
      createKeyFile(keyFile, ORIGIN);
      await seal(0, 3);
      await start({}, { instance: 'there-1' });
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await sizes()).toEqual([]);
      await takeOver(database.appPool, 'seal', 'there-1');
      await signedUpTo(3);
    });

    it.each([
      ['before it was remembered beside the key', false],
      ['before it was published', true],
    ])('once, where its process ended %s', async (_, remembered) => {
      const key = await signed(10);
      const first = (await checkpoints.publishedNote())!;
      await seal(10, 20);
      // As the process leaves it that ends in between.
      await start();
      await signedUpTo(20);
      await stop();
      const note = (await checkpoints.publishedNote())!;
      await database.ownerPool.query(
        `ALTER TABLE log.log_checkpoint DISABLE TRIGGER USER;
         UPDATE log.log_checkpoint SET published_at = NULL WHERE size = 20;
         ALTER TABLE log.log_checkpoint ENABLE ALWAYS TRIGGER log_checkpoint_is_published_once`,
      );
      if (!remembered) writeFileSync(anchorPath(keyFile), first);
      await seal(20, 30);
      await start();
      await signedUpTo(30);
      expect(await sizes()).toEqual([0, 10, 20, 30]);
      const { rows } = await database.appPool.query(
        'SELECT note, published_at FROM log.log_checkpoint WHERE size = 20',
      );
      expect(rows).toEqual([{ note, published_at: expect.any(Date) }]);
      expect(openCheckpoint(note, { origin: ORIGIN, log: [verifierOf(key)] }).size).toBe(20);
    });
  });

  describe('is not signed', () => {
    /** The checkpoint of another log with the same name and key. */
    function forked(key: SecretKey, size: number): string {
      const text = checkpointText({ origin: key.name, size, root: new Uint8Array(32).fill(size) });
      return writeNote(text, [logSignature(key, text, nodePrimitives)]);
    }

    it('where more entries were signed than the database holds', async () => {
      const key = await signed(10);
      writeFileSync(anchorPath(keyFile), forked(key, 11));
      await expectStopped('anchor-ahead', /holds 10 entries of the log, but 11 have been signed .*older copy/);
      // The newest copy is put back: here, with the right entry.
      await seal(10, 11);
      await until('another alarm', async () => (await checkpoints.state()).problem === 'anchor-differs');
    });

    it('where other entries were signed', async () => {
      const key = await signed(10);
      const right = readFileSync(anchorPath(keyFile), 'utf8');
      writeFileSync(anchorPath(keyFile), forked(key, 10));
      await seal(10, 12);
      await expectStopped('anchor-differs', /first 10 entries in the database are not those that have been signed/);
      writeFileSync(anchorPath(keyFile), right);
      await expectSignedAgain(12);
    });

    it('where other entries were signed while it ran: it looks before every signature', async () => {
      const key = createKeyFile(keyFile, ORIGIN);
      await seal(0, 10);
      const signer = await start();
      await signedUpTo(10);
      const right = readFileSync(anchorPath(keyFile), 'utf8');
      writeFileSync(anchorPath(keyFile), forked(key, 11));
      await seal(10, 12);
      signer.tookIn();
      await until('the alarm', async () => (await checkpoints.state()).problem === 'anchor-differs');
      expect((await sizes()).at(-1)).toBe(10);
      writeFileSync(anchorPath(keyFile), right);
      await signedUpTo(12);
    });

    it('where what was signed last is forgotten, until somebody makes sure', async () => {
      await signed(10);
      const path = anchorPath(keyFile);
      const right = readFileSync(path, 'utf8');
      unlinkSync(path);
      await seal(10, 12);
      await expectStopped('anchor-missing', /log\.key\.checkpoint.*ledger checkpoint confirm/);
      writeFileSync(path, right);
      await expectSignedAgain(12);
    });

    it.each([
      ['is damaged', (note: string) => note.replace('\n10\n', '\n11\n')],
      ['is cut off', (note: string) => note.slice(0, 40)],
      ['is of another log', (note: string) => note.replaceAll(ORIGIN, 'ledger.example/other')],
    ])('where what was signed last %s', async (_, change) => {
      await signed(10);
      const path = anchorPath(keyFile);
      writeFileSync(path, change(readFileSync(path, 'utf8')));
      await expectStopped('anchor-unusable', /does not hold a checkpoint of the log ledger\.example\/test/);
    });

    it('on a database that was restored from an older copy, whether or not it was written on', async () => {
      await signed(10);
      await seal(10, 20);
      await start();
      await signedUpTo(20);
      await stop();
      // A copy from when there were 10 entries.
      await database.close();
      database = await createTestDatabase();
      checkpoints = new LogCheckpoints(database.appPool);
      await ensureLive(database.appPool, new SealProjection());
      await takeOver(database.appPool, 'seal', INSTANCE);
      await seal(0, 10);
      await expectStopped('anchor-ahead', /holds 10 entries of the log, but 20 have been signed/);
      await stop();
      said.length = 0;
      await database.appPool.query(
        `INSERT INTO log.log_entry (idx, event_id, entry)
         SELECT n, gen_random_uuid(), convert_to('{"other":' || n || '}', 'UTF8') FROM generate_series(10, 24) AS n`,
      );
      await expectStopped('anchor-differs', /restored and written on/);
    });

    it('where its tables do not fit its own checkpoints', async () => {
      await signed(10);
      await database.ownerPool.query(
        `ALTER TABLE log.log_checkpoint DISABLE TRIGGER USER;
         UPDATE log.log_checkpoint SET root = sha256('x') WHERE size = 10`,
      );
      await expectStopped('checkpoint-differs', /do not make the checkpoint of 10 entries/);
    });

    it('where the note in the database was changed', async () => {
      await signed(10);
      await database.ownerPool.query(
        `ALTER TABLE log.log_checkpoint DISABLE TRIGGER USER;
         UPDATE log.log_checkpoint SET note = replace(note, E'\\n10\\n', E'\\n11\\n') WHERE size = 10`,
      );
      await expectStopped('checkpoint-differs', /is not as it was signed/);
    });

    it('without its key', async () => {
      await signed(10);
      copyFileSync(keyFile, `${keyFile}.away`);
      unlinkSync(keyFile);
      await seal(10, 12);
      await expectStopped('key-missing', /log\.key does not exist.*backup/, { makesKey: true });
      copyFileSync(`${keyFile}.away`, keyFile);
      chmodSync(keyFile, 0o600);
      await expectSignedAgain(12);
    });

    it('with a key that others can read', async () => {
      await signed(10);
      chmodSync(keyFile, 0o644);
      await expectStopped('key-unusable', /open to other users.*chmod 600/);
    });

    it('with a file that is no key, which is not shown', async () => {
      writeFileSync(keyFile, 'PRIVATE+KEY+secret+00000000+AAAA', { mode: 0o600 });
      await expectStopped('key-unusable', /holds no key of a log/);
      expect(said.join()).not.toContain('AAAA');
    });

    it('with the key of another log', async () => {
      createKeyFile(keyFile, 'ledger.example/other');
      await expectStopped('other-key', /is that of the log "ledger\.example\/other", but this log is/);
    });

    it('with another key of its own', async () => {
      await signed(10);
      const anchor = readFileSync(anchorPath(keyFile), 'utf8');
      const other = join(folder, 'other.key');
      createKeyFile(other, ORIGIN);
      writeFileSync(anchorPath(other), anchor);
      await expectStopped('other-key', /LEDGER_LOG_OLD_KEY_FILE/, { keyFile: other });
    });

    it('under another name than before', async () => {
      await signed(10);
      await expectStopped(
        'other-origin',
        /signed as "ledger\.example\/test", but its name is now "ledger\.example\/x"/,
        {
          origin: 'ledger.example/x',
        },
      );
    });

    it('where it cannot be remembered', async () => {
      createKeyFile(keyFile, ORIGIN);
      // A folder stands where the file is to be written.
      mkdirSync(`${anchorPath(keyFile)}.new`);
      await seal(0, 3);
      await start();
      await until('the alarm', async () => (await checkpoints.state()).problem === 'anchor-unwritable');
      expect(await checkpoints.publishedSize()).toBeNull();
      rmSync(`${anchorPath(keyFile)}.new`, { recursive: true });
      await expectSignedAgain(3);
    });
  });

  it('changes keys: both sign for a time, then the new one alone', async () => {
    const old = await signed(10);
    const newFile = join(folder, 'new.key');
    const added = createKeyFile(newFile, ORIGIN);
    await start({ keyFile: newFile, oldKeyFile: keyFile });
    await seal(10, 20);
    (await start({ keyFile: newFile, oldKeyFile: keyFile })).tookIn();
    await signedUpTo(20);
    const both = (await checkpoints.publishedNote())!;
    for (const key of [old, added])
      expect(openCheckpoint(both, { origin: ORIGIN, log: [verifierOf(key)] }).size).toBe(20);
    const vkeys = await checkpoints.publishedVkeys();
    expect(vkeys.map((vkey) => parseVkey(vkey, nodePrimitives).id)).toEqual(
      [added, old].map((key) => publicKeyOf(key, 'log', nodePrimitives).id),
    );

    await stop(); // or the one with both keys may still sign what is sealed now
    await seal(20, 30);
    await start({ keyFile: newFile });
    await signedUpTo(30);
    const alone = (await checkpoints.publishedNote())!;
    expect(openCheckpoint(alone, { origin: ORIGIN, log: [verifierOf(added)] }).size).toBe(30);
    expect(() => openCheckpoint(alone, { origin: ORIGIN, log: [verifierOf(old)] })).toThrow(/not signed with the key/);
    expect(await checkpoints.allVkeys()).toHaveLength(2);
    expect(said).toEqual([]);
  });

  describe('and its tables', () => {
    it.each([
      'UPDATE log.log_checkpoint SET root = root',
      'UPDATE log.log_checkpoint SET published_at = now()',
      'DELETE FROM log.log_checkpoint',
      'TRUNCATE log.log_checkpoint CASCADE',
      `UPDATE log.log_key SET vkey = 'x'`,
      'DELETE FROM log.log_key',
    ])('refuse %s', async (sql) => {
      await signed(10);
      await expect(database.appPool.query(sql)).rejects.toMatchObject({ code: expect.stringMatching(/42501|23001/) });
      await expect(database.ownerPool.query(sql)).rejects.toThrow('never changed or removed');
    });

    it('find the checkpoint that covers a size, and the last of a day', async () => {
      await database.ownerPool.query(
        `INSERT INTO log.log_checkpoint (size, root, note, published_at) VALUES
           (0, sha256('0'), '', '2026-03-28T12:00:00Z'), (5, sha256('5'), '', '2026-03-29T22:30:00Z'),
           (9, sha256('9'), '', '2026-03-29T23:30:00Z'), (12, sha256('12'), '', NULL)`,
      );
      const covering = await Promise.all([0, 1, 5, 6, 9, 10].map((size) => checkpoints.covering(size)));
      expect(covering).toEqual([0, 5, 5, 9, 9, null]);
      // Summer time has begun in London that night, so the day ends an hour earlier than in UTC.
      const last = (day: string, zone: string) => checkpoints.atEndOf(day, zone);
      expect(await last('2026-03-27', 'Europe/London')).toBeNull();
      expect(await last('2026-03-28', 'Europe/London')).toBe(0);
      expect(await last('2026-03-29', 'Europe/London')).toBe(5);
      expect(await last('2026-03-29', 'UTC')).toBe(9);
      expect(await last('2026-12-01', 'Europe/London')).toBe(9);
    });

    it('make the root at every size that was signed', async () => {
      await signed(300);
      const { rows } = await database.appPool.query('SELECT size::int, root FROM log.log_checkpoint');
      const tree = new LogTree(database.appPool);
      for (const { size, root } of rows) expect(toHex(await tree.root(size))).toBe(toHex(root));
    });
  });
});
