import type { RecordedEvent } from '../event.js';
import { StreamHistory } from '../history.js';
import { areaRules, inForce } from './in-force.js';

/** Settings of which each version was published on a day, in this order of recording. */
function settings(...versions: { on: string; codes: string[]; voids?: number }[]): StreamHistory {
  const events = versions.map(({ on, codes, voids }, index): RecordedEvent => {
    const data = { version: index + 1, areas: codes.map((code) => ({ code, name: code })) };
    const said = voids === undefined ? { reportedOn: on } : { target: `entry ${voids}` };
    return {
      sequence: index,
      stream: 'settings-1',
      revision: BigInt(index),
      id: `entry ${index}`,
      type: voids === undefined ? 'AreaListPublished' : 'EntryVoided',
      data,
      metadata: { ...said, by: { $c: 'x' } },
      recordedAt: '2022-09-01T00:00:00.000Z',
    };
  });
  return new StreamHistory('settings-1', events, () => 'areas');
}

const two = settings({ on: '2022-08-01', codes: ['B'] }, { on: '2020-01-01', codes: ['A'] });

describe('the setting in force', () => {
  test.each([
    ['2019-12-31', 2],
    ['2020-01-01', 2],
    ['2022-07-31', 2],
    ['2022-08-01', 1],
    [undefined, 1],
  ])('on %s is version %s', (day, version) => {
    expect(inForce(two, 'areas', day)?.data.version).toBe(version);
  });

  test('is none while none was published', () => {
    expect(inForce(settings(), 'areas', '2022-08-01')).toBeUndefined();
    expect(inForce(two, 'scheme/standard', '2022-08-01')).toBeUndefined();
  });

  test('is never one that was voided', () => {
    const voided = settings(
      { on: '2020-01-01', codes: ['A'] },
      { on: '2022-08-01', codes: ['B'] },
      {
        on: '',
        codes: [],
        voids: 0,
      },
    );
    expect(inForce(voided, 'areas', '2019-01-01')?.data.version).toBe(2);
  });
});

describe('areas', () => {
  const unknown = (code: string) => [
    expect.objectContaining({ field: 'areas', message: `${code} is not in the list of areas. Choose one that is` }),
  ];

  test('named by a code are in the list of their day', () => {
    expect(areaRules([{ code: 'B', name: 'B' }], 'areas', two, '2022-08-01')).toEqual([]);
    expect(areaRules([{ code: 'B', name: 'B' }], 'areas', two, '2022-07-31')).toEqual(unknown('B'));
  });

  test('may have any name, and any code while no list was published', () => {
    expect(areaRules([{ name: 'Moss Side' }], 'areas', two, '2022-08-01')).toEqual([]);
    expect(areaRules([{ code: 'Z', name: 'Z' }], 'areas', settings(), '2022-08-01')).toEqual([]);
  });
});
