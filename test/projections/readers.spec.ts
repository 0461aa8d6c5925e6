import { AuditTrailReader } from '../../projections/audit-trail/audit-trail.reader.js';
import { ProjectionBehindError } from '../../projections/runner/projection-sizes.js';
import { PostgresFinder } from '../../projections/state/postgres-finder.js';
import { PostgresStateReader } from '../../projections/state/postgres-state-reader.js';
import { conceal, type Disclosure } from '../../src/ledger/erasable/conceal.js';
import type { EntrySource, RecordedEvent } from '../../src/ledger/event.js';
import { ScanningFinder } from '../../src/ledger/lookups/scanning-finder.js';
import { ENDLESS_MS } from '../support/endless.js';
import { eventOf, idOf, ledgerOf, opaqueCatalogue, recorded, streamOfKey } from '../support/opaque-ledger.js';
import type { Step } from '../support/plain-evaluation.js';
import { ReadModels } from '../support/read-models.js';

const LOG: Step[] = [
  { does: 'report', key: 'a/status/officer', reportedOn: '2022-08-04', value: 'on-track' },
  { does: 'report', key: 'a/wording/1', reportedOn: '2022-08-04', value: 'Open a hub' },
  { does: 'report', key: 'b/wording/1', reportedOn: '2022-08-04', value: 'Open a hub' },
  { does: 'report', key: 'b/wording/1.2', reportedOn: '2022-08-04', value: 'Open two hubs' },
  { does: 'correct', target: 0, value: 'late' },
  { does: 'change', target: 4, reportedOn: '2023-01-01', value: 'complete' },
  { does: 'void', target: 5 },
  { does: 'withdraw', target: 2, reportedOn: '2023-02-01' },
  { does: 'void', target: 0 },
];
const TODAY = '2026-11-22';
const A = streamOfKey('a/');
const B = streamOfKey('b/');

describe('readers', () => {
  let models: ReadModels;
  beforeAll(async () => {
    models = await ReadModels.open();
    const events = await recorded(LOG);
    await models.feed(models.state, events);
    await models.feed(models.trail, events);
  });
  afterAll(() => models.close());

  describe('of the state', () => {
    const facets = async (filter: Parameters<ReadModels['reader']['statements']>[1]) =>
      (await models.reader.statements({ asReportedOn: TODAY, atSize: 6 }, filter)).map(
        ({ stream, facet }) => `${stream === A ? 'a' : 'b'}/${facet}`,
      );

    it('give what is needed to trace an answer', async () => {
      const view = { asReportedOn: '2022-12-31', atSize: 5 };
      const [status] = await models.reader.statements(view, { facets: ['status/officer'] });
      expect(status).toEqual({
        stream: A,
        category: 'commitment',
        objectId: A.slice('commitment-'.length),
        facet: 'status/officer',
        src: 4,
        slot: 0,
        withdrawn: false,
        id: idOf(4),
        type: 'EntryCorrected',
        originalType: 'Said',
        kind: 'Said',
        plan: '018f8a10-0000-7000-8000-00000000aaaa',
        reportedOn: '2022-08-04',
        edition: 1,
        entry: 'live',
        target: idOf(0),
        recordedAt: '2026-11-22T09:00:00.000Z',
        data: { facet: 'status/officer', value: 'late' },
        change: {},
      });
      const [restated] = await models.reader.statements(
        { asReportedOn: TODAY, atSize: 6 },
        { facets: ['status/officer'] },
      );
      expect(restated).toMatchObject({
        src: 5,
        slot: 5,
        kind: 'Said',
        data: { value: 'complete' },
        change: { reason: 'error' },
      });
    });

    it('give what is asked for, by object and key', async () => {
      const all = ['a/status/officer', 'a/wording/1', 'b/wording/1', 'b/wording/1.2'];
      expect((await facets({})).sort()).toEqual(all);
      expect((await facets({ facets: ['wording/*'] })).sort()).toEqual(all.slice(1));
      expect(await facets({ facets: ['wording/1.2', 'wording/1x2'] })).toEqual(['b/wording/1.2']);
      expect(await facets({ facets: ['*/officer', 'nothing'] })).toEqual(['a/status/officer']);
      expect(await facets({ facets: ['*'] })).toEqual([]);
      expect(await facets({ streams: [B], facets: ['*/1'] })).toEqual(['b/wording/1']);
      expect(await facets({ categories: ['meeting'] })).toEqual([]);
      expect(await facets({ plan: '018f8a10-0000-7000-8000-00000000bbbb' })).toEqual([]);
      expect(await facets({ streams: [] })).toEqual([]);
    });

    it('give what is asked for by the beginning of keys, beside whole ones, and since a day', async () => {
      expect(await facets({ prefixes: ['wording/1'] })).toEqual(
        expect.arrayContaining(['a/wording/1', 'b/wording/1', 'b/wording/1.2']),
      );
      expect(await facets({ prefixes: ['wording/1.'], facets: ['status/*'] })).toHaveLength(2);
      expect(await facets({ prefixes: ['ording', '%'] })).toEqual([]);
      expect(await facets({ prefixes: [] })).toEqual([]);
      expect(await facets({ since: '2022-08-05' })).toEqual(['a/status/officer']);
      expect(await facets({ since: '2023-01-01', facets: ['wording/*'] })).toEqual([]);
    });

    it('give what changed between two views, with both statements', async () => {
      const earlier = { asReportedOn: '2022-12-31', atSize: 9 };
      const changed = await models.reader.changed(earlier, { ...earlier, asReportedOn: TODAY });
      expect(changed).toEqual([
        {
          ...{ stream: B, category: 'commitment', objectId: B.slice('commitment-'.length), facet: 'wording/1' },
          before: expect.objectContaining({ src: 2, data: { facet: 'wording/1', value: 'Open a hub' } }),
          after: expect.objectContaining({ src: 7, withdrawn: true, change: { note: 'taken back' } }),
        },
      ]);
      const [status] = await models.reader.changed({ ...earlier, atSize: 5 }, earlier, { facets: ['status/*'] });
      expect(status).toMatchObject({ stream: A, facet: 'status/officer', before: { src: 4 } });
      expect(status).not.toHaveProperty('after');
      const nothing = { asReportedOn: '2020-01-01', atSize: 0 };
      expect(await models.reader.changed(nothing, earlier, { streams: [B], prefixes: ['wording/1.'] })).toEqual([
        expect.not.objectContaining({ before: expect.anything() }),
      ]);
      expect(await models.reader.changed(earlier, earlier)).toEqual([]);
      expect(await models.reader.changed(nothing, earlier, { categories: ['meeting'] })).toEqual([]);
    });

    it('give the last keys of objects, without what was taken back', async () => {
      const last = async (asReportedOn: string, upTo: string, most = 1) => {
        const range = { prefix: 'wording/', upTo, most };
        const found = await models.reader.latest({ asReportedOn, atSize: 8 }, [A, B, 'commitment-unknown'], range);
        return found.map(({ stream, facet }) => `${stream === A ? 'a' : 'b'}/${facet}`).sort();
      };
      expect(await last(TODAY, 'wording/~')).toEqual(['a/wording/1', 'b/wording/1.2']);
      expect(await last('2023-01-31', 'wording/1')).toEqual(['a/wording/1', 'b/wording/1']);
      expect(await last(TODAY, 'wording/1')).toEqual(['a/wording/1']);
      expect(await last(TODAY, 'wording/~', 9)).toEqual(['a/wording/1', 'b/wording/1.2']);
      expect(await last('2022-08-03', 'wording/~')).toEqual([]);
    });

    it('are in the order of stream and key', async () => {
      const found = await models.reader.statements({ asReportedOn: TODAY, atSize: 6 });
      const names = found.map(({ stream, facet }) => `${stream} ${facet}`);
      expect(names).toEqual([...names].sort());
    });

    it('say what was withdrawn', async () => {
      const [wording] = await models.reader.statements(
        { asReportedOn: TODAY, atSize: 9 },
        { streams: [B], facets: ['*/1'] },
      );
      expect(wording).toMatchObject({ withdrawn: true, type: 'Withdrawn', data: {}, change: { note: 'taken back' } });
    });

    it('tell the history of an object, at any size', async () => {
      const history = await models.reader.history(A, 9);
      expect(history.map(({ sequence, type, facet, voidedBy }) => [sequence, type, facet, voidedBy])).toEqual([
        [0, 'Said', 'status/officer', 8],
        [1, 'Said', 'wording/1', undefined],
        [4, 'EntryCorrected', 'status/officer', 8],
        [5, 'Restated', 'status/officer', 6],
        [6, 'EntryVoided', 'status/officer', undefined],
        [8, 'EntryVoided', 'status/officer', undefined],
      ]);
      expect(history.map(({ kind }) => kind)).toEqual(Array(6).fill('Said'));
      expect(history[4]).toMatchObject({ target: idOf(5), data: {}, change: { note: 'never said' } });
      expect(history[4]).not.toHaveProperty('reportedOn');
      expect((await models.reader.history(A, 6)).map(({ sequence, voidedBy }) => [sequence, voidedBy])).toEqual([
        [0, undefined],
        [1, undefined],
        [4, undefined],
        [5, undefined],
      ]);
      expect(await models.reader.history('commitment-unknown', 9)).toEqual([]);
    });

    it('wait for the size asked for, and give up with an error that says so', async () => {
      await expect(models.sizes.reached('state', 10, 60)).rejects.toThrow(ProjectionBehindError);
      await expect(models.sizes.reached('state', 10, 60)).rejects.toMatchObject({
        actual: 9,
        wanted: 10,
        retryAfter: 1,
      });
      // It looks again: what comes meanwhile ends the waiting.
      const late = await ReadModels.open();
      const events = await recorded(LOG);
      await late.feed(late.state, events.slice(0, 8));
      const reached = late.sizes.reached('state', 9, ENDLESS_MS);
      await expect(Promise.race([reached, late.sizes.size('state')])).resolves.toBe(8);
      await late.feed(late.state, events.slice(8));
      await reached;
      await late.close();
    });
  });

  describe('of erasable values', () => {
    const disclosures = new Map<string, Disclosure[]>();
    let own: ReadModels;
    beforeAll(async () => {
      own = await ReadModels.open();
      const events = (await recorded(LOG)).map((event) => {
        const path = event.type === 'EntryCorrected' ? '/data/statement/value' : '/data/value';
        if (event.type !== 'Said' && event.type !== 'EntryCorrected') return event;
        const sealed = conceal({ data: event.data }, [{ pointer: path, subject: null }]);
        disclosures.set(event.id, [{ pointer: '/by', bytes: '["salt","/by",{}]' }, ...sealed.disclosures]);
        return { ...event, data: sealed.root.data } as RecordedEvent;
      });
      await own.feed(own.state, events);
    });
    afterAll(() => own.close());

    it('are put in clear where they are held, and stay commitments where they are not', async () => {
      const asked: string[][] = [];
      const held = async (ids: readonly string[]) => {
        asked.push([...ids]);
        return new Map([...disclosures].filter(([id]) => id !== idOf(1)));
      };
      const reader = new PostgresStateReader(own.pool, { held }, own.sizes);
      const found = await reader.statements({ asReportedOn: '2022-12-31', atSize: 5 }, { streams: [A] });
      expect(found.map(({ data }) => data.value)).toEqual(['late', { $c: expect.any(String) }]);
      expect(asked.map((ids) => ids.sort())).toEqual([[idOf(1), idOf(4)]]);
      const history = await reader.history(A, 5);
      expect(history.map(({ data }) => data.value)).toEqual(['on-track', { $c: expect.any(String) }, 'late']);
    });

    it('are not in the tables', async () => {
      expect((await own.stateRows()).filter((row) => row.includes('on-track') || row.includes('hub'))).toEqual([]);
    });
  });

  describe('of the audit trail', () => {
    let trail: AuditTrailReader;
    beforeAll(() => {
      trail = new AuditTrailReader(models.pool, models.sizes);
    });

    const sequences = async (filter: Parameters<AuditTrailReader['page']>[1], page = {}) =>
      (await trail.page({ after: -1, limit: 100, atSize: 9, ...page }, filter)).map(({ sequence }) => sequence);

    it('list entries in order, page by page', async () => {
      expect(await sequences({})).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
      expect(await sequences({}, { after: 3, limit: 2 })).toEqual([4, 5]);
      expect(await sequences({}, { after: 3, atSize: 5 })).toEqual([4]);
    });

    it('list those asked for', async () => {
      expect(await sequences({ types: ['EntryVoided', 'Withdrawn'] })).toEqual([6, 7, 8]);
      expect(await sequences({ stream: B })).toEqual([2, 3, 7]);
      expect(await sequences({ facet: 'status/officer' })).toEqual([0, 4, 5, 6, 8]);
      expect(await sequences({ reportedFrom: '2023-01-01', reportedTo: '2023-02-01' })).toEqual([5]);
      expect(await sequences({ plan: 'none' })).toEqual([]);
      expect(await sequences({ category: 'commitment', entry: 'live', types: ['Restated'] })).toEqual([5]);
    });

    it('say what became of an entry by the size asked for', async () => {
      const acts = async (size: number) => (await trail.one(idOf(0), size))?.actedOnBy.map(({ type }) => type);
      expect(await acts(4)).toEqual([]);
      expect(await acts(5)).toEqual(['EntryCorrected']);
      expect(await acts(9)).toEqual(['EntryCorrected', 'EntryVoided']);
    });

    it('find one entry by sequence or id', async () => {
      expect(await trail.one(4, 9)).toEqual({
        sequence: 4,
        eventId: idOf(4),
        type: 'EntryCorrected',
        stream: A,
        category: 'commitment',
        plan: '018f8a10-0000-7000-8000-00000000aaaa',
        facet: 'status/officer',
        reportedOn: '2022-08-04',
        edition: 1,
        recordedAt: '2026-11-22T09:00:00.000Z',
        entry: 'live',
        target: idOf(0),
        actedOnBy: [{ sequence: 5, eventId: idOf(5), type: 'Restated' }],
      });
      expect(await trail.one(4, 4)).toBeNull();
      expect(await trail.one('not an id', 9)).toBeNull();
    });
  });

  describe('for rules', () => {
    const wheres = [
      { facet: 'wording/1', member: 'value', value: 'Open a hub' },
      { facet: 'wording/*', member: 'value', value: 'Open two hubs' },
      { facet: 'status/officer', member: 'value', value: 'complete' },
      { facet: 'wording/*', member: 'value', value: 'nothing' },
    ].map((where) => ({ category: 'commitment' as const, ...where }));

    it.each([6, 7, 8, 9])('find the same as looking through all %i events', async (size) => {
      const own = await ReadModels.open();
      try {
        const store = await ledgerOf(LOG.slice(0, size));
        await own.feed(own.state, (await recorded(LOG)).slice(0, size));
        const finder = new PostgresFinder(own.pool, store);
        const scanning = new ScanningFinder(store, opaqueCatalogue.keyOf);
        for (const where of wheres) expect(await finder.find(where)).toEqual(await scanning.find(where));
      } finally {
        await own.close();
      }
    });

    it('find nothing that was taken back, though the reason for it was corrected', async () => {
      const own = await ReadModels.open();
      try {
        const log: Step[] = [...LOG.slice(0, 8), { does: 'correct', target: 7, value: 'Open a hub' }];
        const store = await ledgerOf(log);
        await own.feed(own.state, await recorded(log));
        const where = { category: 'commitment', facet: 'wording/*', member: 'value', value: 'Open a hub' } as const;
        const found = await new PostgresFinder(own.pool, store).find(where);
        expect(found.map(({ stream }) => stream)).toEqual([A]);
        expect(await new ScanningFinder(store, opaqueCatalogue.keyOf).find(where)).toEqual(found);
      } finally {
        await own.close();
      }
    });

    it('know the stream of an entry and the size of a batch, taken in or not yet', async () => {
      const batch = idOf(500);
      const source: EntrySource = { batch };
      const log: Step[] = [...LOG, { does: 'report', key: 'c/x', reportedOn: '2024-01-01', value: 'x' }];
      const store = await ledgerOf(log.slice(0, 9));
      const { stream, event } = eventOf(log, 9);
      const finder = new PostgresFinder(models.pool, store);
      expect(await finder.streamOfEntry(idOf(9))).toBeNull();
      await store.append(stream, 'any', [{ ...event, metadata: { ...event.metadata, source } }]);
      expect(await finder.streamOfEntry(idOf(9))).toBe(stream);
      expect(await finder.streamOfEntry(idOf(2))).toBe(B);
      expect(await finder.countsOfBatch(batch)).toEqual(new Map([['Said', 1]]));
    });
  });
});
