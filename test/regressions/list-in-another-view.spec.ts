import { withoutPlace } from '../../src/web/time/page-addressing.js';

/** The third page of a list led to the third page of the same list as reported earlier, which had only one. */
describe('a list in another view', () => {
  it('begins anew, narrowed as it was', () => {
    expect(withoutPlace('?show=overdue&page=3')).toBe('?show=overdue');
    expect(withoutPlace('?kind=dates&before=1204')).toBe('?kind=dates');
    expect(withoutPlace('?page=2')).toBe('');
    expect(withoutPlace('')).toBe('');
  });
});
