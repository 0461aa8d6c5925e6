import { IsUUID } from 'class-validator';
import { ROLES } from '../../access/roles.js';
import { Address, Choice, Day, Entry, Narrative, Part, Parts, Ref, Sha256, Text, Texts, Whole } from './fields.js';

/** A pointer to a passage of a source document. */
export class Citation {
  @Ref('source') sourceId!: string;
  @Sha256({ optional: true, note: 'The copy that was read.' }) sha256?: string;
  @Text({ optional: true, max: 20 }) page?: string;
  @Text({ optional: true, max: 100 }) section?: string;
  @Text({ optional: true, max: 100 }) row?: string;
  @Text({ optional: true, max: 100 }) paragraph?: string;
  @Whole({ optional: true, min: 1, max: 10_000_000, note: 'Physical line of the kept text, counted from 1.' })
  line?: number;
  @Narrative({ optional: true, max: 300, note: 'The words themselves, 25 at most; they may name a person.' })
  quote?: string;
}

/** Where a statement was taken from. Backfill needs the document's hash. */
export class SourceDto {
  @Ref('source', { optional: true }) doc?: string;
  @Address({
    optional: true,
    orOwnPage: true,
    note: 'Where it stands on the web, from https:// or http:// on, or the path of a page of this ledger.',
  })
  url?: string;
  @Sha256({ optional: true }) sha256?: string;
  @Entry({
    optional: true,
    unchecked: true, // the id of the command that opened it is no entry's
    note: 'The backfill this belongs to: the event id of its BackfillOpened, or the id of the command that opened it.',
  })
  batch?: string;
}

/** A half-open range of days, or one day. */
export class EffectiveDto {
  @Day({ optional: true }) from?: string;
  @Day({ optional: true, note: 'First day after the period; absent means open.' }) to?: string;
  @Day({ optional: true }) at?: string;
}

/** What every command carries besides its payload. */
export class Envelope {
  @Text({
    optional: true,
    max: 100,
    note: 'Name of the command in kebab case; required on the lines of an import file.',
  })
  command?: string;

  @Entry({
    unchecked: true,
    note: 'UUIDv7. The same command sent again under the same id changes nothing and gives the first receipt.',
  })
  @IsUUID('7', { message: 'Id must be a UUID of version 7 in lower case' })
  id!: string;

  @Day({
    optional: true,
    note:
      'Day on which the body put this before the public. Required, but of administrative commands, which have none, ' +
      'and of corrections and voids, which keep that of their entry.',
  })
  reportedOn?: string;

  @Whole({ optional: true, min: 1, max: 1_000, note: 'Orders two papers of one day; 1 unless told.' })
  edition?: number;

  @Part(() => EffectiveDto, { optional: true }) effective?: EffectiveDto;
  @Part(() => SourceDto, {
    optional: true,
    note:
      'The document that this was taken from, by one of doc, url and sha256. Required of whatever a paper says; of ' +
      'what was reported more than 31 days ago with its SHA-256, which a registered document in doc stands for.',
  })
  source?: SourceDto;
  @Parts(() => Citation, { optional: true, most: 50 }) citations?: Citation[];
  @Choice(['live', 'backfill'], { optional: true, note: 'The service decides; backfill may be declared early.' })
  entry?: 'live' | 'backfill';
  @Choice(ROLES, { optional: true, note: 'The role acted in, for people who hold several.' }) actingAs?: string;
  @Texts({ optional: true, most: 20, max: 60, note: 'Codes of the warnings that were read and accepted.' })
  confirmed?: string[];
  @Narrative({ optional: true, max: 4_000 }) reason?: string;
}
