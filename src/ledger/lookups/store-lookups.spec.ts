import type { JsonObject } from '../../integrity/canonical-json.js';
import { conceal } from '../erasable/conceal.js';
import { InMemoryErasableStore } from '../erasable/in-memory-erasable-store.js';
import type { EventMetadata } from '../event.js';
import { uuidV7At } from '../ids.js';
import { InMemoryEventStore } from '../memory/in-memory-event-store.js';
import { ScanningFinder } from './scanning-finder.js';
import { StoreLookups } from './store-lookups.js';

const PERSON = '8c7b1c0e-0000-4000-8000-000000000001';
const BATCH = uuidV7At(1, 'batch');

/** A ledger whose events have the key that their data names in `facet`. */
function aLedger(eventsKept?: number) {
  const store = new InMemoryEventStore();
  const erasable = new InMemoryErasableStore(store);
  const keyOf = ({ data }: { data: JsonObject }) => data.facet as string;
  const finder = new ScanningFinder(store, keyOf);
  const lookups = new StoreLookups({ store, erasable, finder, keyOf }, eventsKept);
  let events = 0;
  const say = async (
    stream: string,
    data: JsonObject,
    more: { type?: string; metadata?: Partial<EventMetadata> } = {},
  ) => {
    const id = uuidV7At(1_000, `event ${++events}`);
    const fields = 'name' in data ? [{ pointer: '/data/name', subject: PERSON }] : [];
    const { root, disclosures } = conceal({ data }, fields);
    const metadata = { reportedOn: '2022-06-07', by: { $c: 'x' }, ...more.metadata };
    const sealed = await erasable.seal(id, disclosures);
    const event = { id, type: more.type ?? 'Said', data: root.data as JsonObject, metadata, disclosures: sealed };
    await store.append(stream, 'any', [event]);
    return id;
  };
  return { store, erasable, finder, lookups, say, reads: jest.spyOn(store, 'readStream') };
}

describe('the text of a document', () => {
  test('is there where it is kept', async () => {
    const { lookups, ...parts } = aLedger();
    const keyOf = () => null;
    const texts = { textOf: async (sha256: string) => (sha256 === 'aa' ? 'Words' : null) };
    const keeping = new StoreLookups({ ...parts, keyOf, texts });
    expect(await keeping.keptText('aa')).toBe('Words');
    expect(await keeping.keptText('bb')).toBeNull();
    expect(await lookups.keptText('aa')).toBeNull();
  });
});

describe('the history of an object', () => {
  test('holds its events with erasable values in clear', async () => {
    const { lookups, say } = aLedger();
    await say('body-1', { facet: 'holder', name: 'A. Name' });
    const history = await lookups.history('body-1');
    expect(history.at().get('holder')?.data).toEqual({ facet: 'holder', name: 'A. Name' });
    expect((await lookups.history('body-2')).exists).toBe(false);
  });

  test('is read once, then only what is new', async () => {
    const { lookups, say, reads } = aLedger();
    await say('body-1', { facet: 'a' });
    const first = await lookups.history('body-1');
    expect(await lookups.history('body-1')).toBe(first);
    await say('body-1', { facet: 'b' });
    const second = await lookups.history('body-1');
    expect(second.events.map(({ data }) => data.facet)).toEqual(['a', 'b']);
    expect(first.events).toHaveLength(1);
    expect(reads.mock.calls.map(([, range]) => range?.from)).toEqual([0n, 1n, 1n]);
  });

  test('does not keep what was erased', async () => {
    const { lookups, erasable, say } = aLedger();
    const target = await say('body-1', { facet: 'holder', name: 'A. Name' });
    await lookups.history('body-1');
    erasable.erase(PERSON);
    await say('body-1', { pointer: '/data/name' }, { type: 'PersonalDataErased', metadata: { target } });
    const { data } = (await lookups.history('body-1')).event(target)!;
    expect(data.name).toEqual({ $c: expect.any(String) });
  });

  test('is let go when it was not used for longest', async () => {
    const { lookups, say, reads } = aLedger(2);
    for (const stream of ['body-1', 'body-2', 'body-3']) await say(stream, { facet: 'a' });
    const read = async (...streams: string[]) => {
      reads.mockClear();
      for (const stream of streams) await lookups.history(stream);
      return reads.mock.calls.map(([stream, range]) => `${stream} from ${range?.from}`);
    };
    await read('body-1', 'body-2', 'body-1', 'body-3');
    expect(await read('body-1', 'body-3', 'body-2')).toEqual(['body-1 from 1', 'body-3 from 1', 'body-2 from 0']);
  });

  test('is not kept when it alone is longer than what is kept', async () => {
    const { lookups, say, reads } = aLedger(1);
    await say('body-1', { facet: 'a' });
    await say('body-1', { facet: 'b' });
    await lookups.history('body-1');
    expect((await lookups.history('body-1')).events).toHaveLength(2);
    expect(reads.mock.calls.map(([, range]) => range?.from)).toEqual([0n, 0n]);
  });
});

describe('what rules may ask besides', () => {
  test('whether an object exists', async () => {
    const { lookups, say } = aLedger();
    await say('body-1', { facet: 'a' });
    expect(await lookups.exists('body-1')).toBe(true);
    expect(await lookups.exists('body-2')).toBe(false);
  });

  test('in which stream an entry stands', async () => {
    const { lookups, say } = aLedger();
    const id = await say('body-1', { facet: 'a' });
    expect(await lookups.streamOfEntry(id)).toBe('body-1');
    expect(await lookups.streamOfEntry(BATCH)).toBeNull();
    const later = await say('body-2', { facet: 'a' });
    expect(await lookups.streamOfEntry(later)).toBe('body-2');
  });

  test('which objects of a category say a value under a key now, alone or in a list', async () => {
    const { lookups, say } = aLedger();
    const find = async (value: string, facet = 'wording/*') => {
      const found = await lookups.find({ category: 'commitment', facet, member: 'text', value });
      return found.map(({ stream }) => stream);
    };
    await say('commitment-1', { facet: 'wording/1', text: 'Answer.' });
    await say('commitment-2', { facet: 'wording/9', text: ['Act.', 'Answer.'] });
    await say('commitment-3', { facet: 'wording/1', text: 'Act.' });
    await say('commitment-3', { facet: 'other/1', text: 'Answer.' });
    await say('metric-1', { facet: 'wording/1', text: 'Answer.' });
    expect(await find('Answer.')).toEqual(['commitment-1', 'commitment-2']);
    expect(await find('Answer.', 'wording/1')).toEqual(['commitment-1']);
    await say('commitment-1', { facet: 'wording/1', text: 'Act.' }, { metadata: { reportedOn: '2022-08-04' } });
    expect(await find('Answer.')).toEqual(['commitment-2']);
  });

  test('how many entries of each type a backfill has', async () => {
    const { lookups, say } = aLedger();
    const inBatch = { metadata: { source: { batch: BATCH } } };
    await say('body-1', { facet: 'a' }, inBatch);
    await say('body-2', { facet: 'a' }, inBatch);
    await say('body-2', { facet: 'b' }, { ...inBatch, type: 'Added' });
    await say('body-2', { facet: 'c' });
    expect(await lookups.countsOfBatch(BATCH)).toEqual(
      new Map([
        ['Said', 2],
        ['Added', 1],
      ]),
    );
  });
});
