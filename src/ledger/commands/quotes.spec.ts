import { randomUUID } from 'node:crypto';
import { EVERYBODY } from '../../../test/support/given.js';
import { administration } from '../../administration/ledger.commands.js';
import { changes } from '../../changes/change.commands.js';
import type { JsonObject } from '../../integrity/canonical-json.js';
import { sources } from '../../sources/source.commands.js';
import { Catalogue, type Feature } from '../catalogue/catalogue.js';
import { commandFor, eventType } from '../catalogue/define.js';
import { Narrative, Part, Parts } from '../catalogue/fields.js';
import { Evidence } from '../catalogue/parts.js';
import { citationsIn } from '../catalogue/walk.js';
import { Clock } from '../clock.js';
import { InMemoryErasableStore } from '../erasable/in-memory-erasable-store.js';
import type { SealedDisclosure } from '../event.js';
import { START } from '../event-store.js';
import { ledgerIdOf, resolveId, uuidV7At } from '../ids.js';
import { LedgerIdentityReader } from '../ledger-identity.js';
import { ScanningFinder } from '../lookups/scanning-finder.js';
import { StoreLookups } from '../lookups/store-lookups.js';
import { InMemoryEventStore } from '../memory/in-memory-event-store.js';
import { CommandProcessor } from './command-processor.js';

class NoteTakenData {
  @Narrative() words!: string;
  @Parts(() => Evidence, { optional: true }) evidence?: Evidence[];
  @Part(() => Evidence, { optional: true }) most?: Evidence;
}
const NoteTaken = eventType({ name: 'NoteTaken', category: 'programme', data: NoteTakenData, key: () => 'note' });
const notes: Feature = {
  events: [NoteTaken],
  commands: [commandFor('TakeNote', 'Take a note', NoteTaken, ['policy-officer'], { creates: true })],
};

const ORIGIN = 'ledger.example/quotes';
const HASH = 'a'.repeat(64);
const WORDS = 'calls were answered in four minutes';
const FURTHER = 'a new provider starts in spring';
const passage = { sourceId: 'S-1', line: 7 };
const dated = { reportedOn: '2022-08-20', source: { url: 'https://papers.example/1.pdf', sha256: HASH } };
const note = {
  ...dated,
  programmeId: 'N-1',
  words: 'Noted',
  citations: [passage, { ...passage, quote: WORDS }],
  evidence: [{ citation: { ...passage, quote: FURTHER } }],
  most: { citation: passage },
};

/** Some values can be erased one by one. */
class Erasable extends InMemoryErasableStore {
  /** Event ids with pointers. */
  readonly erased = new Set<string>();
  protected override async rows(ids: readonly string[]): Promise<(SealedDisclosure & { eventId: string })[]> {
    return (await super.rows(ids)).filter(({ eventId, pointer }) => !this.erased.has(`${eventId}${pointer}`));
  }
}

class Morning extends Clock {
  override now(): Date {
    return new Date('2022-09-01T09:00:00Z');
  }
}

/** A ledger with one note in it. */
async function aLedger() {
  const catalogue = new Catalogue([administration, sources, changes, notes]);
  const { keyOf } = catalogue;
  const store = new InMemoryEventStore();
  const erasable = new Erasable(store);
  const finder = new ScanningFinder(store, keyOf);
  const identity = new LedgerIdentityReader(store);
  const lookups = () => new StoreLookups({ store, erasable, finder, keyOf }); // remembers nothing that was erased
  const send = (command: string, fields: object, id: string = uuidV7At(1, randomUUID())) => {
    const parts = { catalogue, store, erasable, identity, lookups: lookups(), clock: new Morning() };
    const processor = new CommandProcessor({ ...parts, publishedSize: async () => 0 });
    return processor.process(catalogue.command(command)!, { id, ...fields }, EVERYBODY);
  };
  await send('open-ledger', {
    name: 'A ledger',
    origin: ORIGIN,
    timeZone: 'Europe/London',
    languages: ['en'],
    ownerBodyId: 'B-1',
    reportedOnConvention: 'The date of the paper',
  });
  await send('register-source', {
    ...dated,
    sourceId: 'S-1',
    title: 'The paper',
    kind: 'panelPaper',
    dated: { precision: 'none' },
    mediaType: 'application/pdf',
    size: 1,
    sha256: HASH,
    language: 'en',
  });
  const { stream, eventIds } = await send('take-note', note);
  const stored = async (id: string): Promise<JsonObject> =>
    (await store.readAll({ after: START, limit: 100 })).find((event) => event.id === id)!.data;
  const clear = async (id: string) => (await lookups().history(stream)).event(id)!.data;
  return { send, erasable, stored, clear, noted: eventIds[0]! };
}

const sealed = { $c: expect.any(String) };
const sourceId = resolveId(ledgerIdOf(ORIGIN), 'S-1');
const QUOTE = '/data/citations/1/quote';

describe('the words of a passage', () => {
  it('stand in no entry, and are read from where they can be erased', async () => {
    const { stored, clear, noted } = await aLedger();
    expect(await stored(noted)).toMatchObject({
      citations: [
        { sourceId, line: 7 },
        { sourceId, line: 7, quote: sealed },
      ],
      evidence: [{ citation: { quote: sealed } }],
    });
    expect(JSON.stringify(await stored(noted))).not.toMatch(/four minutes|new provider/);
    expect(await clear(noted)).toMatchObject({
      citations: [{}, { quote: WORDS }],
      evidence: [{ citation: { quote: FURTHER } }],
    });
  });

  it('are kept by a correction that names no passages of its own', async () => {
    const { send, stored, clear, noted } = await aLedger();
    const correction = { target: noted, statement: { words: 'Noted well' }, correctionReason: 'A word was left out' };
    const [corrected = ''] = (await send('correct-entry', correction)).eventIds;
    expect((await clear(corrected)).citations).toEqual((await clear(noted)).citations);
    expect((await stored(corrected)).citations).toMatchObject([{}, { quote: sealed }]);
    expect((await stored(corrected)).citations).not.toEqual((await stored(noted)).citations); // another salt
  });

  it('stay erased in a correction, and in the same correction sent again', async () => {
    const { send, erasable, stored, noted } = await aLedger();
    const correction = { target: noted, statement: { words: 'Noted well' }, correctionReason: 'A word was left out' };
    const before = await send('correct-entry', correction, uuidV7At(2, 'before'));
    erasable.erased.add(`${noted}${QUOTE}`);
    expect(await send('correct-entry', correction, before.command)).toEqual(before);

    const [corrected = ''] = before.eventIds;
    erasable.erased.add(`${corrected}${QUOTE}`);
    const another = { ...correction, statement: { words: 'Noted very well' } };
    const after = await send('correct-entry', another, uuidV7At(3, 'after'));
    expect((await stored(after.eventIds[0]!)).citations).toEqual((await stored(corrected)).citations);
    expect(await send('correct-entry', another, after.command)).toEqual(after);
  });

  it('are at most 300 characters', async () => {
    const { send } = await aLedger();
    const long = { ...note, programmeId: 'N-2', citations: [{ ...passage, quote: 'x'.repeat(301) }] };
    await expect(send('take-note', long)).rejects.toMatchObject({
      status: 400,
      problems: [{ field: 'citations[0].quote', message: 'Quote must be 300 characters or fewer' }],
    });
  });
});

describe('the citations of a command', () => {
  it('are found wherever they stand', () => {
    expect([...citationsIn(notes.commands[0]!.dto, note)]).toEqual([
      { path: 'citations[0]', citation: passage },
      { path: 'citations[1]', citation: { ...passage, quote: WORDS } },
      { path: 'evidence[0].citation', citation: { ...passage, quote: FURTHER } },
      { path: 'most.citation', citation: passage },
    ]);
  });
});
