import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type Disclosure, thoseThatOpen } from '../../../src/ledger/erasable/conceal.js';
import { ErasableStore } from '../../../src/ledger/erasable/erasable-store.js';
import { type SealedEntry, SealedLog } from '../sealed-log.js';
import { type EntryAnswer, GetEntries, GetEntry, type HeldDisclosure, StreamEntries } from './entries.queries.js';

/** Entries of one page of a stream: of 64 KB each at most, and mostly of one. */
const PAGE = 200;

/** The name of whoever typed an entry in is no published fact; the role in which it was done stands in the entry. */
const NOT_PUBLISHED = '/by';

@QueryHandler(GetEntries)
export class EntriesHandler implements IQueryHandler<GetEntries> {
  constructor(
    private readonly log: SealedLog,
    private readonly erasable: ErasableStore,
  ) {}

  async execute({ page }: GetEntries) {
    const entries = await this.log.page(page);
    const held = await disclosuresOf(entries, this.erasable);
    return entries.map((sealed) => answer(sealed, held.get(sealed.eventId) ?? []));
  }
}

@QueryHandler(GetEntry)
export class EntryHandler implements IQueryHandler<GetEntry> {
  constructor(
    private readonly log: SealedLog,
    private readonly erasable: ErasableStore,
  ) {}

  async execute({ eventId, atSize }: GetEntry) {
    const index = await this.log.indexOf(eventId);
    const sealed = index === null || index >= atSize ? null : await this.log.at(index);
    if (!sealed) return null;
    const held = await disclosuresOf([sealed], this.erasable);
    return answer(sealed, held.get(eventId) ?? []);
  }
}

@QueryHandler(StreamEntries)
export class EntryStreamHandler implements IQueryHandler<StreamEntries> {
  constructor(
    private readonly log: SealedLog,
    private readonly erasable: ErasableStore,
  ) {}

  async execute({ range }: StreamEntries) {
    return this.lines(range);
  }

  private async *lines({ after, limit, atSize }: StreamEntries['range']): AsyncGenerator<Buffer> {
    for (let place = after, left = limit; left > 0; ) {
      const entries = await this.log.page({ after: place, limit: Math.min(PAGE, left), atSize });
      if (entries.length === 0) return;
      const held = await disclosuresOf(entries, this.erasable);
      yield Buffer.concat(entries.flatMap((sealed) => line(sealed, held.get(sealed.eventId) ?? [])));
      place = entries.at(-1)!.index;
      left -= entries.length;
    }
  }
}

async function disclosuresOf(
  entries: readonly SealedEntry[],
  erasable: Pick<ErasableStore, 'held'>,
): Promise<Map<string, HeldDisclosure[]>> {
  const held = await erasable.held(entries.map(({ eventId }) => eventId));
  return new Map(
    entries.map((sealed) => [
      sealed.eventId,
      own(sealed, held.get(sealed.eventId) ?? [])
        .filter(({ pointer }) => pointer !== NOT_PUBLISHED)
        .map(({ pointer, bytes }) => ({ pointer, disclosure: bytes })),
    ]),
  );
}

/** Where several are held for one place, those that open the entry's commitments. Mostly there is nothing to choose. */
function own({ entry }: SealedEntry, held: readonly Disclosure[]): readonly Disclosure[] {
  const places = new Set(held.map(({ pointer }) => pointer));
  return places.size === held.length ? held : thoseThatOpen(JSON.parse(entry.toString('utf8')), held);
}

function answer({ index, eventId, entry, leafHash }: SealedEntry, disclosures: HeldDisclosure[]): EntryAnswer {
  return {
    id: eventId,
    index,
    entry: JSON.parse(entry.toString('utf8')),
    leafHash: leafHash.toString('hex'),
    disclosures,
  };
}

/** Made by hand, so that what was sealed goes out byte for byte. */
function line({ index, entry, leafHash }: SealedEntry, disclosures: readonly HeldDisclosure[]): Buffer[] {
  const end = `,"leafHash":"${leafHash.toString('hex')}","disclosures":${JSON.stringify(disclosures)}}\n`;
  return [Buffer.from(`{"index":${index},"entry":`), entry, Buffer.from(end)];
}

export const entryQueryHandlers = [EntriesHandler, EntryHandler, EntryStreamHandler];
