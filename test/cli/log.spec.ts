import { existsSync, readFileSync, statSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROLES } from '../../src/access/roles.js';
import type { ViewDto } from '../../src/http/view/view.dto.js';
import { openCheckpoint } from '../../src/integrity/checkpoint.js';
import { parseVkey } from '../../src/integrity/keys.js';
import { logVerifier } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { BuiltService } from '../faults/built-service.js';
import type { Health } from '../processes/ledger-process.js';
import { type CliResult, createToken, ledger, ROOT } from '../support/ledger-cli.js';
import { until } from '../support/until.js';

const FILE = join(ROOT, 'test/fixtures/small.jsonl');

/** The parts run in their order on one ledger whose data is all in one folder. */
describe('the log of a ledger in one folder', () => {
  let folder: string;
  let service: BuiltService;
  let env: Record<string, string>;
  let origin: string;
  let keyFile: string;
  let size: number;

  beforeAll(async () => {
    folder = await createFolder();
    service = await BuiltService.on(join(folder, 'data'));
    env = service.env;
    keyFile = join(folder, 'data/keys/log.key');
    origin = JSON.parse(readFileSync(FILE, 'utf8').split('\n')[0]!).origin;
  });
  afterAll(async () => {
    await service.remove();
    await removeFolder(folder);
  });

  const get = (path: string) => fetch(`http://127.0.0.1:${service.port}${path}`);
  const text = async (path: string) => (await get(path)).text();
  const health = async () => (await (await get('/health/ready')).json()) as Health;
  const viewOf = async (path: string) => ((await (await get(path)).json()) as { view: ViewDto }).view;
  /** Waits until everything is sealed and signed; the number of entries. */
  const signed = () =>
    until('a checkpoint of all entries', async () => {
      const { projections, log } = await health();
      const seal = projections.find(({ name }) => name === 'seal')!;
      return seal.eventsBehind === 0 && seal.size === log?.size && seal.size;
    });

  it('has a key that the service makes, and is signed with it', async () => {
    const LEDGER_TOKEN = await createToken(env, 'Loader', ROLES);
    expectRefused(await ledger(env, 'key', 'create'), /The ledger is not open yet: give the name/);
    expectRefused(await ledger(env, 'key', 'show'), /There is no key .*log\.key/);
    await service.start();
    expect((await health()).log).toEqual({ status: 'unsigned' });
    expect((await get('/log/checkpoint')).status).toBe(404);

    expect(await ledger({ ...env, LEDGER_TOKEN }, 'import', FILE)).toMatchObject({ code: 0 });
    size = await signed();
    expect((await health()).log).toEqual({ status: 'signed', size });
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const { stdout: vkey } = await ledger(env, 'key', 'show');
    expect(await text('/log/vkey')).toBe(vkey);
    const key = logVerifier(parseVkey(vkey.trim(), nodePrimitives), nodePrimitives);
    expect(openCheckpoint(await text('/log/checkpoint'), { origin, log: [key] }).size).toBe(size);
  });

  it('says with every view which checkpoint covers it', async () => {
    const { checkpoint } = await viewOf('/api/plans?atSize=5');
    expect(checkpoint).toBeGreaterThanOrEqual(5);
    expect(checkpoint).toBeLessThanOrEqual(size);
    expect(await viewOf('/api/plans')).toMatchObject({ atSize: size, checkpoint: size });
  });

  it('has a checkpoint that can be printed', async () => {
    const note = await text('/log/checkpoint');
    expect((await ledger(env, 'checkpoint', 'print')).stdout).toBe(note.slice(0, note.indexOf('\n\n') + 1));
    const first = await ledger(env, 'checkpoint', 'print', '--size', '0', '--sentence');
    expect(first.stdout).toMatch(/^Checkpoint of the ledger .*, entries so far: 0\. Whoever keeps these/);
    expect(first.stdout.split('\n\n')[1]).toBe(`${origin}\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n`);
    expectRefused(
      await ledger(env, 'checkpoint', 'print', '--size', String(size + 1_000)),
      /No checkpoint of \d+ entries has been published/,
    );
    expectRefused(await ledger(env, 'checkpoint', 'print', '--size', 'x'), /No checkpoint of x entries/);
  });

  it('keeps its key', async () => {
    expectRefused(await ledger(env, 'key', 'create'), /log\.key exists already/);
    expectRefused(
      await ledger(env, 'checkpoint', 'confirm'),
      /log\.key\.checkpoint is there: there is nothing to confirm/,
    );
  });

  it('is not signed where what was signed last is forgotten, until somebody confirms it', async () => {
    await service.end('SIGTERM');
    unlinkSync(`${keyFile}.checkpoint`);
    await service.start();
    const stopped = await until('the alarm', async () => {
      const found = await health();
      return found.log?.status === 'stopped' && found;
    });
    expect(stopped).toMatchObject({
      ready: true,
      log: { status: 'stopped', size, problem: 'What was signed last is not remembered outside the database' },
    });
    const shown = await ledger(env, 'checkpoint', 'confirm');
    expect(shown.stdout).toContain(`${origin}\n${size}\n`);
    expectRefused(shown, new RegExp(`ledger checkpoint confirm --size ${size}`));
    expectRefused(await ledger(env, 'checkpoint', 'confirm', '--size', '3'), /not of 3$/m);
    expect(existsSync(`${keyFile}.checkpoint`)).toBe(false);
    expect(await ledger(env, 'checkpoint', 'confirm', '--size', String(size))).toMatchObject({ code: 0 });
    await until('signing', async () => (await health()).log?.status === 'signed');
  });

  it('goes on under another name, with the same entries, where its key is lost', async () => {
    const file = join(folder, 'ledger.jsonl');
    expect(await ledger(env, 'export', '--out', file)).toMatchObject({ code: 0 });
    const settings = { LEDGER_LOG_ORIGIN: 'ledger.example/again' };
    const again = await BuiltService.on(join(folder, 'again'), undefined, settings);
    try {
      expect(await ledger(again.env, 'import', '--entries', file)).toMatchObject({ code: 0 });
      await again.start();
      const checkpoint = await until('its checkpoint', async () => {
        const answer = await fetch(`http://127.0.0.1:${again.port}/log/checkpoint`);
        const lines = (await answer.text()).split('\n');
        return lines[1] === String(size) && lines;
      });
      const before = (await text('/log/checkpoint')).split('\n');
      expect(checkpoint.slice(0, 3)).toEqual(['ledger.example/again', ...before.slice(1, 3)]);
      expect(checkpoint[4]).toMatch(/^— ledger\.example\/again /);
    } finally {
      await again.remove();
    }
  });

  it('can have its key made elsewhere, for a name that is given', async () => {
    const file = join(folder, 'other/new.key');
    const made = await ledger({}, 'key', 'create', '--file', file, '--origin', 'ledger.example/other');
    expect(made).toMatchObject({ code: 0, stderr: expect.stringContaining('Back it up, apart from the database') });
    expect(parseVkey(made.stdout.trim(), nodePrimitives)).toMatchObject({ name: 'ledger.example/other', use: 'log' });
    expect((await ledger({ LEDGER_LOG_KEY_FILE: file }, 'key', 'show')).stdout).toBe(made.stdout);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expectRefused(await ledger({}, 'key', 'create', '--file', `${file}.2`, '--origin', 'a b'), /no name of a log/);
  });
});

function expectRefused({ code, stderr }: CliResult, why: RegExp): void {
  expect([code, stderr]).toEqual([1, expect.stringMatching(why)]);
}
