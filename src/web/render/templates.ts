import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { GOVUK_TEMPLATES } from './policy.js';

const VIEWS = fileURLToPath(new URL('../views/', import.meta.url));

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader([VIEWS, GOVUK_TEMPLATES]), {
  autoescape: true,
  throwOnUndefined: true,
  trimBlocks: true,
  lstripBlocks: true,
});

const NOT_IN_XML = /[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** XML has no way to write most control characters, which a text from a paper may hold. */
environment.addFilter('inXml', (text: string) => text.replaceAll(NOT_IN_XML, '\uFFFD'));

/**
 * Fills in a template.
 *
 * @param name in `views/`, without its ending
 * @throws Error it asks for something that is not there
 */
export function fillIn(name: string, context: object): string {
  return environment.render(`${name}.njk`, context);
}

/** A drawing made on this side, which a template writes as it is. Never for words from anywhere else. */
export function markup(html: string): object {
  return new nunjucks.runtime.SafeString(html);
}
