import { readModelFaults } from './verify-faults.js';

const STATEMENT = { sequence: 793, key_id: 412, slot: 793 };
const NOTE = 'A note that goes on and on. '.repeat(50);

const differing = {
  ...{ table: 'statement', missing: 1, surplus: 1 },
  example: {
    live: { ...STATEMENT, value: { data: { note: NOTE, status: 'onTrack' } } },
    replayed: { ...STATEMENT, value: { data: { note: NOTE, status: 'complete' } } },
  },
};
const SAID =
  'state, table statement: 1 rows missing, 1 rows too many, such as entry 793, key 412, where value/data/status is ' +
  '"onTrack", and by the events "complete"';

describe('a read model that differs from a replay', () => {
  it('is to be rebuilt where the events are those that were sealed', () => {
    expect(readModelFaults('state', [differing], true)).toEqual([
      `${SAID}. Rebuild it: ledger projections rebuild state`,
    ]);
  });

  it('is not to be rebuilt where they are not: it may be what is right', () => {
    expect(readModelFaults('state', [differing], false)).toEqual([SAID]);
  });

  it('is named by a row, and long values are cut', () => {
    const said = (example: object) => readModelFaults('state', [{ ...differing, example }], false)[0]!.split('as ')[1];
    expect(said({ replayed: { ...STATEMENT, value: { note: NOTE } } })).toBe('entry 793, key 412');
    expect(said({ live: { key_id: 4, src: 17 }, replayed: { key_id: 4, src: 18 } })).toBe('entry 17, key 4');
    expect(said({ live: { config: 'english' } })).toBe('config "english"');
    const cut = said({ live: { ...STATEMENT, value: NOTE }, replayed: { ...STATEMENT, value: null } })!;
    expect(cut).toMatch(/^entry 793, key 412, where value is "A note .*…, and by the events null$/);
    expect(cut.length).toBeLessThan(140);
  });
});
