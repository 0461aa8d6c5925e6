import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StateReader } from '../../projections/state/statement.js';
import type { JsonObject } from '../../src/integrity/canonical-json.js';
import { METADATA_KEYS } from '../../src/integrity/entry.js';
import type { EventMetadata, NewEvent, RecordedEvent } from '../../src/ledger/event.js';
import { START } from '../../src/ledger/event-store.js';
import { InMemoryEventStore } from '../../src/ledger/memory/in-memory-event-store.js';
import { type LoadedService, startLoaded } from '../acceptance/example-service.js';
import { DAYS, writeFourLevels } from '../support/four-levels.js';
import { histories } from './loading-order.js';

/** An entry as it is exported. */
interface Exported {
  index: number;
  disclosures: { pointer: string }[];
  entry: JsonObject & { id: string; type: string; stream: string; rev: number; data: JsonObject };
}

/** The entries of an export in an empty store, as it records them. */
async function taken(lines: readonly Exported[]): Promise<RecordedEvent[]> {
  const store = new InMemoryEventStore();
  for (const { entry } of lines) {
    const { id, type, stream, data, rev } = entry;
    const metadata = Object.fromEntries(METADATA_KEYS.flatMap((key) => (key in entry ? [[key, entry[key]]] : [])));
    const event: NewEvent = { id, type, data, metadata: metadata as unknown as EventMetadata };
    await store.append(stream, rev === 1 ? 'no-stream' : BigInt(rev - 2), [event]);
  }
  return store.readAll({ after: START, limit: lines.length });
}

describe('an export that is taken into an empty ledger', () => {
  let folder: string;
  let service: LoadedService;
  let lines: Exported[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exported-views-'));
    await writeFourLevels(join(folder, 'plan.jsonl'));
    service = await startLoaded(join(folder, 'plan.jsonl'));
    const response = await fetch(`${service.url}/api/entries`, { headers: { Accept: 'application/jsonl' } });
    lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
  }, 180_000);
  afterAll(async () => {
    await service?.close();
    await rm(folder, { recursive: true });
  });

  test('opens every value that could be erased, but for who sent it', () => {
    const concealed = ({ entry }: Exported) => JSON.stringify(entry.data).match(/"\$c"/g)?.length ?? 0;
    expect(lines.filter((line) => concealed(line) > 0).length).toBeGreaterThan(50);
    for (const line of lines) expect([line.index, line.disclosures.length]).toEqual([line.index, concealed(line)]);
  });

  test.each([DAYS.plan, ...DAYS.reports])('gives the views of %s at any size', async (asReportedOn) => {
    expect(lines.map(({ index }) => index)).toEqual(lines.map((_, index) => index));
    const reader = service.app.get(StateReader);
    for (const atSize of [lines.length, Math.floor(lines.length / 2), 60]) {
      const objects = histories(await taken(lines.slice(0, atSize)));
      const found = await reader.statements({ asReportedOn, atSize });
      expect(found.length).toBeGreaterThan(0);
      const answers = new Map(
        [...objects.values()].flatMap((history) => {
          const view = history.at(asReportedOn);
          const facets = new Set(history.events.flatMap(({ id }) => history.facetOf(id) ?? []));
          return [...facets].flatMap((facet) => {
            const answer = view.get(facet);
            return answer ? [[`${history.stream}/${facet}`, answer.event.id] as const] : [];
          });
        }),
      );
      const standing = found.filter(({ withdrawn }) => !withdrawn);
      expect(new Map(standing.map(({ stream, facet, id }) => [`${stream}/${facet}`, id]))).toEqual(answers);
    }
  });
});
