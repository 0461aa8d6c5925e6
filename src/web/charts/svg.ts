/** A piece of markup that is safe as it stands: made by {@link element}, with everything in it escaped. */
export class Markup {
  constructor(private readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

/** Numbers are coordinates or lengths; what is `undefined` is left out. */
export type Attributes = Readonly<Record<string, string | number | undefined>>;

export type Content = Markup | string | undefined | readonly Content[];

/**
 * An element of a drawing. Strings in it are text.
 *
 * @throws RangeError where a number is not finite: a mark would stand nowhere
 */
export function element(name: string, attributes: Attributes, ...content: Content[]): Markup {
  const inside = content.map(textOf).join('');
  const listed = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? coordinate(value) : escaped(value!)}"`);
  return new Markup(inside ? `<${name}${listed.join('')}>${inside}</${name}>` : `<${name}${listed.join('')}/>`);
}

/** Several pieces, one after another. */
export function fragment(...content: Content[]): Markup {
  return new Markup(content.map(textOf).join(''));
}

/** A number as it stands in a drawing: at most one digit after the point, which is a tenth of a pixel. */
export function coordinate(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is no coordinate`);
  const text = value.toFixed(1).replace(/\.0$/, '');
  return text === '-0' ? '0' : text;
}

function textOf(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return escaped(content);
  return content instanceof Markup ? content.toString() : content.map(textOf).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Characters that XML has no way to write become U+FFFD. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(NOT_IN_XML, '\uFFFD')
    .replaceAll(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const NOT_IN_XML = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;
