import { INLINE_SCRIPT_HASH, installedScriptHash, PAGE_POLICY } from './policy.js';

describe('what a page may load', () => {
  it('knows the script in the template that is installed', () => {
    expect(INLINE_SCRIPT_HASH).toBe(installedScriptHash());
  });

  it('is nothing inline and nothing from elsewhere', () => {
    expect(PAGE_POLICY).not.toMatch(/unsafe|\*|https?:|data:/);
    expect(PAGE_POLICY.split(';')[0]).toBe("default-src 'none'");
  });
});
