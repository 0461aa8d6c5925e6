import type { JsonObject } from '../../src/integrity/canonical-json.js';
import { Catalogue } from '../../src/ledger/catalogue/catalogue.js';
import { eventType } from '../../src/ledger/catalogue/define.js';
import { Text } from '../../src/ledger/catalogue/fields.js';
import type { NewEvent, RecordedEvent } from '../../src/ledger/event.js';
import { type EventStore, START } from '../../src/ledger/event-store.js';
import { splitStream, uuidV5, uuidV7At } from '../../src/ledger/ids.js';
import { bareLedger, memoryLedger } from './engine.js';
import { keyOf, type Step } from './plain-evaluation.js';

class SaidData {
  @Text() facet!: string;
  @Text() value!: string;
}

class NotedData {
  @Text() note!: string;
}

/** Kinds of event whose values are free, for what does not depend on the values. */
export const opaqueCatalogue = new Catalogue([
  {
    events: [
      eventType({ name: 'Said', category: 'commitment', data: SaidData, key: ({ facet }) => facet }),
      eventType({ name: 'Noted', category: 'ledger', data: NotedData, key: null }),
    ],
    commands: [],
  },
]);

const NAMESPACE = '018f8a10-0000-7000-8000-000000000000';
const BY = { $c: 'A'.repeat(43) };
const recordingTime = () => Date.parse('2026-11-22T09:00:00Z');
const TYPE = {
  report: 'Said',
  change: 'Restated',
  withdraw: 'Withdrawn',
  correct: 'EntryCorrected',
  void: 'EntryVoided',
};

/** The id of a step's event. */
export function idOf(sequence: number): string {
  return uuidV7At(1_700_000_000_000 + sequence, `step ${sequence}`);
}

/** The stream of a key: keys are written `object/facet`, and an object's keys share its stream. */
export function streamOfKey(key: string): string {
  return `commitment-${uuidV5(NAMESPACE, key.split('/')[0]!)}`;
}

/** The facet of a key. */
export function facetOfKey(key: string): string {
  return key.split('/').slice(1).join('/');
}

/** The event of a step. */
export function eventOf(log: readonly Step[], sequence: number): { stream: string; event: NewEvent } {
  const step = log[sequence]!;
  const key = keyOf(log, sequence);
  const reportedOn = step.does === 'correct' ? reportedOnOf(log, sequence) : step.reportedOn;
  const said = { facet: facetOfKey(key), value: step.value ?? '' };
  const data: Record<Step['does'], JsonObject> = {
    report: said,
    change: { statement: said, reason: 'error' },
    correct: { statement: said },
    withdraw: { note: 'taken back' },
    void: { note: 'never said' },
  };
  return {
    stream: streamOfKey(key),
    event: {
      id: idOf(sequence),
      type: TYPE[step.does],
      data: data[step.does],
      metadata: {
        plan: '018f8a10-0000-7000-8000-00000000aaaa',
        ...(reportedOn !== undefined ? { reportedOn } : {}),
        ...(editionOf(log, sequence) > 1 ? { edition: editionOf(log, sequence) } : {}),
        entry: 'live',
        ...(step.target !== undefined ? { target: idOf(step.target) } : {}),
        by: BY,
      },
    },
  };
}

/** A ledger that holds a log, all of it recorded at one instant. */
export async function ledgerOf(log: readonly Step[]): Promise<EventStore> {
  const { store } = await bareLedger(recordingTime);
  await appendTo(store, log, 0);
  return store;
}

/** Appends the steps of a log from a sequence on. */
export async function appendTo(store: EventStore, log: readonly Step[], from: number): Promise<void> {
  for (let sequence = from; sequence < log.length; sequence++) {
    const { stream, event } = eventOf(log, sequence);
    await store.append(stream, 'any', [event]);
  }
}

/** The events of a log as recorded, by whichever engine. */
export async function recorded(log: readonly Step[]): Promise<RecordedEvent[]> {
  const { store } = memoryLedger(recordingTime);
  await appendTo(store, log, 0);
  return store.readAll({ after: START, limit: log.length });
}

/** The key of a statement, as logs write it; the object by its place among the keys of the log. */
export function keyFrom(keys: readonly string[], stream: string, facet: string): string {
  const { id } = splitStream(stream);
  const key = keys.find((one) => facetOfKey(one) === facet && streamOfKey(one).endsWith(id));
  if (!key) throw new Error(`No key for ${stream}/${facet}`);
  return key;
}

function reportedOnOf(log: readonly Step[], sequence: number): string {
  const { does, target, reportedOn } = log[sequence]!;
  return does === 'correct' ? reportedOnOf(log, target!) : reportedOn!;
}

function editionOf(log: readonly Step[], sequence: number): number {
  const { does, target, edition = 1 } = log[sequence]!;
  return does === 'correct' ? editionOf(log, target!) : edition;
}
