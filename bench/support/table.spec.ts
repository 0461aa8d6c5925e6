import { atLeast, atMost, figureOf } from './figure.js';
import { shown, tableOf } from './table.js';

const fast = figureOf({ name: 'append', unit: 'events/s', peerIs: 'INSERT', goal: atLeast(0.7) }, [
  { ours: 8_000, peer: 10_000 },
]);
const large = figureOf({ name: 'memory of the export', unit: 'MB', peerIs: 'before', goal: atMost(300, 'ours') }, [
  { ours: 301.4, peer: 95.3 },
]);

describe('the table', () => {
  it('is aligned and says which goals are met', () => {
    expect(tableOf([fast, large], true).split('\n')).toEqual([
      'what                            ours    compared with          ratio  goal      met',
      '-----------------------------------------------------------------------------------',
      'append                8,000 events/s  10,000 events/s  INSERT   0.80  ≥ 0.7     yes',
      'memory of the export          301 MB          95.3 MB  before   3.16  ≤ 300 MB  NO',
    ]);
  });

  it('judges nothing after a short run', () => {
    const table = tableOf([fast, large], false);
    expect(table).toContain('not judged');
    expect(table).not.toMatch(/yes|NO/);
  });

  it('says nothing of a goal where there is none', () => {
    expect(tableOf([{ ...fast, goal: null, met: null }], true)).toMatch(/0\.80$/);
  });
});

it.each([
  [0.123, '0.12'],
  [12.345, '12.3'],
  [1_234.5, '1,235'],
])('a number such as %d is shown as %s', (value, text) => {
  expect(shown(value)).toBe(text);
});
