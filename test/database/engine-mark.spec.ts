import {
  type EngineMark,
  EngineMismatchError,
  readEngineMark,
  settleEngine,
  writeEngineMark,
} from '../../src/ledger/engine-mark.js';
import { PostgresEventStore } from '../../src/ledger/postgres/postgres-event-store.js';
import { newEvent } from '../contract/event-store.contract.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

const POSTGRESQL: EngineMark = { engine: 'postgresql' };
const ELSEWHERE: EngineMark = { engine: 'eventstoredb', streamPrefix: 'progressledger.' };

describe('the engine of a ledger', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.close());

  const settle = (wanted: EngineMark) => settleEngine(database.appPool, wanted);
  const mark = () => readEngineMark(database.appPool);

  it.each([POSTGRESQL, ELSEWHERE])('is marked by the first start, and found by the next: %j', async (engine) => {
    expect(await mark()).toBeNull();
    await settle(engine);
    expect(await mark()).toEqual(engine);
    await settle(engine);
  });

  it('is one, whoever starts a new ledger at the same moment', async () => {
    const wanted = [POSTGRESQL, ELSEWHERE, { ...ELSEWHERE, streamPrefix: 'other.' }];
    const results = await Promise.allSettled(wanted.map(settle));
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it.each([
    [
      POSTGRESQL,
      ELSEWHERE,
      /has its events in PostgreSQL, but EVENTSTOREDB_URL is set.*migrate-store --from postgresql/,
    ],
    [
      ELSEWHERE,
      POSTGRESQL,
      /begin with "progressledger\.", but EVENTSTOREDB_URL is not set.*migrate-store --from event/,
    ],
    [
      ELSEWHERE,
      { ...ELSEWHERE, streamPrefix: 'x.' },
      /EVENTSTOREDB_STREAM_PREFIX is "x\."\. Set it to "progressledger\."/,
    ],
  ] as [EngineMark, EngineMark, RegExp][])('of %j is not taken for %j', async (real, wanted, message) => {
    await settle(real);
    await expect(settle(wanted)).rejects.toThrow(EngineMismatchError);
    await expect(settle(wanted)).rejects.toThrow(message);
    expect(await mark()).toEqual(real);
  });

  it('is PostgreSQL for a ledger that is older than the mark', async () => {
    const store = new PostgresEventStore(database.appPool);
    await store.append('thing-1', 'no-stream', [newEvent()]);
    await store.close();
    await expect(settle(ELSEWHERE)).rejects.toThrow(/in PostgreSQL/);
    await settle(POSTGRESQL);
    expect(await mark()).toEqual(POSTGRESQL);
  });

  it('is not made up for a log whose events are not there', async () => {
    await database.appPool.query(
      `INSERT INTO log.log_entry (idx, event_id, entry) VALUES (0, gen_random_uuid(), '\\x7b7d')`,
    );
    for (const wanted of [POSTGRESQL, ELSEWHERE])
      await expect(settle(wanted)).rejects.toThrow(/a part of it was restored/);
    expect(await mark()).toBeNull();
  });

  it('changes when the events have been moved', async () => {
    await settle(POSTGRESQL);
    await writeEngineMark(database.ownerPool, ELSEWHERE);
    await settle(ELSEWHERE);
    await expect(settle(POSTGRESQL)).rejects.toThrow(EngineMismatchError);
    await writeEngineMark(database.ownerPool, POSTGRESQL);
    await settle(POSTGRESQL);
  });
});
