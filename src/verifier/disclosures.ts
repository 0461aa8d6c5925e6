import { toBase64 } from '../integrity/base64.js';
import { utf8 } from '../integrity/bytes.js';
import type { JsonObject } from '../integrity/canonical-json.js';
import { openCommitment } from '../integrity/disclosure.js';
import type { Primitives } from '../integrity/primitives.js';
import { isSize } from '../integrity/size.js';
import type { Findings } from './findings.js';

interface Held {
  pointer: string;
  disclosure: string;
}

/** The file is not one of disclosures; the message says in which line, and why. */
export class DisclosuresError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DisclosuresError';
  }
}

/** Values that were shown to somebody, each with the entry in which only a commitment to it stands. */
export class Disclosures {
  private readonly byIndex = new Map<number, Held[]>();
  private count = 0;

  /** @param text lines of JSON `{index, pointer, disclosure}`; throws DisclosuresError */
  constructor(
    text: string,
    private readonly primitives: Pick<Primitives, 'sha256'>,
  ) {
    for (const [at, line] of text.split('\n').entries()) if (line.trim() !== '') this.add(line, at + 1);
  }

  get size(): number {
    return this.count;
  }

  /** Pointers of an entry's disclosures that do not open what stands there. */
  wrongIn(entry: JsonObject, index: number): string[] {
    const held = this.byIndex.get(index) ?? [];
    return held.filter((one) => !this.opens(entry, one)).map(({ pointer }) => pointer);
  }

  /** Places of entries beyond a size that something is disclosed of. */
  beyond(size: number): number[] {
    return [...this.byIndex.keys()].filter((index) => index >= size);
  }

  private add(line: string, number: number): void {
    const { index, pointer, disclosure } = parsed(line, number);
    if (typeof index !== 'number' || !isSize(index) || typeof pointer !== 'string' || typeof disclosure !== 'string')
      throw new DisclosuresError(
        `Line ${number} of the disclosures does not name an entry, a pointer and a disclosure`,
      );
    this.count++;
    const held = this.byIndex.get(index);
    if (held) held.push({ pointer, disclosure });
    else this.byIndex.set(index, [{ pointer, disclosure }]);
  }

  private opens(entry: JsonObject, { pointer, disclosure: bytes }: Held): boolean {
    try {
      return openCommitment(entry, { pointer, bytes }, (text) => this.commitmentTo(text)) !== undefined;
    } catch {
      return false; // no disclosure at all
    }
  }

  private commitmentTo(text: string): string {
    const base64 = toBase64(this.primitives.sha256(utf8(text)));
    return base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  }
}

function parsed(line: string, number: number): Record<string, unknown> {
  try {
    return Object(JSON.parse(line));
  } catch {
    throw new DisclosuresError(`Line ${number} of the disclosures is no JSON`);
  }
}

/** The disclosures that somebody gave; tells the findings where there are none, or they cannot be read. */
export function disclosuresOf(
  text: string | undefined,
  findings: Findings,
  primitives: Pick<Primitives, 'sha256'>,
): Disclosures | undefined {
  if (text === undefined) {
    findings.skip('disclosures', 'no disclosed values were given (--disclosures)');
    return undefined;
  }
  try {
    return new Disclosures(text, primitives);
  } catch (error) {
    if (!(error instanceof DisclosuresError)) throw error;
    findings.hinder('disclosures', error.message);
    return undefined;
  }
}
