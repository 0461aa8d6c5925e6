import { readFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { SiteOptions } from '../config/site.js';
import { type Asset, assetOf, builtAsset } from './render/assets.js';

/** What the pages look like: their host's name, logo and colour, and the files that they load. */
export class Site {
  readonly name: string;
  readonly language: string;
  readonly colour: string;
  readonly logo?: Asset;
  /** Where a link to the host leads, and what it says. */
  readonly contact?: { address: string; words: string };
  /** In this order. */
  readonly styles: readonly Asset[];
  readonly script: Asset;
  /** Only for the page that checks files. */
  readonly verifyScript: Asset;
  readonly icon: Asset;
  private readonly byAddress: ReadonlyMap<string, Asset>;

  constructor({ name, colour, logo, language, contact }: SiteOptions) {
    this.name = name;
    this.colour = colour;
    this.language = language;
    if (contact !== undefined)
      this.contact = { address: contact.includes('://') ? contact : `mailto:${contact}`, words: contact };
    if (logo !== undefined) this.logo = assetOf(`logo${extname(basename(logo)).toLowerCase()}`, readFileSync(logo));
    // Pages may hold no styles of their own, so that even one colour comes as a file.
    this.styles = [builtAsset('pages.css'), assetOf('site.css', Buffer.from(`:root{--site-colour:${colour}}`))];
    const framework = builtAsset('govuk-frontend.js');
    this.script = importing(framework, builtAsset('pages.js'));
    this.verifyScript = builtAsset('verify.js');
    this.icon = assetOf('icon.svg', Buffer.from(iconIn(colour)));
    const all = [
      ...this.styles,
      framework,
      this.script,
      this.verifyScript,
      this.icon,
      ...(this.logo ? [this.logo] : []),
    ];
    this.byAddress = new Map(all.map((asset) => [asset.address, asset]));
  }

  asset(address: string): Asset | undefined {
    return this.byAddress.get(address);
  }
}

/** A script that finds another by its address, which holds a hash. */
function importing(framework: Asset, script: Asset): Asset {
  const text = script.bytes.toString('utf8').replace("'govuk-frontend'", `'${framework.address}'`);
  return assetOf('pages.js', Buffer.from(text));
}

/** Three lines of a ledger, the last one ticked. */
function iconIn(colour: string): string {
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="${colour}"/>` +
    '<path d="M8 10h16M8 16h16M8 22h7m3 0 2.5 2.5L25 20" fill="none" stroke="#fff" stroke-width="2.5"/></svg>'
  );
}
