import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../catalogue.js';
import { RESTATEMENT_REASONS } from '../../changes/change.events.js';
import { KEY_RULES } from '../../integrity/key-rules.js';
import { LANGUAGES, stringsOf } from '../render/catalogue.js';
import { Words } from '../render/words.js';
import { sortOf } from '../sources/source.view.js';

const WEB = join(__dirname, '..');
const english = stringsOf('en') as Record<string, string | Record<string, string>>;
/** `locale` is for {@link Words} itself. */
const keys = Object.keys(english).filter((key) => key !== 'locale');

function filesIn(folder: string, ending: string): { name: string; text: string }[] {
  return readdirSync(join(WEB, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.endsWith('.spec.ts'))
    .map((name) => ({ name, text: readFileSync(join(WEB, folder, name), 'utf8') }));
}

const templates = filesIn('views', '.njk').map(({ name, text }) => ({
  name,
  text: text.replaceAll(/\{#[\s\S]*?#\}/g, ''),
}));
const sources = filesIn('.', '.ts');

/** Keys that code names: as a text of their own anywhere, or by their beginning with `t("beginning." + …)`, `tOf` and `wordChoice`. */
function used(): { whole: Set<string>; beginnings: string[] } {
  const texts = [...templates, ...sources].map(({ text }) => text);
  const whole = new Set(texts.flatMap((text) => [...text.matchAll(/["'`]([\w.]+)["'`]/g)].map(([, key]) => key!)));
  const beginnings = texts.flatMap((text) => [
    ...[...text.matchAll(/["'`]([\w.]+\.)["'`] \+/g)].map(([, beginning]) => beginning!),
    ...[...text.matchAll(/["'`]([\w.]+\.)\$\{/g)].map(([, beginning]) => beginning!),
    ...[...text.matchAll(/tOf\(["']([\w.]+)["']/g)].map(([, group]) => `${group}.`),
    ...[...text.matchAll(/wordChoice\("\w+", t\("[\w.]+"\), "([\w.]+)"/g)].map(([, group]) => `${group}.`),
  ]);
  return { whole, beginnings };
}

describe('the texts of the pages', () => {
  it('are all used', () => {
    const { whole, beginnings } = used();
    const unused = keys.filter((key) => !whole.has(key) && !beginnings.some((beginning) => key.startsWith(beginning)));
    expect(unused).toEqual([]);
  });

  // Asked for by a value that is in no source: what is missing is shown as it is, and what is too much shows nowhere.
  it.each([
    ['facet', Object.values(KEY_RULES).flatMap((key) => (key ? [sortOf(key)] : []))],
    ['thing', catalogue.events.map(({ category }) => category).filter((category) => category !== 'target')],
    ['restated.reason', [...RESTATEMENT_REASONS]],
  ])('say each %s that there is, and no other', (group, values) => {
    const said = keys.filter((key) => key.startsWith(`${group}.`)).map((key) => key.slice(group.length + 1));
    expect(said.sort()).toEqual([...new Set(values)].sort());
  });

  it('are there wherever a template asks for one', () => {
    const missing = templates.flatMap(({ name, text }) =>
      [...text.matchAll(/\bt\(["']([\w.]+)["'](?! \+)/g)]
        .filter(([, key]) => !keys.includes(key!))
        .map(([, key]) => `${name}: ${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('have words for all that editors may say after the day of a view, but for the steps of a report', () => {
    const editorial = catalogue.events.filter((one) => one.editorial && one.category !== 'report');
    expect(editorial.length).toBeGreaterThan(0);
    expect(editorial.map(({ name }) => `editors.kind.${name}`).filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('stand once, in one file', () => {
    const all = filesIn('strings/en', '.json').flatMap(({ text }) =>
      [...text.matchAll(/^ {2}"([^"]+)":/gm)].map(([, key]) => key!),
    );
    expect(all.filter((key, at) => all.indexOf(key) !== at)).toEqual([]);
  });

  it('are the only words that templates hold', () => {
    const bare = templates.flatMap(({ name, text }) => {
      const shown = text
        .replaceAll(/\{%[\s\S]*?%\}|\{\{[\s\S]*?\}\}/g, ' ')
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/&\w+;/g, ' ');
      return (shown.match(/[A-Za-z]{2,}/g) ?? []).map((word) => `${name}: ${word}`);
    });
    expect(bare).toEqual([]);
  });

  it('take no attributes that are read out from templates', () => {
    const said = templates.flatMap(({ name, text }) =>
      [...text.matchAll(/\b(?:alt|title|aria-label|placeholder)="([^"{]*[A-Za-z][^"{]*)"/g)].map(
        ([, words]) => `${name}: ${words}`,
      ),
    );
    expect(said).toEqual([]);
  });

  it('have every form that their language has for numbers', () => {
    const forms = new Intl.PluralRules(String(english.locale)).resolvedOptions().pluralCategories;
    for (const [key, text] of Object.entries(english))
      if (typeof text === 'object') expect([key, Object.keys(text).sort()]).toEqual([key, [...forms].sort()]);
  });

  it.each(LANGUAGES)('in %s have the keys and the values that the English ones have', (language) => {
    const values = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();
    for (const [key, text] of Object.entries(stringsOf(language)))
      expect([key, values(text)]).toEqual([key, values(english[key])]);
  });
});

describe('words', () => {
  const words = new Words('en', 'Europe/London');

  it('say days and times in the time zone of the ledger', () => {
    expect(words.day('2022-08-04')).toBe('4 August 2022');
    expect(words.instant('2022-07-28T09:42:00.000Z')).toBe('28 July 2022 at 10:42am');
    expect(words.instant('2022-07-28T11:05:00.000Z')).toBe('28 July 2022 at 12:05pm');
    expect(words.instant('2022-12-31T23:59:59.999Z')).toBe('31 December 2022 at 11:59pm');
    expect(new Words('en', 'Pacific/Auckland').instant('2022-12-31T23:59:59.999Z')).toBe('1 January 2023 at 12:59pm');
  });

  it('choose the form for a number, and write it as people do', () => {
    expect(words.t('plans.commitments', { count: 1 })).toBe('1 commitment');
    expect(words.t('plans.commitments', { count: 1204 })).toBe('1,204 commitments');
    expect(words.t('plans.commitments', { count: 0 })).toBe('0 commitments');
  });

  it('say ranges of days with their last day', () => {
    expect(words.due({ from: '2022-04-01', to: '2022-07-01' })).toBe('1 April 2022 to 30 June 2022');
    expect(words.due({ from: '2022-09-27', to: '2022-09-28' })).toBe('27 September 2022');
    expect(words.due({ to: '2022-07-01' })).toBe('by 30 June 2022');
    expect(words.due({ from: '2022-04-01', to: '2022-07-01', printed: 'Summer' })).toBe('Summer');
    expect(words.due({})).toBe('Not stated');
  });

  it('refuse a text without what it needs', () => {
    expect(() => words.t('view.dated')).toThrow('needs day');
    expect(() => words.t('plans.commitments')).toThrow('needs a count');
  });
});
