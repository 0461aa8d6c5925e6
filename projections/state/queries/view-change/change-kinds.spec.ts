import type { ChangedKey, Statement } from '../../statement.js';
import { kindOf, toldWith } from './change-kinds.js';

const is = (kind: string, more: Partial<Statement> = {}) =>
  ({ kind, withdrawn: false, data: {}, ...more }) as Statement;
const said = is('Said');
const takenBack = is('Said', { withdrawn: true });

/** A key that answers otherwise: its stream's category, its facet, what it answered and answers. */
function changed(key: string, before: Statement | undefined, after: Statement | undefined): ChangedKey {
  const [category = '', ...facet] = key.split('/');
  return { stream: `${category}-1`, category, objectId: '1', facet: facet.join('/'), before, after };
}

describe('what is otherwise', () => {
  it.each([
    // what is there, and what is not any more
    ['commitment/identity', undefined, said, 'added'],
    ['commitment/identity', takenBack, said, 'added'],
    ['commitment/identity', said, takenBack, 'dropped'],
    ['commitment/identity', said, undefined, 'dropped'],
    ['commitment/identity', said, said, 'other'],
    ['plan/node/7', undefined, said, 'added'],
    ['plan/node/7/end', undefined, is('NodeRetired'), 'dropped'],
    ['plan/outcome/7', said, is('OutcomeRetired'), 'dropped'],
    ['plan/outcome/7', is('OutcomeRetired'), said, 'added'],
    ['plan/outcome/7', said, said, 'words'],
    ['plan/indicator/7', said, is('ScorecardIndicatorRemoved'), 'dropped'],
    ['commitment/lineage/7', undefined, is('LineageAsserted', { data: { type: 'dropped' } }), 'dropped'],
    ['commitment/lineage/7', undefined, is('LineageAsserted', { data: { type: 'new' } }), 'other'],
    ['milestone/promise', undefined, said, 'added'],
    ['milestone/promise', said, said, 'words'],
    ['metric/definition', undefined, said, 'added'],
    ['metric/end', undefined, is('MetricRetired'), 'dropped'],
    ['meeting/action/7', undefined, said, 'added'],
    // what is said of it
    ['commitment/status/officer', said, said, 'status'],
    ['commitment/status/panel/X0000002', undefined, said, 'status'],
    ['commitment/status/officer', said, takenBack, 'status'],
    ['commitment/wording/7', undefined, said, 'words'],
    ['commitment/wording/7/class', undefined, said, 'other'],
    ['commitment/target-date', said, said, 'date'],
    ['commitment/place', said, said, 'place'],
    ['commitment/tag/7', undefined, is('CommitmentUntagged'), 'other'],
    ['plan/node/7/title', said, said, 'words'],
    ['plan/delivery/7', undefined, said, 'delivery'],
    ['plan/delivery/7/end', undefined, said, 'delivery'],
    ['plan/tag/7', undefined, said, 'added'],
    ['plan/tag/7', said, is('TagRetired'), 'dropped'],
    ['plan/variation/7', undefined, said, 'variation'],
    ['settings/scheme/rag', said, said, 'scheme'],
    ['plan/order/7', said, said, 'other'],
    ['update/content', undefined, said, 'update'],
    ['update/content', said, takenBack, 'update'],
    ['milestone/due', said, said, 'date'],
    ['milestone/state', undefined, said, 'status'],
    ['metric/value/2022-03-01..2022-04-01/X0000002/-', undefined, said, 'figure'],
    ['metric/target', said, said, 'other'],
    ['meeting/decision/7', undefined, said, 'decision'],
    ['meeting/decision/7/end', undefined, said, 'decision'],
    ['meeting/decision/7/changes', undefined, said, 'other'],
    ['meeting/action/7/due', said, said, 'date'],
    ['extrec/state', said, said, 'status'],
    ['report/publication/1', undefined, said, 'other'],
  ] as const)('%s', (key, before, after, kind) => {
    expect(kindOf(changed(key, before, after))).toBe(kind);
  });
});

describe('what is told with something new', () => {
  it.each([
    ['commitment/wording/7', 'commitment-1/identity'],
    ['commitment/place', 'commitment-1/identity'],
    ['plan/node/7/title', 'plan-1/node/7'],
    ['plan/node/7/place', 'plan-1/node/7'],
    ['milestone/due', 'milestone-1/promise'],
    ['milestone/attached/node/7', 'milestone-1/promise'],
    ['update/targets', 'update-1/content'],
    ['meeting/action/7/owner', 'meeting-1/action/7'],
    ['commitment/status/officer', undefined],
    ['metric/value/2022-03-01..2022-04-01/-/-', undefined],
  ])('%s goes with %s, unless it had been said before', (key, makes) => {
    expect(toldWith(changed(key, undefined, said))).toBe(makes);
    expect(toldWith(changed(key, said, said))).toBeUndefined();
    expect(toldWith(changed(key, said, undefined))).toBeUndefined();
  });
});
