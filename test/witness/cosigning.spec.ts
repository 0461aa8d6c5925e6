import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureLive } from '../../projections/runner/builds.js';
import { takeOver } from '../../projections/runner/cursors.js';
import { CheckpointSigner } from '../../projections/seal/checkpoint-signer.js';
import { confirmable } from '../../projections/seal/confirm-anchor.js';
import { LogCheckpoints, type SignedCheckpoint } from '../../projections/seal/log-checkpoints.js';
import { LogCosignatures } from '../../projections/seal/log-cosignatures.js';
import { SealProjection } from '../../projections/seal/seal.projection.js';
import { openCheckpoint } from '../../src/integrity/checkpoint.js';
import { cosign, cosignatureVerifier } from '../../src/integrity/cosignature.js';
import { publicKeyOf, type SecretKey } from '../../src/integrity/keys.js';
import { logVerifier } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { parsePolicy } from '../../src/integrity/policy.js';
import { anchorPath } from '../../src/log/anchor-file.js';
import { createKeyFile } from '../../src/log/key-file.js';
import type { SigningProblem } from '../../src/log/signing-problem.js';
import type { WitnessProblem } from '../../src/log/witness-problem.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { type FakeAnswer, FakeWitness } from '../support/fake-witness.js';
import { sealNumbered } from '../support/sealed-entries.js';
import { until } from '../support/until.js';
import { keyNamed } from '../support/witness-keys.js';

const ORIGIN = 'ledger.example/test';
const IDENTITY = { id: 'x', origin: ORIGIN, timeZone: 'UTC' };
const INSTANCE = 'here-1';
/** How many of the two must sign. */
const RULES = {
  both: 'group both all a b\nquorum both',
  any: 'group either any a b\nquorum either',
  none: 'quorum none',
};
const SECONDS_OF = (hours: number) => hours * 3_600;

/** A log that is signed with witnesses beside it, which are real but for what a test makes of them. */
describe('a log with witnesses', () => {
  let database: TestDatabase;
  let checkpoints: LogCheckpoints;
  let cosignatures: LogCosignatures;
  let folder: string;
  let keyFile: string;
  let key: SecretKey;
  let one: FakeWitness;
  let two: FakeWitness;
  let said: string[];
  let stop: () => Promise<void>;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-cosigning-'));
    keyFile = join(folder, 'log.key');
    key = createKeyFile(keyFile, ORIGIN);
    const logs = [publicKeyOf(key, 'log', nodePrimitives)];
    one = await new FakeWitness('one.example', logs).listen();
    two = await new FakeWitness('two.example', logs).listen();
    said = [];
    stop = async () => undefined;
    await openDatabase();
  });
  afterEach(async () => {
    await stop();
    await database.close();
    await Promise.all([one.close(), two.close()]);
    rmSync(folder, { recursive: true });
  });

  async function openDatabase(): Promise<void> {
    database = await createTestDatabase();
    checkpoints = new LogCheckpoints(database.appPool);
    cosignatures = new LogCosignatures(database.appPool);
    await ensureLive(database.appPool, new SealProjection());
    await takeOver(database.appPool, 'seal', INSTANCE);
  }

  /** The database is lost, and one is put in its place that holds so many of the entries. */
  async function restored(size: number): Promise<void> {
    await stop();
    await database.close();
    await openDatabase();
    await seal(0, size);
  }

  const policyOf = (quorum: keyof typeof RULES) =>
    parsePolicy(`${one.policyLine('a')}\n${two.policyLine('b')}\n${RULES[quorum]}\n`, nodePrimitives);
  const options = (quorum: keyof typeof RULES, timeoutMs: number) => ({
    ...{ keyFile, makesKey: false, witnesses: { policy: policyOf(quorum), timeoutMs } },
  });

  async function start(quorum: keyof typeof RULES = 'both', timeoutMs = 10_000): Promise<CheckpointSigner> {
    await stop();
    const ended = new AbortController();
    const signer = new CheckpointSigner({
      ...{ pool: database.appPool, identity: { current: async () => IDENTITY }, options: options(quorum, timeoutMs) },
      ...{ log: (message) => said.push(message), lookAgainMs: 20 },
    });
    const running = signer.run(INSTANCE, ended.signal);
    stop = async () => {
      ended.abort();
      await running;
    };
    return signer;
  }

  const seal = (from: number, to: number) => sealNumbered(database.appPool, from, to);
  const publishedUpTo = (size: number) =>
    until(`a checkpoint of ${size}`, async () => (await checkpoints.publishedSize()) === size);
  const cosignedBy = (size: number, ...names: string[]) =>
    until(`cosignatures of ${names} under ${size}`, async () => {
      const found = await cosignatures.cosigners(size);
      return found.length === names.length && names.every((name) => found.includes(name));
    });
  const problems = async () =>
    Object.fromEntries((await cosignatures.states()).map(({ name, problem }) => [name, problem]));
  const problemOf = (name: string, problem: WitnessProblem | undefined) =>
    until(`${problem} of ${name}`, async () => (await problems())[name] === problem && name in (await problems()));
  const opened = async (size: number) =>
    openCheckpoint((await checkpoints.noteAt(size))!, {
      origin: ORIGIN,
      log: [logVerifier(publicKeyOf(key, 'log', nodePrimitives), nodePrimitives)],
      witnesses: ['one.example', 'two.example'].map((name) =>
        cosignatureVerifier(publicKeyOf(keyNamed(name), 'cosignature', nodePrimitives), nodePrimitives),
      ),
    });

  it('is published with their signatures, once as many have signed as the policy asks for', async () => {
    await seal(0, 5);
    two.delayMs = 700;
    const signer = await start();
    await until('the first one’s signature', async () => (await cosignatures.cosigners(5)).includes('one.example'));
    expect(await checkpoints.publishedSize()).toBe(0); // held back for the other
    await publishedUpTo(5);
    two.delayMs = 0;
    await seal(5, 12);
    signer.tookIn();
    await publishedUpTo(12);
    for (const size of [5, 12]) {
      const { cosignatures: lines } = await opened(size);
      expect(lines.map(({ witness }) => witness).sort()).toEqual(['one.example', 'two.example']);
      for (const { time } of lines) expect(Math.abs(time - Date.now() / 1_000)).toBeLessThan(60);
    }
    expect(await problems()).toEqual({ 'one.example': undefined, 'two.example': undefined });
    expect(said).toEqual([]);
  });

  it('is published without one that is down, and cosigned by it when it is back', async () => {
    await two.close();
    await seal(0, 5);
    await start('both', 1_500);
    await publishedUpTo(5);
    expect((await opened(5)).cosignatures.map(({ witness }) => witness)).toEqual(['one.example']);
    await problemOf('two.example', 'unreachable');
    await two.listen();
    await cosignedBy(5, 'one.example', 'two.example');
    await problemOf('two.example', undefined);
    expect((await opened(5)).cosignatures).toHaveLength(2);
    expect(
      said.filter((message) => /^The witness b \(http.* does not cosign. It does not answer/.test(message)),
    ).toHaveLength(1);
    expect(said.at(-1)).toBe('The witness b cosigns again');
  });

  it('does not wait longer than is set for one that is slow, and takes its signature when it comes', async () => {
    two.delayMs = 4_000;
    await start('both', 1_000);
    await publishedUpTo(0);
    expect((await opened(0)).cosignatures.map(({ witness }) => witness)).toEqual(['one.example']);
    await cosignedBy(0, 'one.example', 'two.example');
    expect(said).toEqual([]);
  });

  it('asks one that did not say in time what it has seen again, once it takes checkpoints', async () => {
    two.lookDelayMs = 4_000;
    await seal(0, 5);
    const signer = await start('both', 1_000);
    await publishedUpTo(5);
    expect([two.looked, said]).toEqual([1, [expect.stringMatching(/^The witness b does not say what it has seen/)]]);
    two.lookDelayMs = 0;
    await seal(5, 7);
    signer.tookIn();
    await publishedUpTo(7);
    expect(two.looked).toBe(2);
  });

  it('waits for nobody where the policy asks for no quorum, and is cosigned all the same', async () => {
    one.delayMs = two.delayMs = 1_500;
    await start('none', 60_000);
    await publishedUpTo(0);
    expect(await cosignatures.cosigners(0)).toEqual([]);
    await cosignedBy(0, 'one.example', 'two.example');
  });

  it('hands over one checkpoint at a time, and no more than one a second', async () => {
    one.delayMs = 200;
    const signer = await start('any');
    for (let size = 0; size < 12; size++) {
      await seal(size, size + 1);
      signer.tookIn();
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await publishedUpTo(12);
    for (const witness of [one, two]) {
      const gaps = witness.asked.slice(1).map((at, n) => at - witness.asked[n]!);
      expect(gaps.length).toBeGreaterThan(1);
      expect(Math.min(...gaps)).toBeGreaterThan(800); // as they arrive
      expect(witness.mostAtOnce).toBe(1);
    }
  });

  describe('after a restart', () => {
    it('goes on with what was held back', async () => {
      await two.close();
      await seal(0, 5);
      await start('both', 60_000);
      await cosignedBy(5, 'one.example');
      await stop();
      expect(await checkpoints.publishedSize()).toBe(0);
      await two.listen();
      await seal(5, 7);
      await start('both', 60_000);
      await publishedUpTo(7);
      for (const size of [5, 7]) expect((await opened(size)).cosignatures).toHaveLength(2);
    });

    it('asks for what is missing under the newest checkpoint, though nothing has changed', async () => {
      await two.close();
      await start('both', 100);
      await publishedUpTo(0);
      await stop();
      await two.listen();
      await start('both', 100);
      await cosignedBy(0, 'one.example', 'two.example');
    });

    it('does not ask again who has signed', async () => {
      await seal(0, 5);
      await start();
      await publishedUpTo(5);
      await stop();
      await cosignatures.setProblem('one.example', 'clock'); // as it was said last
      await start();
      await problemOf('one.example', undefined);
      expect(one.asked).toHaveLength(1);
    });

    it('takes a signature whose answer was lost hours ago', async () => {
      const seconds = (hoursAgo: number) => Math.floor(Date.now() / 1_000) - SECONDS_OF(hoursAgo);
      two.now = () => seconds(2);
      two.instead = (path, body) => {
        if (path !== 'add-checkpoint') return undefined;
        two.witness.addCheckpoint(Buffer.from(body));
        return { status: 0 };
      };
      await seal(0, 5);
      await start('any');
      await publishedUpTo(5);
      await problemOf('two.example', 'unreachable');
      const { size, root, note } = (await checkpoints.newest())!;
      await restored(5);
      await database.appPool.query(
        "INSERT INTO log.log_checkpoint (size, root, note, published_at) VALUES ($1, $2, $3, now() - interval '3 hours')",
        [size, root, note],
      );
      two.now = () => seconds(0);
      two.instead = () => undefined;
      await start('any');
      await cosignedBy(5, 'one.example', 'two.example');
      const { time } = (await opened(5)).cosignatures.find(({ witness }) => witness === 'two.example')!;
      expect(Math.abs(time - seconds(2))).toBeLessThan(60);
    });

    it('finds out what they know where its database does not tell', async () => {
      await seal(0, 10);
      await start();
      await publishedUpTo(10);
      await restored(14);
      await start();
      await publishedUpTo(14);
      expect((await opened(14)).cosignatures).toHaveLength(2);
    });
  });

  describe('whose database was set back, with what was remembered beside its key', () => {
    let old: SignedCheckpoint;

    beforeEach(async () => {
      await seal(0, 10);
      await start();
      await publishedUpTo(10);
      copyFileSync(anchorPath(keyFile), `${keyFile}.old`);
      old = (await checkpoints.newest())!;
      await seal(10, 20);
      (await start()).tookIn();
      await publishedUpTo(20);
      await restored(10);
      copyFileSync(`${keyFile}.old`, anchorPath(keyFile));
    });

    const expectStopped = async (problem: SigningProblem, why: RegExp) => {
      await start();
      await until(problem, async () => (await checkpoints.state()).problem === problem);
      expect(said).toEqual([expect.stringMatching(why)]);
      expect(await checkpoints.newest()).toBeNull();
    };

    it('is signed no further, though one of them alone is left to tell', async () => {
      await one.close();
      await start();
      await until('the alarm', async () => (await checkpoints.state()).problem === 'witness-ahead');
      expect(said.at(-1)).toMatch(/holds 10 entries of the log, but the witness b has seen 20, signed with its key/);
    });

    it('stays stopped where the service ends while it asks them', async () => {
      await start();
      await until('the alarm', async () => (await checkpoints.state()).problem === 'witness-ahead');
      two.lookDelayMs = 10_000;
      const before = two.looked;
      await until('the next look', async () => two.looked > before);
      await stop();
      expect((await checkpoints.state()).problem).toBe('witness-ahead');
      expect(said).toHaveLength(1);
    });

    it('is signed no further where others were put in the place of the entries', async () => {
      const other = (n: number) => `{"other":${n}}`;
      await sealNumbered(database.appPool, 10, 25, other);
      await expectStopped(
        'witness-differs',
        /first 20 entries in the database are not those that the witness a has seen/,
      );
    });

    it('is not confirmed by whoever believes that it is the newest', async () => {
      const { size, root, note } = old;
      await database.appPool.query(
        'INSERT INTO log.log_checkpoint (size, root, note, published_at) VALUES ($1, $2, $3, now())',
        [size, root, note],
      );
      rmSync(anchorPath(keyFile));
      const parts = { pool: database.appPool, identity: { current: async () => IDENTITY } };
      await expect(confirmable({ ...parts, options: options('both', 1_000) })).rejects.toMatchObject({
        problem: 'witness-ahead',
      });
      const { witnesses: _nobody, ...alone } = options('both', 1_000);
      expect((await confirmable({ ...parts, options: alone })).size).toBe(10); // nobody else would know
    });

    it('is published with an alarm where they show nothing, but say that they have seen more', async () => {
      one.instead = two.instead = (path) => (path === 'add-checkpoint' ? undefined : { status: 404 });
      await start('both', 300);
      await publishedUpTo(10);
      await problemOf('one.example', 'ahead');
      expect(await cosignatures.cosigners(10)).toEqual([]);
    });
  });

  /** Whatever a witness answers, the log goes on, and nothing of it is taken that the witness has not signed. */
  describe('goes on with the other one, when one', () => {
    const line = (name: string, text: string, time: number) => cosign(keyNamed(name), time, text, nodePrimitives);
    const textIn = (body: string) => `${body.slice(body.indexOf('\n\n') + 2).split('\n\n')[0]!}\n`;
    const now = () => Math.floor(Date.now() / 1_000);
    const forged = `${ORIGIN}\n1000\n${Buffer.alloc(32, 7).toString('base64')}\n`;

    it.each<[string, WitnessProblem | undefined, (path: string, body: string) => FakeAnswer | undefined]>([
      ['does not know the log', 'unknown-log', () => ({ status: 404 })],
      ['does not know its key', 'unknown-key', () => ({ status: 403 })],
      ['takes nothing', 'refused', () => ({ status: 400 })],
      ['finds a fork', 'contradicts', () => ({ status: 422, body: 'no' })],
      ['fails', 'unreachable', () => ({ status: 500 })],
      ['hangs up', 'unreachable', () => ({ status: 0 })],
      ['sends elsewhere', 'unreachable', () => ({ status: 307, headers: { Location: 'http://127.0.0.1:1/' } })],
      ['says that it knows another checkpoint of the size', 'contradicts', () => conflict('0\n')],
      ['says that it knows more', 'ahead', () => conflict('99\n')],
      ['names no size', 'unreachable', () => conflict('-1\n')],
      ['names a size in another form', 'unreachable', () => ({ status: 409, body: '0\n' })],
      ['answers nothing', 'bad-cosignature', () => ({ status: 200 })],
      ['answers rubbish', 'bad-cosignature', () => ({ status: 200, body: 'yes\n\n— x\n' })],
      ['answers for ever', 'refused', () => ({ status: 200, body: 'x'.repeat(1_000_000) })],
      [
        'signs with another key',
        'bad-cosignature',
        (_, body) => ({ status: 200, body: line('other', textIn(body), now()) }),
      ],
      ['signs something else', 'bad-cosignature', () => ({ status: 200, body: line('one.example', forged, now()) })],
      [
        'signs, and something else too',
        'bad-cosignature',
        (_, body) => ({
          ...{ status: 200, body: line('one.example', textIn(body), now()) + line('one.example', forged, now()) },
        }),
      ],
      [
        'lives in the future',
        'clock',
        (_, body) => ({
          ...{ status: 200, body: line('one.example', textIn(body), now() + SECONDS_OF(2)) },
        }),
      ],
      [
        'signed before there was anything to sign',
        'clock',
        (_, body) => ({
          ...{ status: 200, body: line('one.example', textIn(body), now() - SECONDS_OF(2)) },
        }),
      ],
      ['lives in the past', 'clock', (_, body) => ({ status: 200, body: line('one.example', textIn(body), 0) })],
      [
        'lives at no time at all',
        'clock',
        (_, body) => ({
          ...{ status: 200, body: line('one.example', textIn(body), Number.MAX_SAFE_INTEGER) },
        }),
      ],
      [
        'shows a checkpoint that the log has not signed',
        undefined,
        (path) =>
          path === 'add-checkpoint' ? undefined : { status: 200, body: `${forged}\n— ${ORIGIN} ${'A'.repeat(91)}=\n` },
      ],
      ['shows rubbish', undefined, (path) => (path === 'add-checkpoint' ? undefined : { status: 200, body: 'x' })],
      [
        'shows more than anybody can read',
        undefined,
        (path) => (path === 'add-checkpoint' ? undefined : { status: 200, body: 'x'.repeat(1_000_000) }),
      ],
    ])('%s', async (_, problem, instead) => {
      one.instead = instead;
      await start('any');
      await publishedUpTo(0);
      await problemOf('one.example', problem);
      if (problem) expect(await cosignatures.cosigners(0)).toEqual(['two.example']);
      else await cosignedBy(0, 'one.example', 'two.example');
      expect((await checkpoints.state()).problem).toBeUndefined();
      expect((await opened(0)).cosignatures.length).toBeGreaterThan(0);
    });

    it('signs with lines of others beside its own', async () => {
      one.instead = (path, body) =>
        path === 'add-checkpoint'
          ? { status: 200, body: line('other', textIn(body), now()) + line('one.example', textIn(body), now()) }
          : undefined;
      await start();
      await publishedUpTo(0);
      expect(await checkpoints.publishedNote()).not.toContain('— other ');
    });
  });
});

function conflict(body: string): FakeAnswer {
  return { status: 409, type: 'text/x.tlog.size', body };
}
