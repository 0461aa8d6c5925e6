import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { canonicalJson, type JsonObject, NotCanonicalError } from '../../integrity/canonical-json.js';
import { type CommandType, kebabCase } from '../catalogue/catalogue.js';
import type { Envelope } from '../catalogue/envelope.dto.js';
import { type Class, type Field, fieldsOf, labelOf } from '../catalogue/fields.js';
import { leaves, type Member, members } from '../catalogue/walk.js';
import { resolveId } from '../ids.js';
import { unsaid } from './date-and-source.js';
import { type Problem, Refused } from './refused.js';

const SET_BY_THE_LEDGER = new Set(['recordedAt', 'sequence']);

/** Items that all lists of a command may hold together. */
const MOST_ITEMS_IN_ALL = 2_000;

/** Characters of a member's name that are said back. */
const MOST_PATH = 200;

/** Problems of one command that are told; whoever mends these will hear of the rest. */
const MOST_PROBLEMS = 100;

/**
 * Checks the shape of a command as sent: canonical JSON, nothing the ledger sets itself, no unknown field, every field
 * as its class declares. Gives the command as plain JSON. Throws {@link Refused} 400 naming every field that is wrong,
 * and with them date and source where they are missing too. These two alone are for the checks to refuse.
 */
export function parseCommand(type: CommandType, body: unknown): Envelope {
  const command = plainJson(body);
  const coarse = coarseProblems(members(type.dto, command));
  const problems = coarse.length > 0 ? coarse : fineProblems(type.dto, command);
  const named = command.command;
  if (typeof named === 'string' && named !== kebabCase(type.name))
    problems.push({
      code: 'other-command',
      field: 'command',
      message: `This is sent to ${kebabCase(type.name)}, but names ${named}`,
    });
  if (problems.length === 0) return command as unknown as Envelope;
  const besides = coarse.length > 0 ? [] : unsaid(type, command);
  throw new Refused(400, [...besides, ...problems].slice(0, MOST_PROBLEMS));
}

/** Everything about a payload that its class does not allow. */
export function shapeProblems(type: Class, payload: JsonObject): Problem[] {
  const coarse = coarseProblems(members(type, payload));
  return coarse.length > 0 ? coarse : fineProblems(type, payload);
}

/** What fields hold that they may not hold, and what is not there. */
function fineProblems(type: Class, payload: JsonObject): Problem[] {
  const instance = plainToInstance(type, payload, { exposeUnsetFields: false });
  const errors = validateSync(instance as object, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  return errors.flatMap((error) => problemsOf(error, '')).slice(0, MOST_PROBLEMS);
}

/**
 * What must not be there at all: unknown members, and more items than a list may hold. Looked for first, and only until
 * there is enough to say: checking each of 60,000 items would keep everyone else waiting for seconds.
 */
function coarseProblems(all: Iterable<Member>): Problem[] {
  const problems: Problem[] = [];
  const listed = new Set<Class>();
  let items = 0;
  for (const { path, value, field, holder } of all) {
    const shown = path.slice(0, MOST_PATH);
    if (!field && SET_BY_THE_LEDGER.has(path))
      problems.push({ code: 'set-by-the-ledger', field: path, message: 'The ledger sets the recorded time and order' });
    else if (!field) {
      // Which there are is said once, not for each of a hundred.
      const allowed = listed.has(holder)
        ? ''
        : `. Allowed are ${fieldsOf(holder)
            .map(({ name }) => name)
            .join(', ')}`;
      listed.add(holder);
      problems.push({ code: 'unknown-field', field: shown, message: `${shown} is not recognised${allowed}` });
    }
    if (problems.length === MOST_PROBLEMS) break;
    if (!field?.most || !Array.isArray(value)) continue;
    items += value.length;
    const tooMany =
      value.length > field.most
        ? `${labelOf(field.name)} may hold at most ${field.most} items`
        : items > MOST_ITEMS_IN_ALL && `The lists of a command may hold at most ${MOST_ITEMS_IN_ALL} items in all`;
    if (tooMany) return [...problems, { code: 'too-many-items', field: shown, message: tooMany }];
  }
  return problems;
}

/** A copy in which external ids are the UUIDs of this ledger's objects. */
export function resolveReferences<T extends object>(type: Class, payload: T, ledgerId: string): T {
  const copy = structuredClone(payload);
  for (const leaf of leaves(type, copy))
    if (leaf.field.kind.is === 'reference' || leaf.field.kind.is === 'office')
      (leaf.holder as Record<string | number, unknown>)[leaf.at] = resolveId(ledgerId, leaf.value as string);
  return copy;
}

function plainJson(body: unknown): JsonObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw Refused.one(400, 'not-an-object', '', 'Send one command as a JSON object');
  try {
    canonicalJson(body);
  } catch (error) {
    if (!(error instanceof NotCanonicalError)) throw error;
    throw Refused.one(
      400,
      'not-allowed',
      pathOf(error.pointer),
      `${pathOf(error.pointer) || 'The command'}: ${error.why}`,
    );
  }
  return body as JsonObject;
}

function pathOf(pointer: string): string {
  const tokens = pointer.split('/').slice(1);
  return tokens
    .map((token, index) => (/^\d+$/.test(token) ? `[${token}]` : index === 0 ? token : `.${token}`))
    .join('')
    .slice(0, MOST_PATH);
}

function problemsOf(error: ValidationError, parent: string): Problem[] {
  const path =
    parent === ''
      ? error.property
      : /^\d+$/.test(error.property)
        ? `${parent}[${error.property}]`
        : `${parent}.${error.property}`;
  const children = (error.children ?? []).flatMap((child) => problemsOf(child, path));
  const first = Object.entries(error.constraints ?? {})[0];
  if (!first) return children;
  const missing = error.value === undefined;
  const field = fieldOf(error);
  const message = missing ? missingMessage(error, field) : (field?.invalid ?? listMessage(error) ?? first[1]);
  return [{ code: missing ? 'required' : kebabCase(first[0]), field: path, message }, ...children];
}

function missingMessage({ property }: ValidationError, field: Field | undefined): string {
  const said = field?.missing ?? `${labelOf(property)} is required`;
  // Some say in which case each of the words would do.
  const words = field?.words ?? [];
  return words.every((word) => said.includes(word)) ? said : `${said}. One of: ${words.join(', ')}`;
}

/** Of what is no list at all, not what its items should be. */
function listMessage({ constraints }: ValidationError): string | undefined {
  return constraints?.isArray;
}

function fieldOf({ target, property }: ValidationError): Field | undefined {
  const type = target?.constructor as Class | undefined;
  return type && fieldsOf(type).find(({ name }) => name === property);
}
