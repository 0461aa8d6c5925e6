import { conceal } from '../erasable/conceal.js';
import type { Candidate } from '../erasable/erasable-store.js';
import { fateOf, straysOf } from './orphans.js';

describe('fateOf', () => {
  it.each([
    [true, true, 'settled'],
    [true, false, 'settled'],
    [false, true, 'waiting'],
    [false, false, 'orphaned'],
  ] as const)('sealed %s, recorded %s: %s', (isSealed, isRecorded, fate) => {
    expect(fateOf({ isSealed, isRecorded })).toBe(fate);
  });
});

describe('straysOf', () => {
  const clear = { data: { reason: 'Delayed' }, by: 'Ada' };
  const fields = ['/data/reason', '/by'].map((pointer) => ({ pointer, subject: null }));
  const made = () => {
    const { root, disclosures } = conceal(clear, fields);
    const [reason, by] = disclosures.map(
      ({ pointer, bytes }): Candidate => ({ pointer, bytes, nonce: Buffer.from(bytes.slice(2, 14)) }),
    );
    return { root, reason: reason!, by: by! };
  };
  const [real, other, another] = [made(), made(), made()];

  it('are those beside the one that opens the commitment', () => {
    const { root, reason, by } = real;
    expect(straysOf(root, [other.reason, reason, by, another.reason])).toEqual([other.reason, another.reason]);
    expect(straysOf(root, [reason, by])).toEqual([]);
    expect(straysOf(root, [])).toEqual([]);
  });

  it('are not told where nothing opens one of the commitments', () => {
    const { root, by } = real;
    expect(straysOf(root, [other.reason, another.reason, by, other.by])).toBeNull();
  });

  it('are those beside one that was erased with its key', () => {
    const { root, by } = real;
    const erased = { ...by, bytes: null };
    expect(straysOf(root, [other.by, erased])).toEqual([other.by]);
    expect(straysOf(root, [by, { ...other.by, bytes: null }])).toEqual([]);
  });
});
