import { storedValue } from '../../projections/state/stored-value.js';
import { catalogue } from '../../src/catalogue.js';
import { entryBytes } from '../../src/integrity/entry.js';
import { conceal } from '../../src/ledger/erasable/conceal.js';
import { isAct } from '../../src/ledger/history.js';
import { byDisclosureOf, dayOfPaper, GeneratedLedger } from './generated-ledger.js';

const OBJECTS = 50;
const events = [...new GeneratedLedger(OBJECTS).take(2_001)].flat();

describe('a generated ledger', () => {
  it('is the same for the same seed, however it is taken', () => {
    const other = new GeneratedLedger(OBJECTS);
    expect([...other.take(700, 300), ...other.take(1_301)].flat()).toEqual(events);
    expect([...new GeneratedLedger(OBJECTS, 1).take(2_001)].flat()).not.toEqual(events);
  });

  it('has no gaps, neither in its order nor in a stream', () => {
    const revisions = new Map<string, bigint>();
    for (const [index, { sequence, stream, revision }] of events.entries()) {
      expect(sequence).toBe(index);
      expect(revision).toBe((revisions.get(stream) ?? -1n) + 1n);
      revisions.set(stream, revision);
    }
    expect(revisions.size).toBe(OBJECTS + 1);
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });

  it('opens, then reports about every object in every paper, some papers late', () => {
    expect(events[0]!.type).toBe('LedgerOpened');
    const dayOf = (nth: number) => events[1 + nth * OBJECTS]!.metadata.reportedOn;
    expect([0, 1, 8, 9, 10, 11].map(dayOf)).toEqual([0, 1, 8, 10, 9, 11].map(dayOfPaper));
  });

  it('acts only on the newest statement of the same object', () => {
    const newest = new Map<string, string>();
    const acts = events.filter(({ type }) => isAct(type));
    expect(new Set(acts.map(({ type }) => type))).toEqual(new Set(['EntryVoided', 'Restated']));
    for (const { id, stream, metadata } of events) {
      if (metadata.target !== undefined) expect(newest.get(stream)).toBe(metadata.target);
      newest.set(stream, id);
    }
  });

  it('is of the catalogue: statements have a key, and every event can be sealed', () => {
    for (const event of events) {
      if (event.type === 'TargetSet') expect(catalogue.keyOf(event)).toBe('target');
      expect(() => entryBytes(event)).not.toThrow();
    }
  });

  it('has values of a realistic size, without narrative in what is stated', () => {
    const values = events.filter(({ type }) => type === 'TargetSet').map((event) => storedValue(event));
    const mean = values.reduce((sum, { length }) => sum + length, 0) / values.length;
    expect(mean).toBeGreaterThan(400);
    expect(mean).toBeLessThan(600);
    expect(values.filter((value) => value.includes('"$c"'))).toEqual([]);
  });

  it('knows what opens the commitment of who entered an event', () => {
    const event = events[7]!;
    const { bytes, pointer } = byDisclosureOf(event);
    const [salt, , value] = JSON.parse(bytes);
    const again = conceal({ by: value }, [{ pointer, subject: null }], () => Buffer.from(salt, 'base64url'));
    expect(again.root.by).toEqual(event.metadata.by);
  });
});
