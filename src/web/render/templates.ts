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
