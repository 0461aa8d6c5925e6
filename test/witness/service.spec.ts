import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import type { Health } from '../../projections/extent/health.query.js';
import { openCheckpoint } from '../../src/integrity/checkpoint.js';
import { cosignatureVerifier } from '../../src/integrity/cosignature.js';
import { formatVkey, type PublicKey, publicKeyOf } from '../../src/integrity/keys.js';
import { logVerifier } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { parsePolicy } from '../../src/integrity/policy.js';
import { createKeyFile } from '../../src/log/key-file.js';
import { startTestService, type TestService } from '../http/service.js';
import { FakeWitness } from '../support/fake-witness.js';
import { until } from '../support/until.js';

const ORIGIN = 'ledger.example/watched';

/** The whole service with two witnesses, one of which goes away. */
describe('a service with witnesses', () => {
  let folder: string;
  let key: PublicKey;
  let one: FakeWitness;
  let two: FakeWitness;
  let policy: string;
  let service: TestService;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'progress-ledger-watched-'));
    const keyFile = join(folder, 'log.key');
    key = publicKeyOf(createKeyFile(keyFile, ORIGIN), 'log', nodePrimitives);
    one = await new FakeWitness('one.example', [key]).listen();
    two = await new FakeWitness('two.example', [key]).listen();
    await two.close();
    policy = `${one.policyLine('a')}\n${two.policyLine('b')}\ngroup both all a b\nquorum both\n`;
    writeFileSync(join(folder, 'policy'), policy);
    service = await startTestService({
      ...{ LEDGER_LOG_KEY_FILE: keyFile, LEDGER_LOG_ORIGIN: ORIGIN },
      ...{ LEDGER_WITNESS_POLICY: join(folder, 'policy'), LEDGER_WITNESS_TIMEOUT: '1' },
    });
    await until('a checkpoint', async () => (await get('/log/checkpoint')).status === 200);
  });
  afterAll(async () => {
    await service?.close();
    await Promise.all([one.close(), two.close()]);
    rmSync(folder, { recursive: true });
  });

  const get = (path: string) => request(service.url).get(path);
  const health = async () => ((await get('/health/ready')).body as Health).log;
  const cosigning = async () => (await get('/api/checkpoints')).body.items[0].cosigning;

  it('publishes whom it asks, as a policy that others can use', async () => {
    const { status, headers, text } = await get('/log/policy');
    expect([status, headers['content-type'], headers['cache-control'], headers['access-control-allow-origin']]).toEqual(
      [...[200, 'text/plain; charset=utf-8', 'no-cache', '*']],
    );
    expect(text).toBe(`log ${formatVkey(key)}\n${policy}`);
    expect(parsePolicy(text, nodePrimitives).quorum).toBe('both');
    expect((await get('/log/policy/')).status).toBe(404);
  });

  it('says that a checkpoint is not yet cosigned, by whom it is, and what keeps the others', async () => {
    expect(await cosigning()).toBe('not-yet-cosigned');
    await until('the alarm', async () => (await health())?.witnesses?.[1]?.problem !== undefined);
    expect(await health()).toEqual({
      ...{ status: 'signed', size: 0 },
      witnesses: [
        { name: 'one.example', size: 0, since: expect.any(String) },
        { name: 'two.example', problem: 'It does not answer', since: expect.any(String) },
      ],
    });
  });

  it('adds the line of one that comes back', async () => {
    await two.listen();
    await until('both', async () => (await cosigning()) === 'cosigned');
    const opened = openCheckpoint((await get('/log/checkpoint')).text, {
      ...{ origin: ORIGIN, log: [logVerifier(key, nodePrimitives)] },
      witnesses: parsePolicy(policy, nodePrimitives).witnesses.map((witness) =>
        cosignatureVerifier(witness.key, nodePrimitives),
      ),
    });
    expect(opened.cosignatures.map(({ witness }) => witness).sort()).toEqual(['one.example', 'two.example']);
    await until('no alarm', async () => (await health())?.witnesses?.every(({ problem }) => problem === undefined));
  });
});

describe('a service without witnesses', () => {
  it('has a policy that asks for none', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'progress-ledger-watched-'));
    const keyFile = join(folder, 'log.key');
    const key = publicKeyOf(createKeyFile(keyFile, ORIGIN), 'log', nodePrimitives);
    const service = await startTestService({ LEDGER_LOG_KEY_FILE: keyFile, LEDGER_LOG_ORIGIN: ORIGIN });
    try {
      const get = (path: string) => request(service.url).get(path);
      const text = await until('a policy', async () => {
        const { status, text } = await get('/log/policy');
        return status === 200 && text;
      });
      expect(text).toBe(`log ${formatVkey(key)}\nquorum none\n`);
      expect(((await get('/health/ready')).body as Health).log).toEqual({ status: 'signed', size: 0 });
    } finally {
      await service.close();
      rmSync(folder, { recursive: true });
    }
  });
});
