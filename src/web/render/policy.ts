import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** The folder of the design system's templates: the one that holds `govuk/`. */
export const GOVUK_TEMPLATES = join(
  dirname(createRequire(import.meta.url).resolve('govuk-frontend/package.json')),
  'dist',
);

/** The one script that the design system's template writes into a page: it marks pages on which scripts run. */
export const INLINE_SCRIPT_HASH = 'sha256-GUQ5ad8JK5KmEWmROf3LZd9ge94daqNvd8xy9YS1iDw=';

/** What a page may load: its own site's styles, pictures and scripts, and that one script by its hash. */
export const PAGE_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "img-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  `script-src 'self' '${INLINE_SCRIPT_HASH}'`,
].join(';');
