import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { LANGUAGES } from '../web/render/catalogue.js';
import type { Variables } from './variables.js';

/** Whose pages they are. */
export interface SiteOptions {
  name: string;
  /** `#rrggbb`; white text on it can be read. */
  colour: string;
  /** Absolute path of an SVG or PNG file. */
  logo?: string;
  /** One of the pages' languages. */
  language: string;
  /** How to reach the host: an e-mail address, or that of a page. */
  contact?: string;
}

/** WCAG 2.2, 1.4.3. */
const LEAST_CONTRAST = 4.5;

export function readSite(variables: Variables): SiteOptions {
  return {
    name: variables.get('SITE_NAME') ?? 'Progress ledger',
    colour: readColour(variables),
    logo: readLogo(variables),
    language: readLanguage(variables),
    contact: readContact(variables),
  };
}

function readColour(variables: Variables): string {
  const text = variables.get('SITE_COLOUR') ?? '#12436D';
  if (!/^#[0-9a-f]{6}$/i.test(text))
    variables.refuse(`SITE_COLOUR is "${text}": write it as six hexadecimal digits, such as #12436D.`);
  else if (contrastWithWhite(text) < LEAST_CONTRAST)
    variables.refuse(
      `SITE_COLOUR is "${text}", on which white text cannot be read (${contrastWithWhite(text).toFixed(1)} : 1): ` +
        `give a darker one, with ${LEAST_CONTRAST} : 1 or more.`,
    );
  return text;
}

function readLogo(variables: Variables): string | undefined {
  const text = variables.get('SITE_LOGO_FILE');
  if (text === undefined) return undefined;
  const path = resolve(text);
  if (!/\.(svg|png)$/i.test(path)) variables.refuse(`SITE_LOGO_FILE is "${text}": give an SVG or PNG file.`);
  else if (!existsSync(path)) variables.refuse(`SITE_LOGO_FILE is "${text}", but there is no such file.`);
  return path;
}

function readLanguage(variables: Variables): string {
  const text = variables.get('SITE_LANGUAGE') ?? 'en';
  if (!LANGUAGES.includes(text)) variables.refuse(`SITE_LANGUAGE is "${text}": give one of ${LANGUAGES.join(', ')}.`);
  return text;
}

function readContact(variables: Variables): string | undefined {
  const text = variables.get('SITE_CONTACT');
  if (text !== undefined && !/^(https?:\/\/\S+|[^\s@/:]+@[^\s@/:]+)$/.test(text))
    variables.refuse(`SITE_CONTACT is "${text}": give an e-mail address, or that of a page with https:// before it.`);
  return text;
}

/** Contrast ratio of WCAG 2.2, 1 to 21. */
function contrastWithWhite(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}
