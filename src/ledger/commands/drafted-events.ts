import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type JsonObject, NotCanonicalError } from '../../integrity/canonical-json.js';
import { MAX_ENTRY_BYTES, sealableBytes } from '../../integrity/entry.js';
import type { DraftEvent } from '../catalogue/catalogue.js';
import { Citation } from '../catalogue/envelope.dto.js';
import type { Class } from '../catalogue/fields.js';
import { leaves } from '../catalogue/walk.js';
import { conceal } from '../erasable/conceal.js';
import type { ErasableStore } from '../erasable/erasable-store.js';
import type { EntrySource, EventMetadata, NewEvent, StreamEvent } from '../event.js';
import { eventId } from '../ids.js';
import { sameJson } from '../same-json.js';
import type { Prepared } from './prepare.js';
import { Refused } from './refused.js';

/** Members that every payload may carry besides its own. */
interface CommonData {
  actingAs: string;
  citations?: object[];
  reason?: string;
}

/**
 * The events of a command as the store takes them: whole envelope, erasable values replaced by commitments, and sure
 * to be sealable. `revision` is the 0-based revision that the first of them will have.
 */
export async function toNewEvents(prepared: Prepared, revision: bigint, erasable: ErasableStore): Promise<NewEvent[]> {
  const { context, drafts } = prepared;
  const events: NewEvent[] = [];
  for (const [n, draft] of drafts.entries()) {
    const id = eventId(context.stream, context.command.id, n);
    const data = clearData(prepared, draft);
    const by = { subject: context.actor.subject, name: context.actor.name };
    const { root, disclosures } = conceal({ data, by } as unknown as JsonObject, [
      ...concealedFields(prepared, draft, data),
      { pointer: '/by', subject: context.actor.subject },
    ]);
    const event: NewEvent = {
      id,
      type: draft.type.name,
      data: root.data as JsonObject,
      metadata: { ...clearMetadata(prepared), by: root.by as unknown as EventMetadata['by'] },
    };
    assertSealable(event, context.stream, revision + BigInt(n));
    events.push({ ...event, disclosures: await erasable.seal(id, disclosures) });
  }
  return events;
}

/** True when a recorded event says what the command would say now, apart from what the service sets. */
export function saysTheSame(prepared: Prepared, draft: DraftEvent, recorded: StreamEvent): boolean {
  const left = new Set(['actingAs', ...(prepared.context.type.serviceSets ?? [])]);
  const timeOf = (metadata: Omit<EventMetadata, 'by'>) => [
    metadata.effective,
    metadata.reportedOn,
    metadata.edition,
    metadata.target,
    sourceAsSent(prepared, metadata.source),
  ];
  return (
    draft.type.name === recorded.type &&
    isDeepStrictEqual(timeOf(clearMetadata(prepared)), timeOf(recorded.metadata)) &&
    sameJson(omit(clearData(prepared, draft), left), omit(recorded.data, left))
  );
}

/** Where a statement was taken from, without what the service looked up: on another day it may find something else. */
function sourceAsSent({ context, command: { source: sent } }: Prepared, source: EntrySource = {}): EntrySource {
  const describesItself = context.type.category === 'source';
  const { doc, sha256, ...rest } = source;
  return {
    ...rest,
    ...(describesItself && !sent?.doc ? {} : { doc }),
    ...((describesItself || sent?.doc) && !sent?.sha256 ? {} : { sha256 }),
  };
}

function clearData({ context, command }: Prepared, draft: DraftEvent): JsonObject {
  const common: CommonData = {
    actingAs: context.actingAs,
    ...(command.citations ? { citations: command.citations } : {}),
    ...(command.reason !== undefined ? { reason: command.reason } : {}),
  };
  return { ...common, ...draft.data } as unknown as JsonObject;
}

function clearMetadata(prepared: Prepared): Omit<EventMetadata, 'by'> {
  const { context, command, situation, source, edition } = prepared;
  // A command may have a member of that name and act on no entry.
  const target = situation.target && command.target ? { target: command.target } : {};
  if (prepared.administrative) return { ...(source ? { source } : {}), ...target };
  const dated = context.type.name !== 'VoidEntry';
  return {
    ...(situation.plan ? { plan: situation.plan } : {}),
    ...(situation.effective ? { effective: situation.effective } : {}),
    ...(dated && situation.reportedOn ? { reportedOn: situation.reportedOn } : {}),
    ...(dated && edition !== undefined && edition !== 1 ? { edition } : {}),
    ...(situation.entry ? { entry: situation.entry } : {}),
    ...(source ? { source } : {}),
    ...target,
  };
}

/** Where the erasable values of an event stand. Every person's name gets a key of its own. */
function concealedFields(
  prepared: Prepared,
  draft: DraftEvent,
  data: JsonObject,
): { pointer: string; subject: string | null }[] {
  const found: { pointer: string; subject: string | null }[] = [];
  const add = (type: Class, payload: object, base: string) => {
    for (const { field, pointer, value } of leaves(type, payload, base)) {
      if (typeof value !== 'string') continue; // erased: a passage that a correction keeps, and its commitment with it
      if (field.kind.is === 'narrative') found.push({ pointer, subject: null });
      if (field.kind.is === 'person') found.push({ pointer, subject: randomUUID() });
    }
  };
  add(draft.type.data, data, '/data');
  for (const [index, citation] of ((data.citations ?? []) as JsonObject[]).entries())
    add(Citation, citation, `/data/citations/${index}`);
  const target = prepared.situation.target;
  if (target && data.statement) add(target.type.data, data.statement as JsonObject, '/data/statement');
  return found;
}

function assertSealable(event: NewEvent, stream: string, revision: bigint): void {
  try {
    const size = sealableBytes({ ...event, stream, revision }).length;
    if (size <= MAX_ENTRY_BYTES) return;
    throw Refused.one(
      413,
      'entry-too-large',
      '',
      `This would be an entry of ${size} bytes; an entry has at most ${MAX_ENTRY_BYTES}. Shorten it or divide it into several`,
    );
  } catch (error) {
    if (error instanceof NotCanonicalError) throw Refused.one(400, 'not-allowed', error.pointer, error.message);
    throw error;
  }
}

function omit(object: JsonObject, names: ReadonlySet<string>): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => !names.has(name)));
}
