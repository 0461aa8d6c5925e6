import { idAt, LogEntries, someEntries } from '../../test/support/log-entries.js';
import { BuiltLog, LOG_VKEY } from '../../test/support/log-files.js';
import { catalogue } from '../catalogue.js';
import type { JsonObject } from '../integrity/canonical-json.js';
import { METADATA_KEYS } from '../integrity/entry.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { ACTS } from '../ledger/history.js';
import { checkEnvelope, isAdministrative } from './envelope.js';
import { verifyLog } from './verify-log.js';

/** What the check of envelopes says of a log, and which other checks fail. */
async function told(entries: readonly JsonObject[]): Promise<{ says: string; others: string[]; exit: number }> {
  const { checks, exit } = await verifyLog(BuiltLog.of(entries).files(), { vkey: LOG_VKEY }, nodePrimitives);
  const { outcome, says } = checks.find(({ check }) => check === 'envelope')!;
  const others = checks.flatMap(({ check, outcome: of }) => (of === 'failed' && check !== 'envelope' ? check : []));
  return { says: `${outcome}: ${says}`, others, exit };
}

const STATEMENT = 1;
const BACKFILL = 2;
const CORRECTION = 3;
const VOID = 7;
const ADMINISTRATIVE = 0;

/** Puts members in, or takes out those that are undefined. */
function changed(place: number, members: Record<string, unknown>): JsonObject[] {
  return someEntries(12).map((entry, at) => {
    if (at !== place) return entry;
    const all = Object.entries({ ...entry, ...members }).filter(([, value]) => value !== undefined);
    return Object.fromEntries(all) as JsonObject;
  });
}

describe('the rules of envelopes', () => {
  it('know acts and administrative entries as the catalogue does', () => {
    const names = (which: (type: (typeof catalogue.events)[number]) => boolean) =>
      catalogue.events.filter(which).map(({ name }) => name);
    expect([...ACTS].sort()).toEqual(names(({ category }) => category === 'target').sort());
    for (const { name, category, key } of catalogue.events)
      expect([name, isAdministrative(name)]).toEqual([
        name,
        category === 'target' ? name === 'PersonalDataErased' : key === null,
      ]);
    expect(isAdministrative('constructor')).toBeUndefined();
  });

  it('know every member that an entry can have', () => {
    const all = someEntries(12).flatMap((entry) => Object.keys(entry));
    const known = new Set([...all, 'schema']);
    expect([...METADATA_KEYS].filter((name) => !known.has(name))).toEqual([]);
    expect(() => checkEnvelope({ ...someEntries(2)[1]!, schema: 2 })).not.toThrow();
  });

  const rules: [string, number, Record<string, unknown>, RegExp][] = [
    ['another version', STATEMENT, { v: 2 }, /has the version 2, which is not known/],
    ['no version', STATEMENT, { v: undefined }, /has the version undefined/],
    ['no id', STATEMENT + 9, { id: undefined }, /lacks "id"/],
    [
      'an id of another kind',
      STATEMENT + 9,
      { id: '0190a5b4-7c00-4000-8000-000000000010' },
      /"id" that is not a version 7/,
    ],
    ['an id in upper case', STATEMENT + 9, { id: idAt(10).toUpperCase() }, /"id" that is not a version 7/],
    ['a type that is no name', STATEMENT + 9, { type: 'status' }, /"type" that is not a name/],
    ['no author', STATEMENT, { by: undefined }, /lacks "by"/],
    ['an author in clear', STATEMENT, { by: { name: 'A. Person' } }, /"by" that is not a commitment/],
    ['a member that nobody knows', STATEMENT, { note: 'x' }, /has "note", which StatusReported does not have/],
    ['the name of something that objects have', STATEMENT, { toString: 'x' }, /has "toString"/],
    ['a target on a plain statement', 9, { target: idAt(1) }, /has "target"/],
    ['no reported date', STATEMENT + 8, { reportedOn: undefined }, /lacks "reportedOn"/],
    ['a reported date that is none', STATEMENT + 8, { reportedOn: '2026-02-30' }, /"reportedOn" that is not a day/],
    ['a reported date on a void', VOID, { reportedOn: '2026-11-02' }, /has "reportedOn", which EntryVoided/],
    ['a plan on something administrative', ADMINISTRATIVE, { plan: 'plan-1' }, /has "plan", which LedgerOpened/],
    ['a kind of entry on something administrative', ADMINISTRATIVE, { entry: 'live' }, /has "entry"/],
    ['no kind of entry', STATEMENT, { entry: undefined }, /lacks "entry"/],
    ['a kind of entry that there is not', STATEMENT, { entry: 'later' }, /"entry" that is not live/],
    ['a statement as a correction', STATEMENT, { entry: 'correction' }, /came in as "correction"/],
    ['a correction as live', CORRECTION, { entry: 'live' }, /came in as "live"/],
    ['an edition of 1', BACKFILL, { edition: 1 }, /"edition" that is not a whole number from 2/],
    ['a schema in words', STATEMENT, { schema: '2' }, /"schema" that is not/],
    ['a period without its end', BACKFILL, { effective: { from: '2022-04-01' } }, /"effective" that is not a period/],
    ['a period of more', BACKFILL, { effective: { at: '2022-04-01', from: '2022-04-01' } }, /"effective"/],
    ['an instant without milliseconds', STATEMENT, { recordedAt: '2026-11-22T09:00:01Z' }, /"recordedAt" that is not/],
    ['an instant that is none', STATEMENT, { recordedAt: '2026-11-31T09:00:01.000Z' }, /"recordedAt" that is not/],
    ['data that is a list', 9, { data: [] }, /"data" that is not an object/],
    ['a source of more', STATEMENT, { source: { doc: 'x', page: 3 } }, /"source" that is not a document/],
    ['a hash that is none', BACKFILL, { source: { sha256: 'x' } }, /"source" that is not a document/],
    ['no hash on what was loaded later', BACKFILL, { source: { doc: 'source-1' } }, /does not name the hash/],
    ['no source on what was loaded later', BACKFILL, { source: undefined }, /does not name the hash/],
    ['a report more than a day ahead', 9, { reportedOn: '2026-11-24' }, /more than a day after it was recorded/],
    ['a correction of another day', 5, { reportedOn: '2026-11-03' }, /corrects an entry reported on 2026-11-02/],
    ['an id twice', 10, { id: idAt(9) }, /has the id .*, which an earlier entry has/],
    ['a revision left out', 10, { rev: 3 }, /is number 3 of commitment-3, where number 1 should stand/],
    ['a revision of 0', 10, { rev: 0 }, /"rev" that is not a whole number from 1/],
    ['a target that is not there', 4, { target: idAt(500) }, /which no earlier entry is/],
    ['a target that comes later', 4, { target: idAt(9) }, /which no earlier entry is/],
    ['no target', 4, { target: undefined }, /lacks "target"/],
  ];

  it.each(rules)('refuse %s', async (_, place, members, words) => {
    const { says, exit } = await told(changed(place, members));
    expect([says, exit]).toEqual([expect.stringMatching(words), 1]);
    expect(says).toContain(`failed: entry ${place} (`);
  });

  it('let a report be of tomorrow, which it is somewhere already', async () => {
    expect(await told(changed(9, { reportedOn: '2026-11-23' }))).toMatchObject({ exit: 0 });
  });

  describe('of what acts on other entries', () => {
    let log: LogEntries;
    beforeEach(() => {
      log = new LogEntries();
      log.status('a');
      log.status('b', { stream: 'commitment-2' });
    });

    it('refuse a target in another stream', async () => {
      log.act('Revised', 0, { stream: 'commitment-2' });
      expect((await told(log.all)).says).toMatch(/which stands in commitment-1 and not in commitment-2/);
    });

    it('refuse a target that was voided', async () => {
      log.act('EntryVoided', 0, { data: {} });
      log.act('Revised', 0);
      expect(await told(log.all)).toMatchObject({ says: expect.stringMatching(/which was voided before/), others: [] });
    });

    it('refuse a correction of what was voided', async () => {
      log.act('EntryCorrected', 0);
      log.act('EntryVoided', 0, { data: {} });
      log.act('EntryCorrected', 2);
      expect(await told(log.all)).toMatchObject({
        says: expect.stringMatching(/entry 4 .* voided before/),
        others: [],
      });
    });

    it('let personal data be erased wherever it stands', async () => {
      log.act('EntryVoided', 0, { data: { reason: { $c: 'x' } } });
      log.act('PersonalDataErased', 0);
      log.act('PersonalDataErased', 2);
      expect(await told(log.all)).toMatchObject({ exit: 0 });
    });

    it('let a correction be voided, and the statement corrected again', async () => {
      log.act('EntryCorrected', 0);
      log.act('EntryVoided', 2, { data: {} });
      log.act('EntryCorrected', 0);
      expect(await told(log.all)).toMatchObject({ exit: 0 });
    });
  });
});
