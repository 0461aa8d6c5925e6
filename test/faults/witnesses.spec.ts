import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Health } from '../../projections/extent/health.query.js';
import type { CheckpointAnswer } from '../../projections/seal/queries/checkpoints.queries.js';
import { ROLES } from '../../src/access/roles.js';
import { toHex, utf8 } from '../../src/integrity/bytes.js';
import { publicKeyOf } from '../../src/integrity/keys.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { createKeyFile } from '../../src/log/key-file.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { FakeWitness } from '../support/fake-witness.js';
import { createToken, ledger, ROOT } from '../support/ledger-cli.js';
import { until } from '../support/until.js';
import { BuiltService } from './built-service.js';

const ORIGIN = 'ledger.example/killed';

describe('a service that is killed while witnesses are asked', () => {
  let folder: string;
  let service: BuiltService;
  let witnesses: FakeWitness[];

  beforeAll(async () => {
    folder = await createFolder();
    const keyFile = join(folder, 'log.key');
    const key = publicKeyOf(createKeyFile(keyFile, ORIGIN), 'log', nodePrimitives);
    witnesses = await Promise.all(['one.example', 'two.example'].map((name) => new FakeWitness(name, [key]).listen()));
    const policy = join(folder, 'policy');
    const lines = witnesses.map((witness, n) => `${witness.policyLine(`w${n}`)}\n`).join('');
    writeFileSync(policy, `${lines}group both all w0 w1\nquorum both\n`);
    service = await BuiltService.on(await createFolder(), undefined, {
      ...{ LEDGER_LOG_KEY_FILE: keyFile, LEDGER_LOG_ORIGIN: ORIGIN },
      ...{ LEDGER_WITNESS_POLICY: policy, LEDGER_WITNESS_TIMEOUT: '60' },
    });
  });
  afterAll(async () => {
    await service?.remove();
    await Promise.all(witnesses.map((witness) => witness.close()));
    await removeFolder(folder);
  });

  const checkpoints = async () => {
    const response = await fetch(`http://127.0.0.1:${service.port}/api/checkpoints`);
    return ((await response.json()) as { items: CheckpointAnswer[] }).items;
  };
  const names = ({ cosignatures }: CheckpointAnswer) => cosignatures.map(({ witness }) => witness).sort();

  it('publishes what was held back when it is back, with the signatures that it had and those that were missing', async () => {
    const [one, two] = witnesses as [FakeWitness, FakeWitness];
    await two.close();
    await service.start();
    await until('the signature of one', async () => one.witness.newest(toHex(nodePrimitives.sha256(utf8(ORIGIN)))));
    expect(await checkpoints()).toEqual([]);
    await service.end('SIGKILL');

    await two.listen();
    await service.start();
    const [first] = await until('the checkpoint', async () => {
      const all = await checkpoints();
      return all.length > 0 && all;
    });
    expect([first!.size, first!.cosigning, names(first!)]).toEqual([0, 'cosigned', ['one.example', 'two.example']]);
  });

  it('has everything cosigned that is recorded while one is slow, though it is killed meanwhile', async () => {
    const [, two] = witnesses as [FakeWitness, FakeWitness];
    two.delayMs = 1_000;
    const LEDGER_TOKEN = await createToken(service.env, 'Loader', ROLES);
    const asked = two.asked.length;
    const imported = await ledger({ ...service.env, LEDGER_TOKEN }, 'import', join(ROOT, 'test/fixtures/small.jsonl'));
    expect(imported.code).toBe(0);
    await until('a question to the slow one', async () => two.asked.length > asked);
    await service.end('SIGKILL');
    await service.start();
    const all = await until('a cosigned checkpoint', async () => {
      const found = await checkpoints();
      const { log, projections } = (await (
        await fetch(`http://127.0.0.1:${service.port}/health/ready`)
      ).json()) as Health;
      const { size } = projections.find(({ name }) => name === 'seal')!;
      return log?.size === size && found[0]?.size === size && found[0].cosigning === 'cosigned' && found;
    });
    expect(all[0]!.size).toBeGreaterThan(0);
    for (const checkpoint of all)
      expect([checkpoint.size, checkpoint.cosigning]).toEqual([checkpoint.size, 'cosigned']);
  });
});
