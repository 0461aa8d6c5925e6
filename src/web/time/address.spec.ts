import fc from 'fast-check';
import { addDays } from '../../ledger/dates.js';
import { hasOneAddress, isPage, readAddress, readShown, writeAddress, writeShown } from './address.js';

const day = fc.integer({ min: 0, max: 60_000 }).map((count) => addDays('1900-01-01', count));
const size = fc.option(fc.maxSafeNat(), { nil: undefined });
const segment = fc.stringMatching(/^[a-z0-9.~-]{1,12}$/);
const path = fc
  .array(segment, { maxLength: 4 })
  .map((segments) => `/${segments.join('/')}`)
  .filter((one) => isPage(one) && !hasOneAddress(one) && !/^\/(at|size|showed)(\/|$)/.test(one));

describe('an address of a page', () => {
  it('gives back the view and the page that it was written from', () => {
    fc.assert(
      fc.property(day, size, path, (asReportedOn, atSize, page) => {
        const time = { asReportedOn, ...(atSize === undefined ? {} : { atSize }) };
        expect(readAddress(writeAddress({ time, path: page }))).toEqual({ time, path: page });
      }),
    );
  });

  it('is as it is written: whatever names a view is written the same way again', () => {
    const pieces = fc.constantFrom('at', 'size', '2022-08-04', '2022-8-4', '5310', '007', 'plans', '');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (segments) => {
        const address = `/${segments.join('/')}`;
        const found = readAddress(address);
        if ('typed' in found || found.time.asReportedOn === undefined) return;
        expect(writeAddress(found)).toBe(found.path === '/' ? address.replace(/\/$/, '') : address);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => void readAddress(`/at/${text}`)));
  });

  it.each([
    '/at',
    '/at/',
    '/at/2022-8-4/plans',
    '/at/20220804/plans',
    '/at/2022-02-30',
    '/at/2022-08-04T00:00:00Z/plans',
    '/at/2022-08-04/size',
    '/at/2022-08-04/size/007/plans',
    '/at/2022-08-04/size/+5/plans',
    '/at/2022-08-04/size/99999999999999999/plans',
    '/at/2022-08-04/at/2022-08-04/plans',
    '/at/2022-08-04/showed/2022-08-04/plans',
    '/at/2022-08-04/api/plans',
  ])('%s names no view', (address) => {
    expect(readAddress(address)).toHaveProperty('typed');
  });

  it('keeps what a reader typed for a date', () => {
    expect(readAddress('/at/2022-8-4')).toEqual({ typed: '2022-8-4', path: '/' });
  });

  it.each([
    ['/at/2022-8-4/plans/PLAN', '/plans/PLAN'],
    ['/at/04-08-2022/plans', '/plans'],
    ['/at/2022-13-45/size/12/plans/PLAN', '/plans/PLAN'],
    ['/at/2022-8-4/at/2022-08-04/plans', '/'],
    ['/at/2022-8-4/api/plans', '/'],
    // The date was left out, and what stands there is part of the page.
    ['/at/plans/PLAN', '/'],
  ])('%s means the page %s', (address, path) => {
    expect(readAddress(address)).toMatchObject({ path });
    expect(readShown(address.replace('/at/', '/showed/'))).toMatchObject({ path });
  });

  it.each([
    ['/at/2022-08-04', { time: { asReportedOn: '2022-08-04' }, path: '/' }],
    ['/at/2022-08-04/size/0', { time: { asReportedOn: '2022-08-04', atSize: 0 }, path: '/' }],
    ['/attic', { time: {}, path: '/attic' }],
    ['/plans/at/2022-08-04', { time: {}, path: '/plans/at/2022-08-04' }],
  ])('%s is read as %j', (address, expected) => {
    expect(readAddress(address)).toEqual(expected);
  });

  it('of what was shown on a day gives back that day and the page', () => {
    fc.assert(
      fc.property(day, path, (shownOn, page) => {
        expect(readShown(writeShown({ shownOn, path: page }))).toEqual({ shownOn, path: page });
      }),
    );
    expect(readShown('/showed/2022-08-04')).toEqual({ shownOn: '2022-08-04', path: '/' });
    expect(readShown('/showedx/2022-08-04')).toBeNull();
    expect(readShown('/plans/showed/2022-08-04')).toBeNull();
  });

  it.each([
    ['/showed', ''],
    ['/showed/', ''],
    ['/showed/2022-8-4/plans', '2022-8-4'],
    ['/showed/2022-02-30', '2022-02-30'],
    ['/showed/2022-08-04/at/2022-08-04/plans', '2022-08-04'],
    ['/showed/2022-08-04/showed/2022-08-04', '2022-08-04'],
    ['/showed/2022-08-04/api/plans', '2022-08-04'],
  ])('%s is nothing that was shown', (address, typed) => {
    expect(readShown(address)).toMatchObject({ typed });
  });

  it('leaves what does not depend on a view where it is', () => {
    const time = { asReportedOn: '2022-08-04', atSize: 7 };
    expect(writeAddress({ time, path: '/entries/12' })).toBe('/entries/12');
    expect(writeAddress({ time, path: '/reports?x=1' })).toBe('/reports?x=1');
    expect(writeAddress({ time, path: '/api/docs' })).toBe('/api/docs');
    expect(writeAddress({ time, path: '/plans' })).toBe('/at/2022-08-04/size/7/plans');
  });
});
