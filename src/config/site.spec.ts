import { problemsOf } from '../../test/support/problems-of.js';
import { readConfig } from '../config.js';

describe('the configuration of the pages', () => {
  it('has a name, a colour and a language of its own', () => {
    expect(readConfig({}).site).toEqual({ name: 'Progress ledger', colour: '#12436D', language: 'en' });
  });

  it.each(['plans@example.org', 'https://example.org/contact'])('takes the contact %j', (SITE_CONTACT) => {
    expect(readConfig({ SITE_CONTACT }).site.contact).toBe(SITE_CONTACT);
  });

  it.each([
    'example.org',
    'javascript:alert(1)',
    'a b@example.org',
    'mailto:plans@example.org',
  ])('refuses the contact %j', (SITE_CONTACT) => {
    expect(problemsOf({ SITE_CONTACT })).toEqual([expect.stringMatching(/^SITE_CONTACT is /)]);
  });

  it.each(['12436D', '#123', 'navy', '#12436D;}body{display:none'])('refuses the colour %j', (SITE_COLOUR) => {
    expect(problemsOf({ SITE_COLOUR })).toHaveLength(1);
  });

  it('refuses a colour on which white cannot be read', () => {
    expect(problemsOf({ SITE_COLOUR: '#ffdd00' })).toEqual([
      expect.stringMatching(/^SITE_COLOUR is "#ffdd00", on which white text cannot be read \(1\.\d : 1\)/),
    ]);
    expect(problemsOf({ SITE_COLOUR: '#767676' })).toEqual([]); // 4.54 : 1
    expect(problemsOf({ SITE_COLOUR: '#777777' })).toHaveLength(1); // 4.48 : 1
  });

  it('refuses a logo that is not there or is no picture, and a language without strings', () => {
    expect(problemsOf({ SITE_LOGO_FILE: 'nowhere.svg', SITE_LANGUAGE: 'xx' })).toEqual([
      'SITE_LOGO_FILE is "nowhere.svg", but there is no such file.',
      expect.stringContaining('SITE_LANGUAGE is "xx"'),
    ]);
    expect(problemsOf({ SITE_LOGO_FILE: 'package.json' })).toHaveLength(1);
  });
});
