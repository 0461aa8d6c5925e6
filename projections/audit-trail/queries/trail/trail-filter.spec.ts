import { trailFilter } from './trail-filter.js';

const ID = '8a544d82-b614-544f-a404-16b137a14bb1';

describe('what the trail is narrowed by', () => {
  it('is what was asked for, the last days included', () => {
    const asked = { kind: 'body', role: 'data-owner', from: '2022-06-07', to: '2022-08-04' } as const;
    expect(trailFilter({ ...asked, recordedTo: '2026-12-31' }, { plan: 'p' }, 'Europe/London')).toEqual({
      ...{ types: ['Revised', 'Restated', 'Withdrawn'], actingAs: 'data-owner', plan: 'p' },
      ...{ reportedFrom: '2022-06-07', reportedTo: '2022-08-05' },
      recorded: { timeZone: 'Europe/London', to: '2027-01-01' },
    });
    expect(trailFilter({}, {}, 'UTC')).toEqual({});
  });

  it('is an object of whatever category, as an id does not say which', () => {
    const { streams } = trailFilter({ object: 'C22-14' }, { object: ID }, 'UTC');
    expect(streams).toEqual(expect.arrayContaining([`commitment-${ID}`, `body-${ID}`, `plan-${ID}`]));
  });
});
