import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkTree } from '../../projections/seal/check-tree.js';
import { openCheckpoint } from '../../src/integrity/checkpoint.js';
import { publicKeyOf } from '../../src/integrity/keys.js';
import { logVerifier } from '../../src/integrity/log-signature.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { anchorPath } from '../../src/log/anchor-file.js';
import { createKeyFile } from '../../src/log/key-file.js';
import { createFolder, removeFolder } from '../database/service-process.js';
import { Writers } from '../faults/writers.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TestEngine } from '../support/engine.js';
import { createToken, ledger } from '../support/ledger-cli.js';
import { until } from '../support/until.js';
import { LedgerProcess } from './ledger-process.js';

/** Under which the writers open the ledger. */
const ORIGIN = 'ledger.example/faults';
const ROLES = ['administrator', 'policy-officer', 'approver'];

jest.setTimeout(120_000);

describe('processes that sign one log', () => {
  let database: TestDatabase;
  let engine: TestEngine;
  let folder: string;
  let env: Record<string, string>;
  const started: LedgerProcess[] = [];
  let writers: Writers | undefined;

  beforeEach(async () => {
    [database, engine, folder] = await Promise.all([createTestDatabase(), TestEngine.start(), createFolder()]);
    env = { DATABASE_URL: database.url, DATA_DIR: folder, ...engine.env };
  });
  afterEach(async () => {
    writers?.abandon();
    await Promise.all(started.splice(0).map((each) => each.end('SIGKILL')));
    await Promise.all([database.close(), engine.close(), removeFolder(folder)]);
  });

  async function launch(kind: Parameters<typeof LedgerProcess.launch>[0]): Promise<LedgerProcess> {
    const launched = await LedgerProcess.launch(kind, env);
    started.push(launched);
    await launched.ready();
    return launched;
  }

  it('have no key until somebody makes it, and then begin by themselves', async () => {
    const [api] = await Promise.all([launch('api'), launch('projections')]);
    writers = new Writers(api.port, await createToken(env, 'Writer', ROLES));
    await writers.open();
    expect((await api.healthWith('an open ledger', ({ projections }) => projections[0]!.size > 0)).log).toEqual({
      status: 'unsigned',
    });
    expect((await api.get('/log/checkpoint')).status).toBe(404);
    const made = await ledger(env, 'key', 'create');
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(`^${ORIGIN}\\+`) });
    const { ready, log } = await api.healthWith('a signed log', ({ log }) => (log?.size ?? 0) > 0);
    expect([ready, log?.status]).toEqual([true, 'signed']);
    expect(await (await api.get('/log/vkey')).text()).toBe(made.stdout);
  });

  it('take over from one that is killed while it signs, and never sign twice or apart', async () => {
    const keyFile = join(folder, 'keys/log.key');
    const key = logVerifier(publicKeyOf(createKeyFile(keyFile, ORIGIN), 'log', nodePrimitives), nodePrimitives);
    const [api, ...signers] = await Promise.all([launch('api'), launch('projections'), launch('projections')]);
    writers = new Writers(api.port, await createToken(env, 'Writer', ROLES));
    await writers.open();
    writers.start(3, 11);
    const signedSize = async () => (await api.healthWith('an answer', () => true)).log?.size ?? 0;
    for (const signer of signers) {
      const from = await signedSize();
      await until('two more checkpoints', async () => (await signedSize()) > from + 20, 60_000);
      const next = await launch('projections');
      await signer.end('SIGKILL');
      await next.ready();
    }
    await writers.stop();
    const { log } = await api.healthWith('a checkpoint of everything', ({ projections, log }) =>
      projections.every(
        ({ name, size, eventsBehind }) => eventsBehind === 0 && (name !== 'seal' || size === log?.size),
      ),
    );

    const served = await (await api.get('/log/checkpoint')).text();
    expect(openCheckpoint(served, { origin: ORIGIN, log: [key] }).size).toBe(log?.size);
    expect(readFileSync(anchorPath(keyFile), 'utf8')).toBe(served);
    // No two checkpoints of one size, and each made by the entries that it covers.
    const { rows } = await database.appPool.query(
      'SELECT count(*)::int AS all, count(published_at)::int AS published FROM log.log_checkpoint',
    );
    expect(rows[0].published).toBe(rows[0].all);
    expect(await checkTree(database.appPool)).toBe(rows[0].all);
  });
});
