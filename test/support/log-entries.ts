import type { JsonObject } from '../../src/integrity/canonical-json.js';

const BY = { $c: 'uhJmOdJ0DU0JD3xv1w3I797m4IBNH_E4JdM7X4zeGB8' };
const SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/** The id of the entry at a place. */
export function idAt(place: number): string {
  return `0190a5b4-7c00-7000-8000-${String(place).padStart(12, '0')}`;
}

/** Makes entries as the ledger would have sealed them, each with the next revision of its stream. */
export class LogEntries {
  readonly all: JsonObject[] = [];
  private readonly revisions = new Map<string, number>();

  /** @param members besides those that every entry has; they may replace those too */
  add(type: string, members: JsonObject): JsonObject {
    const stream = String(members.stream ?? 'commitment-1');
    const rev = (this.revisions.get(stream) ?? 0) + 1;
    this.revisions.set(stream, rev);
    const place = this.all.length;
    const recordedAt = new Date(Date.UTC(2026, 10, 22, 9, 0, place)).toISOString();
    const entry = { v: 1, id: idAt(place), type, stream, rev, recordedAt, data: {}, by: BY, ...members };
    this.all.push(entry);
    return entry;
  }

  /** Something administrative, that nothing is about. */
  administrative(type: string, data: JsonObject = {}): JsonObject {
    return this.add(type, { stream: 'ledger-1', data: { actingAs: 'service', ...data } });
  }

  status(status: string, members: JsonObject = {}): JsonObject {
    const data = { assessment: 'officer', status };
    const dates = { effective: { at: '2026-11-01' }, reportedOn: '2026-11-02' };
    return this.add('StatusReported', { plan: 'plan-1', ...dates, entry: 'live', data, ...members });
  }

  backfilled(status: string, members: JsonObject = {}): JsonObject {
    return this.status(status, {
      ...{ entry: 'backfill', reportedOn: '2022-08-04', effective: { from: '2022-04-01', to: '2022-07-01' } },
      ...{ source: { doc: 'source-1', sha256: SHA256 }, ...members },
    });
  }

  /** @param place of the entry acted on */
  act(type: string, place: number, members: JsonObject = {}): JsonObject {
    const { stream, reportedOn = '2026-11-02' } = this.all[place]!;
    const said: JsonObject = type === 'EntryVoided' || type === 'PersonalDataErased' ? {} : { reportedOn };
    const kind = type === 'EntryCorrected' || type === 'EntryVoided' ? 'correction' : 'live';
    const entry: JsonObject = type === 'PersonalDataErased' ? {} : { entry: kind, plan: 'plan-1' };
    const data: JsonObject = { statement: { assessment: 'officer', status: `${type} ${place}` } };
    return this.add(type, { stream: stream!, ...said, ...entry, target: idAt(place), data, ...members });
  }
}

/** A log of every kind of entry that the rules know, and then statements up to a size. */
export function someEntries(size: number): JsonObject[] {
  const log = new LogEntries();
  log.administrative('LedgerOpened');
  log.status('on-track');
  log.backfilled('at-risk', { edition: 2 });
  log.act('EntryCorrected', 1);
  log.act('Revised', 1, { reportedOn: '2026-11-09' });
  log.act('EntryCorrected', 3);
  log.act('Withdrawn', 4, { data: {} });
  log.act('EntryVoided', 2, { data: {} });
  log.act('PersonalDataErased', 2, { data: { pointer: '/data/reason', kindOfField: 'text', ground: 'request' } });
  while (log.all.length < size) log.status(`s${log.all.length}`, { stream: `commitment-${log.all.length % 7}` });
  return log.all.slice(0, size);
}
