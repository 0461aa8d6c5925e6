interface Container {
  /** Names of members so far; absent in a list. */
  keys?: Set<string>;
  /** The member that is being read, or how many items came before this one. */
  at: string | number;
  /** A string that comes now is the name of a member. */
  awaitsKey: boolean;
}

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * The first member of a JSON text that its object names a second time, as people write it: `blocks[0].text`. JSON.parse
 * takes the last of them without a word, so that two readers of one text could see different things.
 *
 * @param json well-formed; of anything else the answer means nothing
 */
export function repeatedKey(json: string): string | undefined {
  const open: Container[] = [];
  for (let at = 0; at < json.length; at++) {
    const top = open.at(-1);
    switch (json.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(json, at);
        if (top?.awaitsKey) {
          top.at = textOf(json.slice(at, end + 1));
          top.awaitsKey = false;
          if (top.keys!.has(top.at)) return pathOf(open);
          top.keys!.add(top.at);
        }
        at = end;
        break;
      }
      case OPEN_OBJECT:
        open.push({ keys: new Set(), at: '', awaitsKey: true });
        break;
      case OPEN_LIST:
        open.push({ at: 0, awaitsKey: false });
        break;
      case COMMA:
        if (top?.keys) top.awaitsKey = true;
        else if (top) top.at = (top.at as number) + 1;
        break;
      case CLOSE_OBJECT:
      case CLOSE_LIST:
        open.pop();
        break;
    }
  }
  return undefined;
}

/** Where the closing quote stands; the end of the text where there is none. */
export function endOfString(json: string, start: number): number {
  for (let end = json.indexOf('"', start + 1); end >= 0; end = json.indexOf('"', end + 1)) {
    let backslashes = 0;
    while (json.charCodeAt(end - 1 - backslashes) === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return json.length;
}

/** Escapes may write one name in several ways. */
function textOf(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  try {
    return JSON.parse(literal);
  } catch {
    return literal; // not well-formed: whoever parses it will say so
  }
}

function pathOf(open: readonly Container[]): string {
  return open.reduce((path, { keys, at }) => (keys ? (path === '' ? `${at}` : `${path}.${at}`) : `${path}[${at}]`), '');
}
