import fc from 'fast-check';
import { addDays } from '../../src/ledger/dates.js';

export type Schema = Record<string, unknown>;

/** What a sample may name of the ledger it is sent to. */
export interface Known {
  /** Objects and parts, by external id. */
  ids: readonly string[];
  /** Those that a member mostly names, by its name. */
  usual: Readonly<Record<string, string>>;
  /** A payload for the entries, to be stated anew. */
  statement: object;
  /** Entries, by event id. */
  entries: readonly string[];
}

/** Fields that stand in the way of everything else unless they are what they should be. */
const SPECIAL: Record<string, fc.Arbitrary<unknown>> = {
  timeZone: fc.constant('Europe/London'),
  sha256: fc.constantFrom('a'.repeat(64), 'b'.repeat(64)),
  reportedOn: fc.nat(1_500).map((days) => addDays('2026-06-01', -days)),
  code: fc.constantFrom('E47000001', 'E92000001'),
  definitionVersion: fc.integer({ min: 1, max: 2 }),
  source: fc.constant({ doc: 'S-1', sha256: 'a'.repeat(64) }),
  effective: fc.constantFrom({ from: '2022-05-01', to: '2022-06-01' }, { at: '2022-06-01' }),
  citations: fc.constant([{ sourceId: 'S-1', row: '3' }]),
  origin: fc.constant('ledger.example/another'),
  confirmed: fc.constant(['same-words', 'name-in-use', 'may-be-a-name', 'outside-schedule']),
};

/** Members that only ever stand in the way: the address says which command it is, and the token who may send it. */
const LEFT_OUT = new Set(['command', 'actingAs']);

const WORDS = ['Answer calls', 'Five minutes', 'A new centre', 'Chair', 'Harm to residents', 'words 12.50', 'ß½漢'];
const PART_KEY = 'meeting-01900000-0000-7000-8000-000000000000/decision/01900000-0000-7000-8000-000000000000';
const PATTERNED = ['X-1', '1', '12.50', 'a'.repeat(64), 'E47000001', PART_KEY];

/** Objects as a schema of the API's description allows them, with all required members and some of the others. */
export function samplesOf(schema: Schema, schemas: Record<string, Schema>, known: Known): fc.Arbitrary<object> {
  return sample(schema, schemas, known, '', 0) as fc.Arbitrary<object>;
}

function sample(
  schema: Schema,
  schemas: Record<string, Schema>,
  known: Known,
  name: string,
  depth: number,
): fc.Arbitrary<unknown> {
  const inner = (one: Schema, member: string) => sample(one, schemas, known, member, depth + 1);
  const reference = (schema.$ref ?? (schema.allOf as Schema[] | undefined)?.[0]?.$ref) as string | undefined;
  if (reference) return inner(schemas[reference.split('/').at(-1)!]!, name);
  if (SPECIAL[name]) return SPECIAL[name];
  if (name === 'statement') return fc.constant(known.statement);
  if (Array.isArray(schema.enum)) return fc.constantFrom(...(schema.enum as unknown[]));
  switch (schema.type) {
    case 'array':
      return fc.array(inner(schema.items as Schema, name), { minLength: 1, maxLength: 2 });
    case 'integer':
    case 'number': {
      const least = Math.max(0, Number(schema.minimum ?? 0));
      return fc.integer({ min: least, max: Math.min(least + 20, Number(schema.maximum ?? 2 ** 31)) });
    }
    case 'boolean':
      return fc.boolean();
    case 'string':
      return text(schema, name, known);
    default:
      return members(schema, inner, depth);
  }
}

function text(schema: Schema, name: string, known: Known): fc.Arbitrary<string> {
  if (schema.format === 'date') return SPECIAL.reportedOn as fc.Arbitrary<string>;
  if (name === 'id') return fc.uuid({ version: 7 });
  if (schema.format === 'uuid') return fc.constantFrom(...known.entries);
  if (schema.format === 'uri' || schema.format === 'uri-reference')
    return fc.nat(9).map((n) => `https://papers.example/${n}`);
  const pattern = schema.pattern as string | undefined;
  if (pattern !== undefined) {
    const fitting = PATTERNED.filter((candidate) => new RegExp(pattern).test(candidate));
    return fc.constantFrom(...(fitting.length > 0 ? fitting : known.ids));
  }
  if (schema.maxLength === 64) {
    const usual = fc.constant(known.usual[name] ?? known.ids[0]!);
    const fresh = fc.nat(1_000_000).map((n) => `N-${n}`);
    return fc.oneof({ weight: 6, arbitrary: usual }, fc.constantFrom(...known.ids), { weight: 2, arbitrary: fresh });
  }
  return fc.oneof(
    fc.constantFrom(...WORDS),
    fc.nat(1_000_000).map((n) => `Words ${n}`),
  );
}

function members(
  schema: Schema,
  inner: (one: Schema, member: string) => fc.Arbitrary<unknown>,
  depth: number,
): fc.Arbitrary<object> {
  const required = new Set(schema.required as string[] | undefined);
  const wanted = depth === 0 ? ['reportedOn', 'source', 'effective'] : [];
  const all = Object.entries((schema.properties ?? {}) as Record<string, Schema>);
  const taken = all.filter(
    ([member]) => required.has(member) || wanted.includes(member) || (depth < 3 && !LEFT_OUT.has(member)),
  );
  const record = Object.fromEntries(taken.map(([member, one]) => [member, inner(one, member)]));
  return fc.record(record, { requiredKeys: [...required].filter((member) => member in record) });
}
