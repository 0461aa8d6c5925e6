import { ProblemError } from '../problem.js';
import { type Parameter, parametersOf, type QueryClass } from './parameters.js';

/**
 * Reads the parameters of an address strictly: a time query that silently ignored one would give today's data under
 * yesterday's name.
 *
 * @param search the address from `?` on, or an empty text
 * @throws ProblemError 400 `unknown-parameter`, `repeated-parameter` or `malformed-parameter`
 */
export function readQuery<T extends object>(type: QueryClass<T>, search: string): T {
  const parameters = new Map(parametersOf(type).map((parameter) => [parameter.name, parameter]));
  const query = new type();
  for (const [name, text] of pairs(search)) {
    const parameter = parameters.get(name);
    if (!parameter) throw unknown(name, [...parameters.keys()]);
    if (Object.hasOwn(query, name))
      throw new ProblemError(400, 'repeated-parameter', `${name} may be given once`, { field: name });
    Object.assign(query, { [name]: readValue(parameter, text) });
  }
  return query;
}

/** The part of an address from `?` on; empty where there is none. */
export function searchOf(address: string): string {
  const at = address.indexOf('?');
  return at < 0 ? '' : address.slice(at);
}

function readValue(parameter: Parameter, text: string): unknown {
  const value = parameter.read(text);
  if (value === undefined)
    throw new ProblemError(400, 'malformed-parameter', `${parameter.name} must be ${parameter.mustBe}`, {
      field: parameter.name,
    });
  return value;
}

function unknown(name: string, allowed: readonly string[]): ProblemError {
  const ask = allowed.length === 0 ? 'This address takes none' : `Allowed are ${allowed.join(', ')}`;
  return new ProblemError(400, 'unknown-parameter', `${shown(name)} is not a parameter here. ${ask}`, {
    field: shown(name),
    extensions: { allowed },
  });
}

function* pairs(search: string): Generator<[name: string, text: string]> {
  const text = search.replace(/^\?/, '');
  if (text === '') return;
  for (const pair of text.split('&')) {
    const equals = pair.indexOf('=');
    const name = decoded(equals < 0 ? pair : pair.slice(0, equals));
    yield [name, equals < 0 ? '' : decoded(pair.slice(equals + 1))];
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new ProblemError(400, 'malformed-parameter', 'The address holds a broken percent-encoding');
  }
}

/** A caller's own words, short and without control characters. */
function shown(name: string): string {
  return name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60);
}
