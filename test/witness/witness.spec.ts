import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { toHex, utf8 } from '../../src/integrity/bytes.js';
import { parseVkey } from '../../src/integrity/keys.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { ledger, Program } from '../support/ledger-cli.js';
import { PlainLog } from '../support/plain-log.js';
import { Random, seedFrom } from '../support/random.js';
import { WitnessProcess } from '../support/witness-process.js';

const ORIGIN = 'ledger.example/plan-1';
const PATH = `${toHex(nodePrimitives.sha256(utf8(ORIGIN)))}/checkpoint`;
const log = new PlainLog(ORIGIN, 400);
/** The same log as far as entry 10, and another from there on. */
const fork = new PlainLog(ORIGIN, 40, 10);

describe('ledger witness', () => {
  let folder: string;
  let witness: WitnessProcess;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-witness-'));
    witness = await WitnessProcess.on(folder, 'witness.example/w', [log.vkey]);
  });
  afterEach(async () => {
    await witness.stop('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** Size of the newest checkpoint that it shows. */
  const shown = async () => Number((await (await fetch(witness.url + PATH)).text()).split('\n')[1]);

  it('is asked by logs and read by everybody', async () => {
    expect((await fetch(witness.url + PATH)).status).toBe(404);
    const { status, type, body } = await witness.add(log.submission(0, 10));
    expect([status, type]).toEqual([200, 'text/plain; charset=utf-8']);
    const read = await fetch(witness.url + PATH);
    expect([read.status, read.headers.get('cache-control'), read.headers.get('access-control-allow-origin')]).toEqual([
      ...[200, 'no-cache', '*'],
    ]);
    expect(await read.text()).toBe(log.note(10) + body);
    expect(await witness.add(log.submission(0, 20))).toEqual({ status: 409, type: 'text/x.tlog.size', body: '10\n' });
    expect((await fetch(witness.url + PATH, { method: 'HEAD' })).status).toBe(200);
  });

  it.each([
    ['GET', 'add-checkpoint', undefined, 405],
    ['POST', PATH, '', 405],
    ['GET', '', undefined, 404],
    ['GET', PATH.toUpperCase(), undefined, 404],
    ['GET', `../${PATH}/../key`, undefined, 404],
    ['POST', 'add-checkpoint', 'x'.repeat(300_000), 413],
    ['POST', 'add-checkpoint', '', 400],
  ])('answers %s %s with what HTTP has for it', async (method, path, body, status) => {
    expect((await fetch(witness.url + path, { method, body })).status).toBe(status);
  });

  it('keeps both of two pasts that a log has signed', async () => {
    await witness.add(log.submission(0, 20));
    expect((await witness.add(fork.submission(0, 20))).status).toBe(409);
    const kept = join(witness.file('folder'), PATH, '..');
    const conflict = `conflict-${toHex(fork.tree.root(20).subarray(0, 8))}`;
    expect(readdirSync(kept).sort()).toEqual(['checkpoint', conflict, `${conflict}.cosigned`]);
    expect(readFileSync(join(kept, conflict), 'utf8')).toBe(fork.note(20));
    expect(readFileSync(join(kept, `${conflict}.cosigned`), 'utf8')).toContain(log.text(20));
    expect(witness.program.stderr).toMatch(/signed two different checkpoints of 20 entries/);
  });

  it('is alone in its folder, and comes back after it was killed', async () => {
    await witness.add(log.submission(0, 10));
    const files = ['key', 'logs', 'folder'].flatMap((name) => [`--${name}`, witness.file(name)]);
    const second = await ledger({}, 'witness', 'run', ...files, '--port', '0');
    expect([second.code, second.stderr]).toEqual([1, expect.stringMatching(/Another witness works in this folder/)]);
    await witness.stop('SIGKILL');
    await witness.start();
    expect(await shown()).toBe(10);
    await witness.stop('SIGTERM');
    expect((await witness.program.end()).code).toBe(0);
    expect(readdirSync(witness.file('folder'))).not.toContain('pid');
  });

  it.each([
    ['before it is written', 10],
    ['half written', 10],
    ['before it is put in place', 10],
    ['once it is in place', 20],
    ['before its place is on disk', 20],
    ['before it is answered', 20],
  ])('signs one past alone, killed %s', async (step, known) => {
    await witness.add(log.submission(0, 10));
    await witness.stop();
    const preload = pathToFileURL(join(__dirname, 'kill-at.mjs'));
    await witness.start({ KILL_AT: step, NODE_OPTIONS: `--import=${preload}` });
    await expect(witness.add(log.submission(10, 20))).rejects.toThrow();
    expect((await witness.program.end()).code).toBeNull();
    await witness.start();
    expect(await shown()).toBe(known);
    // Nobody has its signature under the first: where it has not kept that, it may sign the other, and then only that.
    const [first, second] = known === 20 ? [log, fork] : [fork, log];
    expect((await witness.add(first.submission(known, 20))).status).toBe(200);
    expect((await witness.add(second.submission(10, 20))).status).toBe(409);
    expect((await witness.add(second.submission(20, 30))).status).toBe(422);
  });

  it('knows everything that it has ever answered, however often it is killed', async () => {
    const random = new Random(seedFrom('WITNESS_SEED'));
    let answered = 0;
    for (let round = 0; round < 4; round++) {
      const killed = delay(random.between(5, 120)).then(() => witness.stop('SIGKILL'));
      try {
        for (let known = await shown(); known < log.size; known++) {
          const { status } = await witness.add(log.submission(Number.isNaN(known) ? 0 : known, known + 1));
          if (status === 200) answered = known + 1;
        }
      } catch {
        // its process has ended
      }
      await killed;
      await witness.start();
      if (answered > 0) expect(await shown()).toBeGreaterThanOrEqual(answered);
    }
  });

  describe('at the command line', () => {
    const witnessAlone = (words: string[]) => Program.start('dist/witness/ledger-witness.mjs', words, {}).end();
    const failed = async (words: string[], why: RegExp) => {
      const { code, stderr } = await witnessAlone(words);
      expect([code, stderr]).toEqual([1, expect.stringMatching(why)]);
    };

    it('makes a key that nobody else may read, once', async () => {
      const file = witness.file('new.key');
      const create = ['create', '--name', 'witness.example/new', '--key', file];
      const made = await witnessAlone(create);
      expect(parseVkey(made.stdout.trim(), nodePrimitives)).toMatchObject({
        ...{ name: 'witness.example/new', use: 'cosignature' },
      });
      expect(statSync(file).mode & 0o777).toBe(0o600);
      await failed(create, /The key of the witness .*new\.key exists already/);
      await failed(['create', '--name', 'two words', '--key', witness.file('x')], /is no name/);
    });

    it('says what it needs', async () => {
      const { code, stdout } = await ledger({}, 'witness', '--help');
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^Usage: ledger witness create/)]);
      await failed([], /^Usage: ledger-witness create/);
      await failed(['watch'], /^Usage/);
      await failed(['run', '--kye', 'x'], /--kye/);
      await failed(['run', '--key', witness.file('key')], /Give --logs as well/);
      const run = (change: Record<string, string>) => {
        const files = {
          key: witness.file('key'),
          logs: witness.file('logs'),
          folder: witness.file('other'),
          port: '0',
        };
        return ['run', ...Object.entries({ ...files, ...change }).flatMap(([name, value]) => [`--${name}`, value])];
      };
      await failed(run({ key: witness.file('none') }), /There is no key .*none/);
      await failed(run({ logs: witness.file('none') }), /none cannot be read/);
      await failed(run({ port: '70000' }), /"70000" is no port/);
      await failed(run({ port: new URL(witness.url).port }), /It cannot listen at 127\.0\.0\.1/);
      writeFileSync(witness.file('wrong'), witness.vkey);
      await failed(run({ logs: witness.file('wrong') }), /is a witness and no log/);
    });
  });
});
