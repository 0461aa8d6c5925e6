import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type Disclosure, thoseThatOpen } from '../../../src/ledger/erasable/conceal.js';
import { ErasableStore } from '../../../src/ledger/erasable/erasable-store.js';
import { type SealedEntry, SealedLog } from '../sealed-log.js';
import {
  type EntryAnswer,
  type ErasedValue,
  GetDisclosures,
  GetEntries,
  GetEntry,
  type HeldDisclosure,
  StreamEntries,
} from './entries.queries.js';

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
    const values = await valuesOf(entries, this.log, this.erasable);
    return entries.map((sealed, at) => answer(sealed, values[at]!));
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
    const [values] = await valuesOf([sealed], this.log, this.erasable);
    return answer(sealed, values!);
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
      const values = await valuesOf(entries, this.log, this.erasable);
      yield Buffer.concat(entries.flatMap((sealed, at) => line(sealed, values[at]!)));
      place = entries.at(-1)!.index;
      left -= entries.length;
    }
  }
}

@QueryHandler(GetDisclosures)
export class DisclosuresHandler implements IQueryHandler<GetDisclosures> {
  constructor(
    private readonly log: SealedLog,
    private readonly erasable: ErasableStore,
  ) {}

  async execute({ first, count }: GetDisclosures) {
    const entries = await this.log.page({ after: first - 1, limit: count, atSize: first + count });
    const values = await valuesOf(entries, this.log, this.erasable);
    const lines = entries.flatMap(({ index }, at) =>
      values[at]!.disclosures.map((disclosure) => JSON.stringify({ index, ...disclosure })),
    );
    return lines.map((line) => `${line}\n`).join('');
  }
}

/** What is to be told of the values of an entry. */
interface Values {
  disclosures: HeldDisclosure[];
  erased: ErasedValue[];
}

/** Of each entry the values that are held and published, and those that were erased. */
async function valuesOf(
  entries: readonly SealedEntry[],
  log: Pick<SealedLog, 'erasedFrom'>,
  erasable: Pick<ErasableStore, 'held'>,
): Promise<Values[]> {
  const ids = entries.map(({ eventId }) => eventId);
  const [held, erased] = await Promise.all([erasable.held(ids), log.erasedFrom(ids)]);
  return entries.map((sealed) => ({
    disclosures: own(sealed, held.get(sealed.eventId) ?? [])
      .filter(({ pointer }) => pointer !== NOT_PUBLISHED)
      .map(({ pointer, bytes }) => ({ pointer, disclosure: bytes }))
      .sort((one, other) => (one.pointer < other.pointer ? -1 : 1)), // the same bytes out of every database
    erased: (erased.get(sealed.eventId) ?? []).map(({ pointer, eventId: id, index, recordedAt, ground }) => ({
      ...{ pointer, id, index, recordedAt, ground },
    })),
  }));
}

/** Where several are held for one place, those that open the entry's commitments. Mostly there is nothing to choose. */
function own({ entry }: SealedEntry, held: readonly Disclosure[]): readonly Disclosure[] {
  const places = new Set(held.map(({ pointer }) => pointer));
  return places.size === held.length ? held : thoseThatOpen(JSON.parse(entry.toString('utf8')), held);
}

function answer({ index, eventId, entry, leafHash }: SealedEntry, values: Values): EntryAnswer {
  return {
    id: eventId,
    index,
    entry: JSON.parse(entry.toString('utf8')),
    leafHash: leafHash.toString('hex'),
    ...values,
  };
}

/** Made by hand, so that what was sealed goes out byte for byte. */
function line({ index, entry, leafHash }: SealedEntry, values: Values): Buffer[] {
  const end = `,"leafHash":"${leafHash.toString('hex')}",${JSON.stringify(values).slice(1)}\n`;
  return [Buffer.from(`{"index":${index},"entry":`), entry, Buffer.from(end)];
}

export const entryQueryHandlers = [EntriesHandler, EntryHandler, EntryStreamHandler, DisclosuresHandler];
