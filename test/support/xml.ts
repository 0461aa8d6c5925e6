/** An element of a document, with what stands in it. */
export interface XmlElement {
  name: string;
  attributes: Record<string, string>;
  children: (XmlElement | string)[];
}

const TOKEN =
  /<\?xml[^?]*\?>|<(?<end>\/)?(?<name>[A-Za-z_][\w:.-]*)(?<attributes>(?:\s+[A-Za-z_][\w:.-]*="[^"<]*")*)\s*(?<empty>\/)?>|(?<text>[^<]+)/gy;
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads XML without comments, declarations of types or CDATA.
 *
 * @throws Error where it is not well-formed
 */
export function parseXml(xml: string): XmlElement {
  const root: XmlElement = { name: '', attributes: {}, children: [] };
  const open = [root];
  let read = 0;
  for (const token of xml.matchAll(TOKEN)) {
    read = token.index + token[0].length;
    const { end, name, attributes, empty, text } = token.groups!;
    const parent = open.at(-1)!;
    if (text !== undefined) parent.children.push(plain(text));
    else if (end) {
      if (open.pop()!.name !== name) throw new Error(`</${name}> ends ${parent.name}`);
    } else if (name) {
      const element = { name, attributes: attributesIn(attributes!), children: [] };
      parent.children.push(element);
      if (!empty) open.push(element);
    }
  }
  if (read < xml.length) throw new Error(`Not well-formed: ${xml.slice(read, read + 80)}`);
  if (open.length > 1) throw new Error(`${open.at(-1)!.name} does not end`);
  const elements = root.children.filter((child) => typeof child !== 'string');
  if (elements.length !== 1) throw new Error(`${elements.length} elements at the top`);
  return elements[0]!;
}

/** All elements of a name, in the order in which they stand, at any depth. */
export function all({ children }: XmlElement, name: string): XmlElement[] {
  return children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return child.name === name ? [child, ...all(child, name)] : all(child, name);
  });
}

export function textIn(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('');
}

function attributesIn(text: string): Record<string, string> {
  const found = [...text.matchAll(/([\w:.-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, plain(value!)] as const);
  if (new Set(found.map(([name]) => name)).size < found.length) throw new Error(`An attribute twice: ${text}`);
  return Object.fromEntries(found);
}

function plain(text: string): string {
  const control = /[^\t\n\r\x20-\uFFFD\u{10000}-\u{10FFFF}]/u.exec(text);
  if (control) throw new Error(`A character that XML has not: ${JSON.stringify(control[0])}`);
  return text.replaceAll(/&([^;&]*;)?/g, (entity) => {
    const name = entity.slice(1, -1);
    if (/^#\d+$/.test(name)) return String.fromCodePoint(Number(name.slice(1)));
    if (ENTITIES[name] === undefined) throw new Error(`Not an entity: ${entity}`);
    return ENTITIES[name];
  });
}
