import type { JsonObject } from '../integrity/canonical-json.js';
import type { Day } from './dates.js';
import type { StreamEvent } from './event.js';

/** The six kinds of event that act on another entry of their stream. */
export const ACTS = [
  'Revised',
  'Restated',
  'Withdrawn',
  'EntryCorrected',
  'EntryVoided',
  'PersonalDataErased',
] as const;
export type Act = (typeof ACTS)[number];

const CARRY_A_STATEMENT = new Set<string>(['Revised', 'Restated', 'EntryCorrected']);

/** True for an event that acts on another entry. */
export function isAct(type: string): type is Act {
  return (ACTS as readonly string[]).includes(type);
}

/** What an event states about its key: its `data`, or the whole statement that a change carries in its place. */
export function statementData(event: Pick<StreamEvent, 'type' | 'data'>): JsonObject {
  return CARRY_A_STATEMENT.has(event.type) ? (event.data.statement as JsonObject) : event.data;
}

/** The answer for one key in one view. */
export interface Statement {
  /** The key below its object, such as `status/officer`. */
  facet: string;
  /** The statement's original event; corrections act on it. */
  slot: StreamEvent;
  /** The event whose text answers: the original or its last correction that is not voided. */
  event: StreamEvent;
  data: JsonObject;
  /** The body has taken the statement back. */
  withdrawn: boolean;
  /** Type of the ordinary event at the beginning of its chain of changes: what is stated, whoever changed it later. */
  kind: string;
}

/** Gives the key of an ordinary event, or `null` for an administrative one. */
export type KeyOf = (event: StreamEvent) => string | null;

/**
 * All events of one object and the views of them: a plain evaluation, in memory, of what had been said by a day.
 *
 * A view takes one statement per key: the one with the greatest (reportedOn, edition, order) that was reported by the
 * day and is not voided; its text is the last correction that is not voided.
 */
export class StreamHistory {
  private readonly byId = new Map<string, StreamEvent>();
  private readonly voids = new Map<string, StreamEvent>();
  private readonly slots = new Map<string, StreamEvent[]>();
  private readonly facets = new Map<string, string>();
  private readonly kinds = new Map<string, string>();

  constructor(
    readonly stream: string,
    readonly events: readonly StreamEvent[],
    keyOf: KeyOf,
  ) {
    for (const event of events) {
      this.byId.set(event.id, event);
      this.kinds.set(event.id, (isAct(event.type) && this.kinds.get(event.metadata.target!)) || event.type);
      if (event.type === 'EntryVoided') {
        this.voids.set(event.metadata.target!, event);
      } else if (event.type === 'EntryCorrected') {
        this.slots.get(this.root(event).id)?.push(event);
      } else if (event.type !== 'PersonalDataErased') {
        const facet = isAct(event.type) ? this.facetOf(event.metadata.target!) : keyOf(event);
        if (facet === null || facet === undefined) continue;
        this.facets.set(event.id, facet);
        this.slots.set(event.id, [event]);
      }
    }
  }

  get exists(): boolean {
    return this.events.length > 0;
  }

  /** 0-based revision of the last event, or `null` for an object that does not exist. */
  get revision(): bigint | null {
    return this.events.at(-1)?.revision ?? null;
  }

  /** The plan that the object belongs to, as its events say. */
  get plan(): string | undefined {
    return this.events.find((event) => event.metadata.plan)?.metadata.plan;
  }

  event(id: string): StreamEvent | undefined {
    return this.byId.get(id);
  }

  /** The void that acts on an entry or, for a correction, on its original; `undefined` while the entry stands. */
  voidOf(id: string): StreamEvent | undefined {
    const event = this.byId.get(id);
    return this.voids.get(id) ?? (event?.type === 'EntryCorrected' ? this.voids.get(this.root(event).id) : undefined);
  }

  /** The key that an entry speaks about; a correction has that of its original. */
  facetOf(id: string): string | undefined {
    const event = this.byId.get(id);
    return event && this.facets.get(this.root(event).id);
  }

  /** The original behind a chain of corrections. */
  root(event: StreamEvent): StreamEvent {
    let here = event;
    while (here.type === 'EntryCorrected') {
      const target = this.byId.get(here.metadata.target!);
      if (!target) break;
      here = target;
    }
    return here;
  }

  /** The event whose words stand for a statement: its own, or those of its last correction that is not voided. */
  textOf(statement: StreamEvent): StreamEvent {
    return this.slots.get(statement.id)?.findLast((text) => !this.voidOf(text.id)) ?? statement;
  }

  /** What had been said by the end of a day; without a day, everything said so far. */
  at(asReportedOn?: Day): StreamView {
    const best = new Map<string, StreamEvent>();
    for (const [id, [original]] of this.slots) {
      if (this.voids.has(id) || (asReportedOn !== undefined && original!.metadata.reportedOn! > asReportedOn)) continue;
      const facet = this.facets.get(id)!;
      const other = best.get(facet);
      if (!other || comesAfter(original!, other)) best.set(facet, original!);
    }
    const statements = new Map<string, Statement>();
    for (const [facet, slot] of best) {
      const event = this.textOf(slot);
      const withdrawn = slot.type === 'Withdrawn'; // a correction of it puts the reason right, not the taking back
      const kind = this.kinds.get(slot.id)!;
      statements.set(facet, { facet, slot, event, data: statementData(event), withdrawn, kind });
    }
    return new StreamView(this, statements);
  }
}

/** One object as reported by a day. */
export class StreamView {
  constructor(
    readonly history: StreamHistory,
    private readonly statements: ReadonlyMap<string, Statement>,
  ) {}

  /** The standing answer for a key; what was withdrawn is not one. */
  get(facet: string): Statement | undefined {
    const statement = this.statements.get(facet);
    return statement?.withdrawn ? undefined : statement;
  }

  /** The standing answer for a key if it is of one of these kinds: `own.of('outcome', 'MeetingHeld')`. */
  of(facet: string, ...kinds: string[]): Statement | undefined {
    const statement = this.get(facet);
    return statement && kinds.includes(statement.kind) ? statement : undefined;
  }

  /** Standing answers whose key is made of these parts, of one of these kinds if any is given; `*` is any one part. */
  list(pattern: string, ...kinds: string[]): Statement[] {
    const parts = pattern.split('/');
    return [...this.statements.values()].filter((statement) => {
      const own = statement.facet.split('/');
      return (
        !statement.withdrawn &&
        (kinds.length === 0 || kinds.includes(statement.kind)) &&
        own.length === parts.length &&
        parts.every((part, index) => part === '*' || part === own[index])
      );
    });
  }
}

function comesAfter(a: StreamEvent, b: StreamEvent): boolean {
  if (a.metadata.reportedOn !== b.metadata.reportedOn) return a.metadata.reportedOn! > b.metadata.reportedOn!;
  const editions = (a.metadata.edition ?? 1) - (b.metadata.edition ?? 1);
  return editions !== 0 ? editions > 0 : a.revision > b.revision;
}
