import type { Statement } from '../../statement.js';
import { ObjectFacts } from '../facts.js';
import { periodInWords } from './plan-parts.assembler.js';

test.each([
  [{ from: '2022-01-01', to: '2026-01-01' }, '1 January 2022 to 31 December 2025'],
  [{ from: '2022-01-01', to: '2026-01-01', basis: 'inferred' }, '2022 to 2025'],
  [{ from: '2022-01-01', to: '2023-01-01', basis: 'inferred' }, '2022'],
  [{ from: '2022-01-01', to: '2025-06-01', basis: 'inferred' }, '1 January 2022 to 31 May 2025'],
  [{ from: '2018-03-01' }, 'from 1 March 2018. The papers do not state when it ends'],
  [{ to: '2026-01-01' }, 'until 31 December 2025'],
  [{}, 'The papers do not state when it ends'],
  [undefined, 'The papers do not state when it ends'],
])('the period %j reads %j', (period, expected) => {
  const plan = new ObjectFacts('plan-1', 'plan', '1');
  if (period) plan.add({ facet: 'period', data: period, slot: 0, withdrawn: false } as unknown as Statement);
  expect(periodInWords(plan)).toBe(expected);
});
