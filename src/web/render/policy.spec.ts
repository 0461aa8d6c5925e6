import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOVUK_TEMPLATES, INLINE_SCRIPT_HASH, PAGE_POLICY } from './policy.js';

describe('what a page may load', () => {
  it('knows the script in the template that is installed', () => {
    const template = readFileSync(join(GOVUK_TEMPLATES, 'govuk/template.njk'), 'utf8');
    const [, script] = /<script[^>]*?%}>(.*?)<\/script>/s.exec(template)!;
    expect(INLINE_SCRIPT_HASH).toBe(`sha256-${createHash('sha256').update(script!).digest('base64')}`);
  });

  it('is nothing inline and nothing from elsewhere', () => {
    expect(PAGE_POLICY).not.toMatch(/unsafe|\*|https?:|data:/);
    expect(PAGE_POLICY.split(';')[0]).toBe("default-src 'none'");
  });
});
