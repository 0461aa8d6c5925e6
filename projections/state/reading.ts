import type { Day } from '../../src/ledger/dates.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import type { KeyOf } from '../../src/ledger/history.js';
import { splitStream } from '../../src/ledger/ids.js';

/** What a statement is about. */
export interface StateKey {
  /** Sequence of the first statement about it. */
  id: number;
  stream: string;
  facet: string;
  category: string;
  plan: string | undefined;
}

/** A statement or correction, as later events refer to it. */
export interface Stated {
  sequence: number;
  /** Type of the original statement. */
  type: string;
  /** Type of the ordinary event at the beginning of the chain of changes. */
  kind: string;
  key: StateKey;
  slot: number;
  reportedOn: Day;
  edition: number;
}

/** What an event means for the state of its key. */
export type Meaning =
  | { is: 'statement'; stated: Stated; newKey: boolean }
  | { is: 'correction'; stated: Stated }
  | { is: 'void'; target: Stated };

/** Types that take the key of the entry they act on. */
const SHARE_A_KEY = new Set(['Revised', 'Restated', 'Withdrawn']);

/** Whether an event acts on an entry that must be known to understand it. */
export function actsOnEntry(type: string): boolean {
  return type === 'EntryCorrected' || type === 'EntryVoided' || SHARE_A_KEY.has(type);
}

/** Understands events one after another, by what came before them: the keys and the entries that they refer to. */
export class Reading {
  readonly keys = new Map<string, StateKey>();
  readonly entries = new Map<string, Stated>();

  constructor(private readonly keyOf: KeyOf) {}

  /** The name under which a key is known. */
  static keyName(stream: string, facet: string): string {
    return `${stream}/${facet}`;
  }

  /** What the event says, or `null` for one that says nothing about a key. Throws on what cannot be understood. */
  meaningOf(event: RecordedEvent): Meaning | null {
    if (event.type === 'PersonalDataErased') return null;
    if (!actsOnEntry(event.type)) {
      const facet = this.keyOf(event);
      return facet === null ? null : this.statement(event, event.type, ...this.keyFor(event, facet));
    }
    const target = this.entries.get(event.metadata.target ?? '');
    if (target?.key.stream !== event.stream)
      throw new Error(`${event.type} acts on ${event.metadata.target}, which states nothing in ${event.stream}`);
    if (event.type === 'EntryVoided') return { is: 'void', target };
    if (event.type !== 'EntryCorrected') return this.statement(event, target.kind, target.key, false);
    const stated = { ...target, sequence: event.sequence };
    this.entries.set(event.id, stated);
    return { is: 'correction', stated };
  }

  private keyFor(event: RecordedEvent, facet: string): [StateKey, boolean] {
    const name = Reading.keyName(event.stream, facet);
    const known = this.keys.get(name);
    if (known) return [known, false];
    const { category } = splitStream(event.stream);
    const key = { id: event.sequence, stream: event.stream, facet, category, plan: event.metadata.plan };
    this.keys.set(name, key);
    return [key, true];
  }

  private statement(event: RecordedEvent, kind: string, key: StateKey, newKey: boolean): Meaning {
    const { reportedOn, edition = 1 } = event.metadata;
    if (reportedOn === undefined) throw new Error(`${event.type} has no reported date`);
    const { sequence, type } = event;
    const stated = { sequence, type, kind, key, slot: sequence, reportedOn, edition };
    this.entries.set(event.id, stated);
    return { is: 'statement', stated, newKey };
  }
}
