import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { NewEvent } from '../../src/ledger/event.js';
import type { ExpectedRevision } from '../../src/ledger/event-store.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { AppendQueue } from '../../src/ledger/postgres/append-queue.js';
import { prepareAppend } from '../../src/ledger/prepared-append.js';
import { ImportLedger, LOADER } from '../support/import-ledger.js';

const FILE = 'test/fixtures/small.jsonl';

/** Appends go through the queue of group commits to a store that takes its time, so that many wait at once. */
function slowDown(): void {
  const append = InMemoryEventStore.prototype.append;
  const given = new Map<string, readonly NewEvent[]>();
  const queues = new WeakMap<InMemoryEventStore, AppendQueue>();
  jest.spyOn(InMemoryEventStore.prototype, 'append').mockImplementation(function (
    this: InMemoryEventStore,
    stream: string,
    expected: ExpectedRevision,
    events: readonly NewEvent[],
  ) {
    given.set(events[0]!.id, events);
    const write = new AppendQueue(async (appends) => {
      await delay(5);
      return Promise.all(
        appends.map(async (one) => ({
          value: await append.call(this, one.stream, one.expected, given.get(one.events[0]!.id)!),
        })),
      );
    }, 10_000);
    const queue = queues.get(this) ?? write;
    queues.set(this, queue);
    return queue.add(prepareAppend(stream, expected, events));
  });
}

describe('an import', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'import-order-'));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  async function load(path: string): Promise<string[]> {
    const ledger = ImportLedger.inMemory();
    const checked = await ledger.importer.check(path, LOADER);
    expect(checked.problems).toEqual([]);
    await ledger.importer.write(checked, LOADER);
    return (await ledger.events()).map(({ id }) => id);
  }

  it('writes in the order of the file even where many appends wait, so that no line comes before one that it rests on', async () => {
    const wanted = await load(FILE);
    slowDown();
    expect(await load(FILE)).toEqual(wanted);
  });

  it('takes U+2028 in a text for what it is, and not for the end of a line', async () => {
    const path = join(folder, 'separator.jsonl');
    await writeFile(path, '{"command":"open-ledger","name":"One\u2028two\u0085three"}\n');
    const { problems } = await ImportLedger.inMemory().importer.check(path, LOADER);
    expect(problems.map(({ line, field }) => ({ line, field }))).toContainEqual({ line: 1, field: 'id' });
    expect(problems.every(({ line, code }) => line === 1 && code !== 'not-a-command')).toBe(true);
  });

  it('refuses bytes that are not UTF-8, instead of putting others in their place', async () => {
    const path = join(folder, 'broken.jsonl');
    await writeFile(path, Buffer.concat([Buffer.from('\n{"command":"'), Buffer.of(0xc3, 0x28), Buffer.from('"}\n')]));
    const { problems } = await ImportLedger.inMemory().importer.check(path, LOADER);
    expect(problems).toMatchObject([{ line: 2, message: expect.stringContaining('UTF-8') }]);
  });

  it.each([204_800, 204_801, 700_000])('counts the bytes of a line of %d', async (bytes) => {
    const path = join(folder, 'long.jsonl');
    const text = `{"command":"fly","x":"${'x'.repeat(bytes - 24)}"}`;
    await writeFile(path, `${text}\r\n\n{"command":"fly"}`);
    const { problems } = await ImportLedger.inMemory().importer.check(path, LOADER);
    expect(problems.map(({ line }) => line)).toEqual([1, 3]);
    expect(problems[0]!.message).toMatch(bytes > 204_800 ? /longer than/ : /There is no command "fly"/);
  });
});
