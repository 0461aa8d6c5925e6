import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { dayIn } from '../../../../src/ledger/dates.js';
import { AuditTrailReader } from '../../../audit-trail/audit-trail.reader.js';
import { StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { NAMING, namingOf } from '../read.js';
import { actedOn } from '../restatement/acted-on.js';
import { publicationsIn } from '../restatement/publications.js';
import { vocabularyIn } from '../view-change/said-in-words.js';
import type { CorrectionAnswer } from './correction.answers.js';
import { corrections } from './correction.assembler.js';
import { GetCorrections } from './correction.queries.js';

const TYPES: Readonly<Record<string, string>> = { correction: 'EntryCorrected', void: 'EntryVoided' };

@QueryHandler(GetCorrections)
export class CorrectionsHandler implements IQueryHandler<GetCorrections> {
  constructor(
    private readonly reader: StateReader,
    private readonly trail: AuditTrailReader,
  ) {}

  async execute({ view, timeZone, filter }: GetCorrections) {
    const { kind, from, to } = filter;
    const types = kind === undefined ? Object.values(TYPES) : [TYPES[kind]!];
    const streams = await actedOn(this.trail, types, view.atSize, filter);
    const [histories, publications] = await Promise.all([
      this.reader.histories(streams, view.atSize),
      publicationsIn(this.reader, view),
    ]);
    const mentioned = namingOf([streams, histories.flat().map(({ data }) => data)]);
    const words = await vocabularyIn(this.reader, view, NAMING, mentioned);
    const recordedOn = ({ from: { recordedAt } }: CorrectionAnswer) => dayIn(timeZone, new Date(recordedAt));
    const all = corrections(histories, { words, on: view.asReportedOn, publications });
    const wanted = all.filter(
      (one) =>
        (kind === undefined || one.kind === kind) &&
        (from === undefined || recordedOn(one) >= from) &&
        (to === undefined || recordedOn(one) < to),
    );
    return cited(this.reader, view, wanted);
  }
}

export const correctionHandlers = [CorrectionsHandler];
