import fc from 'fast-check';
import type { Statement } from '../statement.js';
import { Facts, type ObjectFacts } from './facts.js';

function said(facet: string, slot: number, more: Partial<Statement> = {}): Statement {
  return {
    ...{ stream: 'plan-1', category: 'plan', objectId: '1', facet, src: slot, slot, withdrawn: false },
    ...{ id: `e${slot}`, type: 'Said', originalType: 'Said', kind: 'Said', edition: 1, entry: 'live' },
    ...{ reportedOn: '2022-06-07', recordedAt: '2022-06-07T09:00:00.000Z', data: {} },
    ...more,
  };
}

const factsOf = (...statements: Statement[]): ObjectFacts => new Facts(statements).object('plan', '1')!;
const facets = (statements: readonly Statement[]) => statements.map(({ facet }) => facet);

describe('the facts of an object', () => {
  it('are listed by the parts of their facets, in the order of their entries', () => {
    const part = fc.constantFrom('node', 'nodes', 'title', 'a.b');
    const facet = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
    const pattern = fc.array(fc.oneof(part, fc.constant('*')), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.uniqueArray(facet), pattern, (names, parts) => {
        const object = factsOf(said('known', 0), ...names.map((name, n) => said(name, names.length - n)));
        const expression = new RegExp(`^${parts.map((p) => (p === '*' ? '[^/]+' : p.replace('.', '[.]'))).join('/')}$`);
        const wanted = ['known', ...[...names].reverse()].filter((name) => expression.test(name));
        expect(facets(object.list(parts.join('/')))).toEqual(wanted);
      }),
    );
  });

  it('are found by what their facets begin with, be it less than a part', () => {
    const object = factsOf(said('value/2022/E1', 2), said('value/2021/E1', 1), said('valued', 3), said('node', 0));
    expect(facets(object.under('value/'))).toEqual(['value/2021/E1', 'value/2022/E1']);
    expect(facets(object.under('value/2022/'))).toEqual(['value/2022/E1']);
    expect(facets(object.under('val'))).toEqual(['value/2021/E1', 'value/2022/E1', 'valued']);
    expect(object.under('none/')).toEqual([]);
  });

  it('are told apart by kind', () => {
    const attached = said('attached/1', 1, { kind: 'Attached', type: 'Restated' });
    const object = factsOf(attached, said('attached/2', 2, { kind: 'Detached' }), said('attached/3', 3));
    expect(object.list('attached/*', 'Attached')).toEqual([attached]);
    expect(facets(object.list('attached/*', 'Detached', 'Said'))).toEqual(['attached/2', 'attached/3']);
    expect(object.of('attached/1', 'Attached')).toBe(attached);
    expect(object.of('attached/1', 'Restated')).toBeUndefined();
    expect(object.of('attached/9', 'Attached')).toBeUndefined();
  });

  it('leave out what was taken back, which stands apart', () => {
    const withdrawn = said('value/1', 1, { withdrawn: true, kind: 'Said' });
    const object = factsOf(withdrawn, said('value/2', 2));
    expect(facets(object.under('value/'))).toEqual(['value/2']);
    expect(object.of('value/1', 'Said')).toBeUndefined();
    expect(object.withdrawal('value/1')).toBe(withdrawn);
    expect(object.withdrawals('value/')).toEqual([withdrawn]);
  });
});
