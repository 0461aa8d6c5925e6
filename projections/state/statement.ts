import type { JsonObject } from '../../src/integrity/canonical-json.js';
import type { Day } from '../../src/ledger/dates.js';
import type { Effective, EntryKind, EntrySource } from '../../src/ledger/event.js';
import type { Erasure } from '../seal/erasures.js';

/** What had been reported by the end of a day, from a ledger of a given size. Every answer belongs to exactly one. */
export interface View {
  asReportedOn: Day;
  /** Number of entries considered: those with a smaller sequence. */
  atSize: number;
}

/** As reported on this day is whatever was ever reported. */
export const LAST_DAY: Day = '9999-12-31';

/** The answer for one key in one view, with what a reader needs to trace it. */
export interface Statement {
  stream: string;
  category: string;
  /** UUID of the object. */
  objectId: string;
  /** The key below the object, such as `status/officer`. */
  facet: string;
  /** Sequence of the answering entry. */
  src: number;
  /** Sequence of the original statement; differs from `src` where a correction answers. */
  slot: number;
  /** The body has taken the statement back. */
  withdrawn: boolean;
  /** Event id of the answering entry. */
  id: string;
  type: string;
  /** Type of the original statement; differs from `type` where a correction answers. */
  originalType: string;
  /** Type of the ordinary event at the beginning of its chain of changes: what is stated, whoever changed it later. */
  kind: string;
  plan?: string;
  reportedOn: Day;
  edition: number;
  effective?: Effective;
  entry: EntryKind;
  source?: EntrySource;
  target?: string;
  /** UTC instant, `YYYY-MM-DDTHH:MM:SS.sssZ`. */
  recordedAt: string;
  /** The whole statement; of a change, the statement anew. Erased values are still commitments (`{ $c }`). */
  data: JsonObject;
  /** What a revision, restatement, withdrawal or correction says besides: reason, note, who approved. */
  change?: JsonObject;
  /** What was erased from the entry, whatever the size of the view. */
  erased?: Erasure[];
}

/** Which keys a reader wants; all given conditions hold together, but for facets: one of `facets` or of `prefixes`. */
export interface KeyFilter {
  plan?: string;
  streams?: readonly string[];
  categories?: readonly string[];
  /** Facets by pattern of their parts; `*` stands for any one part, for example `node/*` or `status/officer`. */
  facets?: readonly string[];
  /** What facets begin with, for keys of a known beginning, for example `value/2022-03-01..2022-04-01/`. */
  prefixes?: readonly string[];
}

/** Which statements a reader wants. */
export interface StatementFilter extends KeyFilter {
  /** Only what was reported on this day or later. */
  since?: Day;
}

/** The last facets of a range, in the order of their bytes. */
export interface FacetRange {
  /** What all facets of the range begin with, for example `value/`. */
  prefix: string;
  /** The greatest one that counts; begins with the prefix. */
  upTo: string;
  /** Statements of each stream at most. */
  most: number;
}

/** A key whose answering entry is another one in each of two views. At least one of them has an answer. */
export interface ChangedKey {
  stream: string;
  category: string;
  /** UUID of the object. */
  objectId: string;
  facet: string;
  before?: Statement;
  after?: Statement;
}

/** Reads the one bitemporal model. */
export abstract class StateReader {
  /** Answers of a view, ordered by stream and facet, erasable values in clear where they are still held. */
  abstract statements(view: View, filter?: StatementFilter): Promise<Statement[]>;

  /**
   * What answers differently in `to` than in `from`, ordered by stream and facet. Withdrawals are answers too: what was
   * taken back in between is there, with a withdrawn statement after it.
   *
   * @param filters keys fit that fit any of them; without any, all do
   */
  abstract changed(from: View, to: View, ...filters: KeyFilter[]): Promise<ChangedKey[]>;

  /** Of each stream the standing answers with the greatest facets of a range; what was taken back is passed over. */
  abstract latest(view: View, streams: readonly string[], range: FacetRange): Promise<Statement[]>;

  /** The histories of several objects, in the order of the streams given; of some of their facets where told. */
  abstract histories(streams: readonly string[], atSize: number, facets?: readonly string[]): Promise<HistoryEntry[][]>;

  /** Everything said about one object below `atSize`, in ledger order: statements, corrections and voids alike. */
  async history(stream: string, atSize: number): Promise<HistoryEntry[]> {
    return (await this.histories([stream], atSize)).flat();
  }
}

/** One entry of an object's history. */
export interface HistoryEntry extends Omit<Statement, 'src' | 'slot' | 'reportedOn' | 'originalType'> {
  sequence: number;
  /** Absent on voids. */
  reportedOn?: Day;
  /** Sequence of the entry that voided this one, when that is below the size asked for. */
  voidedBy?: number;
}
