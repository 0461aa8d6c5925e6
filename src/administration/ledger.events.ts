import { Matches, Validate, ValidatorConstraint, type ValidatorConstraintInterface } from 'class-validator';
import { eventType } from '../ledger/catalogue/define.js';
import { Day, Entry, Id, Part, Parts, Sha256, Text, Texts, Whole } from '../ledger/catalogue/fields.js';
import { closingRules, documentsWithoutTheirFile, openingRules } from './ledger.decider.js';

@ValidatorConstraint({ name: 'isTimeZone' })
class IsTimeZone implements ValidatorConstraintInterface {
  validate(value: unknown): boolean {
    // Runtimes also take offsets such as +01:00 for a zone; those know no summer time and are not IANA names.
    if (typeof value !== 'string' || !/^[A-Za-z][\w+-]*(\/[\w+-]+)*$/.test(value)) return false;
    try {
      new Intl.DateTimeFormat('en', { timeZone: value });
      return true;
    } catch {
      return false;
    }
  }
  defaultMessage(): string {
    return 'Time zone must be the name of an IANA time zone, for example Europe/London';
  }
}

export class LedgerOpenedData {
  @Text({ max: 200 }) name!: string;

  @Text({ max: 200, note: 'Names the ledger and its signing key for ever. A name, not an address.' })
  @Matches(/^[\x21-\x2a\x2c-\x7e]+$/, {
    message: 'Origin must be printable ASCII without spaces and plus signs, for example ledger.example/plan-1',
  })
  origin!: string;

  @Text({ max: 60, note: 'IANA time zone that decides which day it is. Never changes.' })
  @Validate(IsTimeZone)
  timeZone!: string;

  @Texts({ least: 1, most: 20, max: 35, note: 'Language tags (BCP 47) of what the ledger holds.' })
  languages!: string[];
  @Id({ note: 'The body whose plans are followed; it is registered after the ledger is opened.' }) ownerBodyId!: string;

  @Text({ max: 1_000, note: 'How the reported date is chosen where a paper leaves it open.' })
  reportedOnConvention!: string;
}

export class ListedDocument {
  @Id({ note: 'May be registered inside the backfill itself.' }) sourceId!: string;
  @Sha256({ optional: true, note: 'Every document needs one.' }) sha256?: string;
}

export class Loader {
  @Text({ max: 100 }) name!: string;
  @Text({ max: 60 }) version!: string;
}

export class TypeCount {
  @Text({ max: 60, note: 'An event type, for example StatusReported.' }) type!: string;
  @Whole({ min: 0 }) count!: number;
}

export class BackfillOpenedData {
  @Text({ max: 200 }) title!: string;
  @Parts(() => ListedDocument, { least: 1, missing: 'List the documents to be loaded' }) documents!: ListedDocument[];
  @Text({ max: 2_000, note: 'How the papers are turned into entries.' }) method!: string;
  @Part(() => Loader) loader!: Loader;
  @Parts(() => TypeCount, { optional: true }) expected?: TypeCount[];
}

export class BackfillClosedData {
  @Entry({ unchecked: true, note: 'The event id of the BackfillOpened, or the id of the command that opened it.' })
  batch!: string;
  @Parts(() => TypeCount, { note: 'How many entries of each type were loaded.' }) counts!: TypeCount[];
  @Whole({ min: 0, note: 'Lines of the load that were refused and left out.' }) refused!: number;
}

/** What the ledger's code made of its entries, fixed among them: whoever replays these must come to the same. */
export class StateCommittedData {
  @Day({ note: 'The day up to which things had been reported.' }) asReportedOn!: string;
  @Whole({ min: 1, note: 'Number of entries considered.' }) size!: number;
  @Sha256({
    note: 'Of the canonical JSON of the list of [key, place of the answering entry, statement], sorted by key.',
  })
  stateSha256!: string;
}

export const LedgerOpened = eventType({
  name: 'LedgerOpened',
  category: 'ledger',
  data: LedgerOpenedData,
  key: null,
});

export const BackfillOpened = eventType({
  name: 'BackfillOpened',
  category: 'ledger',
  data: BackfillOpenedData,
  key: null,
  gather: ({ documents }, { lookups }) => documentsWithoutTheirFile(documents, lookups),
  rules: openingRules,
});

export const BackfillClosed = eventType({
  name: 'BackfillClosed',
  category: 'ledger',
  data: BackfillClosedData,
  key: null,
  gather: ({ batch }, { lookups }) => lookups.countsOfBatch(batch),
  rules: closingRules,
});

/** The state of a view, as the service has worked it out. */
export const StateCommitted = eventType({
  name: 'StateCommitted',
  category: 'ledger',
  data: StateCommittedData,
  key: null,
  byService: true,
});
