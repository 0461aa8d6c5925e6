import { IntersectionType, OmitType } from '@nestjs/swagger';
import type { Role } from '../../access/roles.js';
import { type CommandType, type EventType, idFieldOf, nounOf } from './catalogue.js';
import { Envelope } from './envelope.dto.js';
import { type Class, fieldsOf, Id, inheritFields, Narrative, Ref } from './fields.js';

/**
 * Infers the payload type, so that a feature's definitions are checked against their data classes. Every payload may
 * carry a reason. A class that demands one must not extend the class of another event: what makes that one's reason
 * optional would be inherited.
 */
export function eventType<D extends object, G = unknown>(type: EventType<D, G>): EventType {
  if (!fieldsOf(type.data).some(({ name }) => name === 'reason'))
    Narrative({ optional: true })(type.data.prototype, 'reason');
  return type as unknown as EventType;
}

/** Infers the command's type. */
export function commandType<C extends Envelope>(type: CommandType<C>): CommandType {
  return type as unknown as CommandType;
}

/** A class with the fields of the envelope and those of the payload: what a caller sends. */
export function commandDto<D extends object>(name: string, payload: Class<D>): Class<Envelope & D> {
  return withEnvelope(name, payload);
}

/**
 * The ordinary case: one command, one event, the same fields. The object is named by the field of its category, except
 * for the ledger's own stream and its settings, which have one object each.
 */
export function commandFor(
  name: string,
  summary: string,
  event: EventType,
  roles: readonly Role[],
  more: Pick<CommandType, 'creates' | 'existsAlready'> = {},
): CommandType {
  const single = event.category === 'ledger' || event.category === 'settings';
  const idField = idFieldOf(event.category);
  const dto = withEnvelope(name, event.data);
  if (!single && !fieldsOf(dto).some((field) => field.name === idField))
    objectField(event.category, !!more.creates)(dto.prototype, idField);
  return {
    name,
    summary,
    dto: dto as Class<Envelope>,
    category: event.category,
    roles,
    makes: [event],
    ...more,
    ...(single ? {} : { objectId: (command) => (command as unknown as Record<string, string>)[idField]! }),
    events: (command) => [{ type: event, data: payloadOf(event, command) }],
  };
}

function objectField(category: string, mayBeNew: boolean): PropertyDecorator {
  return mayBeNew
    ? Id({ note: `UUID or external id of the new ${nounOf(category)}.` })
    : Ref(category, { note: `The ${nounOf(category)}, by UUID or external id.` });
}

/** The fields of an event's payload out of a command that carries them beside the envelope. */
export function payloadOf(event: EventType, command: object): object {
  const payload: Record<string, unknown> = {};
  for (const { name } of fieldsOf(event.data)) {
    const value = (command as Record<string, unknown>)[name];
    if (value !== undefined) payload[name] = value;
  }
  return payload;
}

/** A field that the payload declares itself, such as a reason it demands, takes the place of the envelope's. */
function withEnvelope<D extends object>(name: string, payload: Class<D>): Class<Envelope & D> {
  const own = fieldsOf(payload).map((field) => field.name) as (keyof Envelope)[];
  const both = IntersectionType(OmitType(Envelope, own), payload as Class);
  const dto = { [name]: class extends (both as Class) {} }[name]!;
  inheritFields(dto, [Envelope, payload]);
  return dto as Class<Envelope & D>;
}
