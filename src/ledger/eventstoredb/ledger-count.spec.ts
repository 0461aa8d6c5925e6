import { type Place, START } from '../event-store.js';
import { LedgerCount, type PlacedEvent } from './ledger-count.js';
import { withMigration } from './migrated-event.js';
import { ForeignEventError } from './recorded-event.js';

const PREFIX = 'ledger.';
const by = { $c: 'x' };

function at(commit: number, parts: Partial<PlacedEvent> = {}): PlacedEvent {
  return {
    streamId: 'ledger.plan-1',
    revision: BigInt(commit),
    id: `018f0000-0000-7000-8000-${String(commit).padStart(12, '0')}`,
    type: 'Noted',
    isJson: true,
    data: {},
    metadata: { by },
    created: new Date('2022-08-04T09:00:00.000Z'),
    position: { commit: BigInt(commit), prepare: BigInt(commit) },
    ...parts,
  };
}

function migrated(commit: number, sequence: number): PlacedEvent {
  return at(commit, { metadata: withMigration({ by }, { recordedAt: '2020-01-01T00:00:00.000Z', sequence }) });
}

function counted(after: Place, events: PlacedEvent[]): [number, string | undefined][] {
  const count = new LedgerCount(PREFIX, after);
  return events.flatMap((server) => {
    const event = count.take(server);
    return event ? [[event.sequence, event.position] as [number, string | undefined]] : [];
  });
}

describe('the count of the ledger’s events', () => {
  it('goes up by one whatever stands between them', () => {
    const others = ['ledger', '$$ledger.plan-1', '$ce-ledger.plan', 'Ledger.plan-1', 'other.ledger.plan-1'];
    const events = [at(3), ...others.map((streamId, i) => at(4 + i, { streamId })), at(900), at(901)];
    expect(counted(START, events)).toEqual([
      [0, '3/3'],
      [1, '900/900'],
      [2, '901/901'],
    ]);
  });

  it('goes on behind a place, without what was counted before', () => {
    expect(counted({ sequence: 41, position: '900/900' }, [at(3), at(900), at(901), at(901), at(905)])).toEqual([
      [42, '901/901'],
      [43, '905/905'],
    ]);
  });

  it('begins at the beginning for a place without position, and gives only what is behind it', () => {
    expect(counted({ sequence: 1 }, [at(3), at(5), at(8), at(9)])).toEqual([
      [2, '8/8'],
      [3, '9/9'],
    ]);
  });

  it('takes no place of another engine', () => {
    expect(() => new LedgerCount(PREFIX, { sequence: 4, position: 'x' })).toThrow(RangeError);
  });

  it.each([
    undefined,
    { commit: 2n ** 64n - 1n, prepare: 2n ** 64n - 1n },
  ])('stops at an event of the ledger that stands nowhere (%p)', (position) => {
    expect(() => counted(START, [at(3, { position })])).toThrow(ForeignEventError);
  });

  describe('over a migrated ledger', () => {
    it('knows the copied part from what was appended later, also when it goes on inside it', () => {
      const events = [migrated(3, 0), migrated(4, 1), migrated(5, 2), at(6)];
      const places = [
        [0, '3/3/migrated'],
        [1, '4/4/migrated'],
        [2, '5/5/migrated'],
        [3, '6/6'],
      ];
      expect(counted(START, events)).toEqual(places);
      for (const [sequence, position] of places as [number, string][])
        expect(counted({ sequence, position }, events)).toEqual(places.slice(sequence + 1));
    });

    it.each([
      ['behind an event that was appended', START, [at(3), migrated(4, 1)]],
      ['behind a place that was appended', { sequence: 0, position: '3/3' }, [migrated(4, 1)]],
      ['with a number left out', START, [migrated(3, 0), migrated(4, 2)]],
      ['with the number of another', START, [migrated(3, 0), migrated(4, 0)]],
      ['that is not the first', START, [migrated(3, 1)]],
    ])('stops at a migrated event %s', (_, after, events) => {
      expect(() => counted(after, events)).toThrow(ForeignEventError);
    });
  });
});
