import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import nunjucks from 'nunjucks';
import { wordDiff } from '../../../projections/state/queries/wording/word-diff.js';
import { ENGLISH } from '../../../test/web/english.js';
import { diffParts } from './word-diff.js';

const environment = new nunjucks.Environment(null, {
  ...{ autoescape: true, throwOnUndefined: true, trimBlocks: true, lstripBlocks: true },
});
environment.addGlobal('t', (key: 'diff.added') => ENGLISH.t(key));
const macro = readFileSync('src/web/views/parts/word-diff.njk', 'utf8');

function html(before: string, after: string): string {
  return environment
    .renderString(`${macro}{{ wordDiff(parts) }}`, { parts: diffParts(wordDiff(before, after)) })
    .trim();
}

const collapsed = (text: string) => text.trim().replaceAll(/\s+/g, ' ');

describe('two texts word by word', () => {
  it('mark what was added and removed, for the eye and in words', () =>
    expect(html('We will halve calls', 'We will answer calls')).toBe(
      'We will ' +
        '<del class="app-diff app-diff--removed"><span class="govuk-visually-hidden">removed: </span>halve' +
        '<span class="govuk-visually-hidden"> end of what was removed</span></del>' +
        ' <ins class="app-diff app-diff--added"><span class="govuk-visually-hidden">added: </span>answer' +
        '<span class="govuk-visually-hidden"> end of what was added</span></ins> calls',
    ));

  it('mark no change of spaces alone', () => expect(html('a b', 'a  b')).not.toMatch(/<ins|<del/));

  it('mark a space that came or went: it can make another number', () => {
    const marked = (before: string, after: string) =>
      diffParts(wordDiff(before, after)).map(({ op, before: space, text }) => [op, space, text]);
    expect(marked('in 10. 5 days', 'in 10.5 days')).toEqual([
      ['same', '', 'in 10.'],
      ['removed', '', ' 5'],
      ['added', '', '5'],
      ['same', ' ', 'days'],
    ]);
    expect(marked('we,', 'we ,').map(([op]) => op)).toEqual(['same', 'removed', 'added']);
  });

  it('escape the words', () => expect(html('a', 'a <b>')).toContain('&lt;b&gt;'));

  it('lose no word of either', () => {
    const text = fc
      .array(fc.constantFrom('we', 'will', 'not', ' ', '\n', ',', '.'), { maxLength: 20 })
      .map((all) => all.join(''));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const parts = diffParts(wordDiff(before, after));
        const without = (op: string) =>
          parts.flatMap((part) => (part.op === op ? [] : [part.before + part.text + part.after])).join('');
        expect([without('added'), without('removed')].map(collapsed)).toEqual([before, after].map(collapsed));
        expect(without('removed')).toBe(after);
      }),
      { examples: [['. we', '.we']] },
    );
  });
});
