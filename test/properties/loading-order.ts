import { writeFile } from 'node:fs/promises';
import { catalogue } from '../../src/catalogue.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { StreamHistory } from '../../src/ledger/history.js';
import { isExternalId, ledgerIdOf, resolveId, splitStream } from '../../src/ledger/ids.js';
import type { Line } from '../support/four-levels.js';
import { ImportLedger, LOADER } from '../support/import-ledger.js';
import type { Random } from '../support/random.js';

/** Commands whose rules look at the state that their object is in on their day: what was said by then is loaded first. */
const ACTS_ON_A_STATE = new Set([
  'change-metric-definition',
  'issue-plan',
  'move-milestone',
  'order-children',
  'place-node',
  'rename-body',
  'rename-role',
  'replace-milestone',
  'report-milestone-outcome',
  'restate-entry',
  'title-node',
  'vary-plan',
]);

/** What statuses, areas and templates mean is registered before anything names them. */
const SETTINGS = new Set([
  ...['open-ledger', 'publish-status-scheme', 'publish-area-list', 'publish-report-template', 'open-backfill'],
]);

/** They pin how much of the ledger there is, which is another thing in another order. */
const PINS_THE_SIZE = 'publish-report';

const UUIDS = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** Warnings that people have read for these files. */
const CONFIRMED = ['same-words'];

/** What a loaded file made: by line its entries, and all of them in the order of the ledger. */
export interface Loaded {
  byLine: { stream: string; id: string }[][];
  events: RecordedEvent[];
}

/** Lines of a file that any order may be made of. */
export function orderable(lines: readonly Line[]): Line[] {
  return lines.filter(({ command }) => command !== PINS_THE_SIZE);
}

/** Loads lines into an empty ledger in memory; anything that is refused fails the test, in the service's own words. */
export async function load(lines: readonly Line[], file: string): Promise<Loaded> {
  await writeFile(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const ledger = ImportLedger.inMemory();
  const checked = await ledger.importer.check(file, LOADER, { confirmed: CONFIRMED });
  const refused = [...checked.problems, ...checked.warnings].map((one) => ({ ...one, of: lines[one.line - 1] }));
  expect(refused).toEqual([]);
  expect(await ledger.importer.write(checked, LOADER)).toMatchObject({ written: lines.length, problems: [] });
  const byLine = checked.steps.map(({ append }) => append!.events.map(({ id }) => ({ stream: append!.stream, id })));
  return { byLine, events: await ledger.events() };
}

/** The objects of a ledger with all that was said of them. */
export function histories(events: readonly RecordedEvent[]): Map<string, StreamHistory> {
  const streams = new Map<string, RecordedEvent[]>();
  for (const event of events) {
    const own = streams.get(event.stream);
    if (own) own.push(event);
    else streams.set(event.stream, [event]);
  }
  return new Map([...streams].map(([stream, own]) => [stream, new StreamHistory(stream, own, catalogue.keyOf)]));
}

/** What answers on a day: each key with its entry and what that says, but for values that can be erased. */
export function answersOn(objects: ReadonlyMap<string, StreamHistory>, day: string): Map<string, string> {
  const answers = new Map<string, string>();
  for (const [stream, history] of objects)
    for (const facet of new Set(history.events.map(({ id }) => history.facetOf(id)))) {
      const found = facet === undefined ? undefined : history.at(day).get(facet);
      if (found) answers.set(`${stream}/${facet}`, `${found.event.id} ${withoutSalt(found.data)}`);
    }
  return answers;
}

/** A commitment hides its value under a salt that is another one each time. */
function withoutSalt(data: object): string {
  return JSON.stringify(data).replace(/"\$c":"[^"]*"/g, '"$c"');
}

/**
 * For each line the places of those that are loaded before it in every order: what brings the objects, parts and entries
 * that it names; the settings; and, where a state is acted on, what was said of the object by that day.
 */
export function dependencies(lines: readonly Line[], { byLine, events }: Loaded): Set<number>[] {
  const ledgerId = ledgerIdOf(String(lines.find(({ command }) => command === 'open-ledger')!.origin));
  const objects = histories(events);
  const introducedBy = introductions(lines, byLine, ledgerId);
  const reportedOn = new Map(events.map(({ id, metadata }) => [id, metadata.reportedOn]));
  /** The key and day of each entry of a line: of two that share them, the one loaded last answers. */
  const slots = byLine.map((made) =>
    made.map(({ stream, id }) => `${stream}/${objects.get(stream)!.facetOf(id)} ${reportedOn.get(id)}`),
  );
  const acts = lines.map(({ command }) => ACTS_ON_A_STATE.has(command));
  const days = lines.map((line) => String(line.reportedOn ?? ''));
  const actsAmong = (place: number, other: number) => acts[place] && days[other]! <= days[place]!;
  return lines.map((line, place) => {
    const named = idsIn(line, ledgerId).map((id) => introducedBy.get(id) ?? place);
    const earlier = lines.slice(0, place).flatMap((other, at) => {
      const sameObject = byLine[at]![0]!.stream === byLine[place]![0]!.stream;
      const ordered =
        (sameObject && (actsAmong(at, place) || actsAmong(place, at))) ||
        slots[at]!.some((slot) => slots[place]!.includes(slot));
      return ordered || SETTINGS.has(other.command) ? [at] : [];
    });
    const before = SETTINGS.has(line.command) ? earlier : [...earlier, ...named];
    return new Set(before.filter((at) => at < place));
  });
}

/** Which line brings an id into the ledger: the first about an object, that which makes an entry, the first to name a part. */
function introductions(lines: readonly Line[], byLine: Loaded['byLine'], ledgerId: string): Map<string, number> {
  const introducedBy = new Map<string, number>();
  const first = (id: string, place: number) => {
    if (!introducedBy.has(id)) introducedBy.set(id, place);
  };
  for (const [place, made] of byLine.entries())
    for (const { stream, id } of made) {
      first(splitStream(stream).id, place);
      first(id, place);
    }
  for (const [place, line] of lines.entries()) {
    first(line.id, place);
    for (const [member, value] of members(line))
      if (/[a-z]Id$/.test(member) && isExternalId(value)) first(resolveId(ledgerId, value), place);
  }
  return introducedBy;
}

/** Everything in a line that may be an id, by UUID. */
function idsIn(line: Line, ledgerId: string): string[] {
  return [...members(line)].flatMap(([, value]) => [
    ...(isExternalId(value) ? [resolveId(ledgerId, value)] : []),
    ...(value.match(UUIDS) ?? []),
  ]);
}

/** All texts at any depth, with the name of the member that holds them. */
function* members(value: unknown, name = ''): Generator<[name: string, text: string]> {
  if (typeof value === 'string') yield [name, value];
  else if (Array.isArray(value)) for (const item of value) yield* members(item, name);
  else if (typeof value === 'object' && value !== null)
    for (const [member, inner] of Object.entries(value)) yield* members(inner, member);
}

/** The lines in another order that keeps what depends on one another. */
export function shuffled<T>(lines: readonly T[], before: readonly Set<number>[], random: Random): T[] {
  const waiting = before.map((places) => places.size);
  const unlocks = lines.map((_, place) => before.flatMap((places, other) => (places.has(place) ? [other] : [])));
  const ready = [...waiting.keys()].filter((place) => waiting[place] === 0);
  const order: T[] = [];
  while (ready.length > 0) {
    const [place] = ready.splice(random.between(0, ready.length - 1), 1);
    order.push(lines[place!]!);
    for (const other of unlocks[place!]!) if (--waiting[other]! === 0) ready.push(other);
  }
  return order;
}
