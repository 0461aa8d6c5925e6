import type { Day } from '../../../../src/ledger/dates.js';
import { isUuid, splitStream } from '../../../../src/ledger/ids.js';
import { partOf, present } from '../../../state/queries/facts.js';
import type { Named } from '../../../state/queries/references.js';
import { inWords, type Vocabulary } from '../../../state/queries/view-change/said-in-words.js';
import type { HistoryEntry } from '../../../state/statement.js';
import type { TrailEntry } from '../../audit-trail.reader.js';
import type { EntryPointer, TrailLine } from './trail.answers.js';

/** What lines of the trail are made of. */
export interface TrailWords extends Vocabulary {
  /** What entries state, by their sequence; administrative ones state nothing. */
  statements: ReadonlyMap<number, HistoryEntry>;
  /** Entries that are acted on, by event id. */
  targets: ReadonlyMap<string, EntryPointer>;
  /** The day of an instant in the ledger's time zone. */
  dayOf: (instant: string) => Day;
  /** Where the ledger is named, which names what is about itself; `undefined` before it was opened. */
  origin: string | undefined;
}

/** An entry in words. */
export function trailLine(entry: TrailEntry, words: TrailWords): TrailLine {
  const { sequence, eventId, type, stream, category, facet, reportedOn, recordedAt, actingAs } = entry;
  const stated = words.statements.get(sequence);
  const plan = category === 'plan' ? stream : entry.plan;
  return present<TrailLine>({
    ...{ id: eventId, index: sequence, type, category, facet, reportedOn, recordedAt, actingAs },
    recordedOn: words.dayOf(recordedAt),
    kind: stated?.kind ?? type,
    object: named(words.names.of(stream)) ?? itself(stream, words),
    part: facet === undefined ? undefined : partIn(facet, words),
    plan: plan === undefined ? undefined : words.names.of(plan),
    entry: entry.entry,
    said: stated ? inWords(stated, words) : null,
    target: entry.target === undefined ? undefined : words.targets.get(entry.target),
    actedOnBy: entry.actedOnBy.map((act) => ({ id: act.eventId, index: act.sequence, type: act.type })),
  });
}

/** The ledger and its settings have no name but the ledger's origin. */
function itself(stream: string, { origin }: TrailWords): Named {
  const { category, id } = splitStream(stream);
  return category === 'ledger' || category === 'settings' ? present<Named>({ id, name: origin }) : { id };
}

/** An id alone would tell nothing that the key does not tell. */
function named(thing: Named | undefined): Named | undefined {
  return thing?.name === undefined ? undefined : thing;
}

/** First parts of keys whose second part is a name by itself. */
const NAMED_BY_KEY = new Set(['alias', 'scheme', 'template']);

/** What the second part of a key names, where that has a name: a part of the object, something else, or the key itself. */
function partIn(facet: string, { names }: Vocabulary): Named | undefined {
  const second = partOf(facet, 1);
  if (isUuid(second)) return named(names.of(second));
  return NAMED_BY_KEY.has(partOf(facet, 0)) ? { id: second, name: decodeURIComponent(second) } : undefined;
}
