import { Facts } from '../../../state/queries/facts.js';
import { Names } from '../../../state/queries/names.js';
import type { Statement } from '../../../state/statement.js';
import { type Difference, effectOf } from './effect.js';

const nothingNamed = new Facts([]);
const vocabulary = {
  facts: nothingNamed,
  names: new Names(nothingNamed),
  statusLabels: new Map([['scheme/rag/red', 'Off track']]),
};

function status(src: number, value: string, more: Partial<Statement> = {}): Statement {
  const data = { scheme: 'rag', status: value, actingAs: 'policy-officer', reason: `because ${src}` };
  const facts = { category: 'commitment', facet: 'status/officer', kind: 'StatusReported', type: 'StatusReported' };
  return { ...facts, src, slot: src, id: `id-${src}`, withdrawn: false, data, ...more } as Statement;
}

const on = (key?: Difference['key']): Difference => ({ asReportedOn: '2026-11-22', ...(key ? { key } : {}) });
const effect = (key?: Difference['key'], earlier?: Difference) => effectOf(on(key), earlier, vocabulary);

describe('what an entry made otherwise', () => {
  it('is said for the first time, in words', () => {
    expect(effect({ after: status(4, 'on-track') })).toEqual({
      ...{ on: 'shown', made: 'stated', asReportedOn: '2026-11-22', was: null, is: 'On track' },
    });
  });

  it('is said otherwise than before, and by which entry that was', () => {
    expect(effect({ before: status(4, 'on-track'), after: status(9, 'red') })).toMatchObject({
      ...{ made: 'changed', was: 'On track', is: 'Off track' },
      before: { id: 'id-4', index: 4, type: 'StatusReported' },
    });
  });

  it('is said again where only who entered it and why are otherwise', () => {
    expect(effect({ before: status(4, 'red'), after: status(9, 'red') }).made).toBe('repeated');
    const later = status(9, 'red');
    later.data = { ...later.data, area: 'X0000002' };
    expect(effect({ before: status(4, 'red'), after: later }).made).toBe('changed');
  });

  it('is gone where the body took it back, or the ledger voided it', () => {
    const before = status(4, 'red');
    expect(effect({ before, after: status(9, 'red', { withdrawn: true }) })).toMatchObject({
      ...{ made: 'takenBack', was: 'Off track', is: null },
    });
    expect(effect({ before }).made).toBe('takenBack');
  });

  it('is said anew after it was taken back', () => {
    expect(effect({ before: status(4, 'red', { withdrawn: true }), after: status(9, 'red') }).made).toBe('stated');
  });

  it('compares long texts word by word, but neither short ones nor names', () => {
    const words = (src: number, text: string) =>
      status(src, '', { facet: 'wording/1', kind: 'WordingVersionRecorded', data: { text } });
    const long = 'We will answer every call within ten seconds of its first ringing';
    const { diff } = effect({ before: words(1, long), after: words(2, long.replace('ten', 'twenty')) });
    expect(diff?.filter(({ op }) => op !== 'same').map(({ op, text }) => [op, text.trim()])).toEqual([
      ['removed', 'ten'],
      ['added', 'twenty'],
    ]);
    expect(effect({ before: status(4, 'on-track'), after: status(9, 'red') }).diff).toBeUndefined();
    const named = status(2, 'a status with a name that is longer than forty characters');
    expect(effect({ before: status(4, 'on-track'), after: named }).diff).toBeUndefined();
  });

  it('is seen on the day that it is about, where something reported later stands', () => {
    const key = { after: status(9, 'red') };
    expect(effect(undefined, { asReportedOn: '2022-06-07', key })).toMatchObject({
      ...{ on: 'earlier', asReportedOn: '2022-06-07', made: 'stated', is: 'Off track' },
    });
  });

  it('is nothing where no view answers otherwise', () => {
    expect(effect()).toEqual({ on: 'nothing', asReportedOn: '2026-11-22', was: null, is: null });
    expect(effect(undefined, { asReportedOn: '2022-06-07' }).on).toBe('nothing');
  });
});
