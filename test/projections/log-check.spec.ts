import { LogCheckpoints } from '../../projections/seal/log-checkpoints.js';
import { LogTree } from '../../projections/seal/log-tree.js';
import { CheckProofHandler } from '../../projections/seal/queries/log-check.handlers.js';
import { CheckProof, type LogCheck } from '../../projections/seal/queries/log-check.queries.js';
import { SealedLog } from '../../projections/seal/sealed-log.js';
import { fromBase64 } from '../../src/integrity/base64.js';
import { publicKeyOf } from '../../src/integrity/keys.js';
import { nodePrimitives } from '../../src/integrity/node-primitives.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { BuiltLog, LOG_KEY } from '../support/log-files.js';
import { numberedEntry, sealNumbered } from '../support/sealed-entries.js';

const SIZE = 300;
const numbered = (size: number) => Array.from({ length: size }, (_, n) => Buffer.from(numberedEntry(n)));
const log = new BuiltLog(numbered(SIZE));
/** Signed with the same key, and another log from entry 100 on. */
const fork = new BuiltLog(numbered(SIZE).with(100, Buffer.from('{"n":"other"}')));

/** Proofs that people bring along, held against the log as it is now. */
describe('a proof that somebody kept', () => {
  let database: TestDatabase;
  let handler: CheckProofHandler;

  beforeAll(async () => {
    database = await createTestDatabase();
    const { appPool } = database;
    const checkpoints = new LogCheckpoints(appPool);
    handler = new CheckProofHandler(new SealedLog(appPool), checkpoints, new LogTree(appPool));
    await sealNumbered(appPool, 0, SIZE);
    await checkpoints.addKeys([publicKeyOf(LOG_KEY, 'log', nodePrimitives)]);
  });
  afterAll(() => database.close());

  const check = (of: BuiltLog, index: number, size: number, checkpoint = of.note(size)) => {
    const hashes = of.proof(index, size).map((hash) => fromBase64(hash)!);
    return handler.execute(new CheckProof({ index, hashes, checkpoint })) as Promise<LogCheck>;
  };

  it('cannot be held against a log that was never signed', async () => {
    expect(await check(log, 0, 1)).toBe('unsigned');
    await database.ownerPool.query(
      'INSERT INTO log.log_checkpoint (size, root, note, published_at) VALUES ($1, $2, $3, now())',
      [SIZE, log.checkpoint().root, log.note()],
    );
  });

  it.each([
    [0, 1],
    [99, 100],
    [256, 257],
    [299, 300],
  ])('of entry %i among %i is found to be of this log', async (index, size) => {
    expect(await check(log, index, size)).toMatchObject({
      ...{ index, size, newest: SIZE, isIncluded: true, goesOn: true },
      ...{ id: expect.any(String), signedWith: [expect.stringMatching(/^ledger\.example\/checked \([0-9a-f]{8}\)$/)] },
    });
  });

  it('of a log that was rewritten since is told from one of this log, though the key is the same', async () => {
    expect(await check(fork, 50, 100)).toMatchObject({ isIncluded: true, goesOn: true });
    expect(await check(fork, 50, 101)).toMatchObject({ isIncluded: true, goesOn: false });
    expect(await check(fork, 100, 200)).toMatchObject({ isIncluded: false, goesOn: false });
  });

  it('of a log that was longer says that this one was set back', async () => {
    const longer = new BuiltLog(numbered(SIZE + 10));
    expect(await check(longer, 5, SIZE + 10)).toMatchObject({ isIncluded: true, goesOn: false, newest: SIZE });
    const beyond = await check(longer, SIZE + 5, SIZE + 10);
    expect(beyond).toMatchObject({ isIncluded: false, goesOn: false });
    expect(beyond.id).toBeUndefined();
  });

  it('that another key has signed is worth nothing', async () => {
    const stranger = new BuiltLog(log.entries, { name: LOG_KEY.name, seed: new Uint8Array(32).fill(6) });
    const { size, ...found } = await check(stranger, 5, 200);
    expect([size, found]).toEqual([undefined, expect.objectContaining({ signedWith: [], isIncluded: false })]);
  });
});
