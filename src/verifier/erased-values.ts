import { GROUNDS, KINDS_OF_FIELD } from '../erasure/grounds.js';
import type { Json, JsonObject } from '../integrity/canonical-json.js';
import type { Findings } from './findings.js';

/** What entries say was erased from entries before them. A commitment to each value still stands in its place. */
export class ErasedValues {
  /** A sentence for each. */
  private readonly told: string[] = [];

  /** @param target place of the entry that the value stood in; `undefined` where there is none */
  take({ data, target: id, recordedAt }: JsonObject, index: number, target: number | undefined): void {
    const { pointer, kindOfField, ground } = Object(data) as JsonObject;
    const where = target === undefined ? `an entry ${worded(id)} that is not there` : `entry ${target}`;
    const day = worded(recordedAt).slice(0, 10);
    this.told.push(
      `Erased from ${where}, at ${worded(pointer)}, on ${day}: ${worded(kindOfField, KINDS_OF_FIELD)}. ` +
        `Ground: ${worded(ground, GROUNDS)}. Entry ${index} says so`,
    );
  }

  /** @param whole whether no entry was passed over: only then is it known that nothing else was erased */
  tell(findings: Findings, whole: boolean): void {
    const count = this.told.length;
    if (count > 0) {
      const values = count === 1 ? '1 value was erased' : `${count} values were erased`;
      findings.notice(
        'disclosures',
        `${whole ? '' : 'As far as the entries could be read, '}${values}. Whoever kept a value with its number (its ` +
          'disclosure) can still prove it: give it as a disclosed value (--disclosures)',
      );
    } else if (whole) {
      findings.notice('disclosures', 'No erasure is recorded: no entry says that a value was erased');
    }
    for (const sentence of this.told) findings.notice('disclosures', sentence);
  }
}

/** In the ledger's words where it has some, or as it stands: a later version may know more, and anything can be wrong. */
function worded(value: Json | undefined, words: Readonly<Record<string, string>> = {}): string {
  if (typeof value !== 'string') return value === undefined ? '(not said)' : JSON.stringify(value);
  return Object.hasOwn(words, value) ? words[value]! : value;
}
