import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plainText } from '../plain-text.js';
import { standsIn } from './quote-check.js';

const PAPERS = join(__dirname, '../../../../shared/sources');

describe('the words of a quote', () => {
  it.each([
    ['**Parks** and <i>paths</i>', 'parks and paths'],
    ['the 4<sup>th</sup> of June', 'the 4th of june'],
    ['one<br/>two<td>three', 'one two three'],
    ['○ first • second · third', 'first second third'],
    ['“so” they said – it’s', '"so" they said - it\'s'],
    ['Fire &amp; Rescue &lt;now&gt; &quot;x&quot; &#8211; &#x2019;', 'fire & rescue <now> "x" - \''],
    ['a\u00a0b\t\r\n  c', 'a b c'],
    ['5 < 6 and 7 > 6', '5 < 6 and 7 > 6'],
    ['&#0; &#xD800;', '&#0; &#xd800;'],
  ])('read %j as %j', (printed, words) => {
    expect(plainText(printed)).toBe(words);
  });

  const text = 'Title\r\nCalls were\nanswered in **four**\nminutes.\nThe end\n';

  it('are looked for everywhere where no line is given', () => {
    expect(standsIn(text, 'Were answered in four minutes')).toBe(true);
    expect(standsIn(text, 'answered in five minutes')).toBe(false);
  });

  it('are looked for from the cited line on, and in the two behind it', () => {
    expect(standsIn(text, 'calls were answered in four minutes.', 2)).toBe(true);
    expect(standsIn(text, 'in four minutes. the end', 3)).toBe(true);
    expect(standsIn(text, 'calls were', 3)).toBe(false);
    expect(standsIn(text, 'The end', 2)).toBe(false);
    expect(standsIn(text, 'The end', 99)).toBe(false);
  });

  it('are not found where nothing is left of them', () => {
    expect(standsIn(text, '** •')).toBe(false);
  });

  (existsSync(PAPERS) ? it : it.skip)('stand where the extraction of the papers found them', () => {
    const papers = new Map<string, string>();
    const missing: string[] = [];
    let found = 0;
    for (const name of readdirSync(join(PAPERS, 'extracted')).filter((one) => one.endsWith('.json')))
      for (const { file, line, quote } of quotesIn(JSON.parse(readFileSync(join(PAPERS, 'extracted', name), 'utf8')))) {
        if (!papers.has(file)) papers.set(file, readFileSync(join(PAPERS, file), 'utf8'));
        if (standsIn(papers.get(file)!, quote, line)) found++;
        else missing.push(`${file}:${line} ${quote}`);
      }
    expect(missing).toEqual([]);
    expect(found).toBeGreaterThan(1_000);
  });
});

/** Every passage with its words, at any depth. */
function* quotesIn(value: unknown): Generator<{ file: string; line: number; quote: string }> {
  if (typeof value !== 'object' || value === null) return;
  const { file, line, quote } = value as Record<string, unknown>;
  if (typeof file === 'string' && typeof line === 'number' && typeof quote === 'string') yield { file, line, quote };
  for (const inner of Object.values(value)) yield* quotesIn(inner);
}
