import type { Catalogue } from '../../ledger/catalogue/catalogue.js';
import type { Disclosure } from '../../ledger/erasable/conceal.js';
import type { RecordedEvent } from '../../ledger/event.js';
import type { Place } from '../../ledger/event-store.js';
import { fileLines } from '../file-lines.js';
import { type ExportedEntry, ExportLineError, parseExportLine } from './export-line.js';
import { subjectsOf } from './subjects.js';

/** Bytes that a line may have: an entry of 64 KB and its values, each letter of which may be written in six. */
const MAX_LINE_BYTES = 2 * 2 ** 20;

/** What opens a commitment, and whose key it is to be encrypted under; `null` for the service's. */
export type OwnedDisclosure = Disclosure & { subject: string | null };

/** Why a file is not the export of a ledger; names the line. */
export class ExportFileError extends Error {
  constructor(
    readonly line: number,
    why: string,
  ) {
    super(`line ${line}: ${why}`);
    this.name = 'ExportFileError';
  }
}

/**
 * An export of entries, read like a store that holds them. To be checked before anything else is asked of it. An event's
 * `position` is the end of its line in the file, in bytes.
 */
export class ExportFile {
  /** Of each entry, by its id: the type at the beginning of the chain of changes that it belongs to. */
  private readonly kinds = new Map<string, string>();
  /** Places of entries that a later entry erases. */
  private readonly erased = new Set<string>();
  private readonly leafHashes = new WeakMap<RecordedEvent, Buffer>();
  private readonly disclosures = new WeakMap<RecordedEvent, readonly Disclosure[]>();

  constructor(
    private readonly path: string,
    private readonly catalogue: Pick<Catalogue, 'event'>,
  ) {}

  /**
   * Reads the whole file: every entry is what was sealed, of a type that this version knows, and none is missing before
   * it, in the ledger or in its stream.
   *
   * @returns how many entries it holds
   * @throws ExportFileError
   */
  async check({
    signal,
    onProgress,
  }: {
    signal?: AbortSignal;
    onProgress?: (done: number) => void;
  } = {}): Promise<number> {
    const ends = new Map<string, bigint>();
    let line = 0;
    let entries = 0;
    for await (const { bytes } of fileLines(this.path, MAX_LINE_BYTES)) {
      signal?.throwIfAborted();
      line++;
      if (isBlank(bytes)) continue;
      try {
        this.checkNext(read(bytes), entries, ends);
      } catch (error) {
        throw error instanceof ExportLineError ? new ExportFileError(line, error.message) : error;
      }
      entries++;
      onProgress?.(entries);
    }
    return entries;
  }

  /** @throws ExportLineError the file was changed after it was checked */
  async readAll({ after, limit }: { after: Place; limit: number }): Promise<RecordedEvent[]> {
    const events: RecordedEvent[] = [];
    for await (const { bytes, end } of fileLines(this.path, MAX_LINE_BYTES, Number(after.position ?? 0))) {
      if (isBlank(bytes)) continue;
      const { event, index, leafHash, disclosures } = read(bytes);
      const recorded: RecordedEvent = { ...event, sequence: index, position: String(end) };
      this.leafHashes.set(recorded, leafHash);
      this.disclosures.set(recorded, disclosures);
      if (events.push(recorded) === limit) break;
    }
    return events;
  }

  /** SHA-256 of 0x00 and the entry's bytes. @param event as this file gave it */
  leafHashOf(event: RecordedEvent): Buffer {
    return this.leafHashes.get(event)!;
  }

  /**
   * What opens an event's commitments, but for what the ledger says is erased: the file may have been made before that.
   *
   * @param event as this file gave it
   */
  disclosuresOf(event: RecordedEvent): OwnedDisclosure[] {
    const all = this.disclosures.get(event) ?? [];
    const disclosures = all.filter(({ pointer }) => !this.erased.has(place(event.id, pointer)));
    if (disclosures.length === 0) return [];
    const subjectOf = subjectsOf(event, this.catalogue.event(this.kinds.get(event.id) ?? event.type), this.catalogue);
    return disclosures.map((one) => ({ ...one, subject: subjectOf(one) }));
  }

  /** What is known of the entries before it is kept for the next. */
  private checkNext({ index, event }: ExportedEntry, expected: number, ends: Map<string, bigint>): void {
    const { id, type, stream, revision, data, metadata } = event;
    if (index !== expected)
      throw new ExportLineError(`This is entry ${index}, where entry ${expected} is next: the export is not whole`);
    if (!this.catalogue.event(type))
      throw new ExportLineError(`This version does not know the event type ${type}. Install one that does`);
    if (index === 0 && type !== 'LedgerOpened')
      throw new ExportLineError(`A ledger begins with LedgerOpened, not with ${type}`);
    const next = (ends.get(stream) ?? -1n) + 1n;
    if (revision !== next)
      throw new ExportLineError(`This is rev ${revision + 1n} of ${stream}, where rev ${next + 1n} is next`);
    if (this.kinds.has(id)) throw new ExportLineError(`The id ${id} stands in an earlier line already`);
    ends.set(stream, revision);
    if (type === 'PersonalDataErased') this.erased.add(place(metadata.target, data.pointer));
    this.kinds.set(id, (metadata.target !== undefined && this.kinds.get(metadata.target)) || type);
  }
}

function read(bytes: Buffer): ExportedEntry {
  if (bytes.length > MAX_LINE_BYTES) throw new ExportLineError(`The line is longer than ${MAX_LINE_BYTES} bytes`);
  return parseExportLine(bytes);
}

function place(eventId: unknown, pointer: unknown): string {
  return `${eventId} ${pointer}`;
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x09);
}
