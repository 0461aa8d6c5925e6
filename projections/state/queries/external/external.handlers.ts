import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { streamOf } from '../../../../src/ledger/ids.js';
import { type StatementFilter, StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import { laterByEditors } from '../editors.js';
import { idsUnder } from '../plan/under.js';
import { NAMING, read } from '../read.js';
import { countsByState, externalRecommendations } from './external.assembler.js';
import { GetExternalRecommendation, GetExternalRecommendations } from './external.queries.js';

/** Milestones by what was promised. */
const PROMISES: StatementFilter = { categories: ['milestone'], facets: ['promise'] };

const LINKS = ['link/*/*'];

@QueryHandler(GetExternalRecommendations)
export class ExternalRecommendationsHandler implements IQueryHandler<GetExternalRecommendations> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetExternalRecommendations) {
    const { issuer, addressedTo, state, about } = filter;
    const { facts, later } = await asked(this.reader, view, { categories: ['extrec'] });
    const under = about === undefined ? undefined : idsUnder(about, facts);
    const fitting = externalRecommendations(facts, view.asReportedOn, later).filter(
      (one) =>
        (issuer === undefined || one.issuer.id === issuer) &&
        (addressedTo === undefined || one.addressedTo.some(({ id }) => id === addressedTo)) &&
        (under === undefined || one.about.some(({ id }) => under.has(id))),
    );
    const lines = fitting.filter((one) => state === undefined || one.state === state);
    return cited(this.reader, view, { lines, counts: countsByState(fitting) });
  }
}

@QueryHandler(GetExternalRecommendation)
export class ExternalRecommendationHandler implements IQueryHandler<GetExternalRecommendation> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetExternalRecommendation) {
    const { facts, later } = await asked(this.reader, view, { streams: [streamOf('extrec', id)] });
    const all = externalRecommendations(facts, view.asReportedOn, later);
    return cited(
      this.reader,
      view,
      all.find((one) => one.id === id),
    );
  }
}

/** Some of what is asked from outside, with the names in it and what the editors linked later. */
async function asked(reader: StateReader, view: View, which: StatementFilter) {
  const [facts, later] = await Promise.all([
    read(reader, view, which, PROMISES, NAMING),
    laterByEditors(reader, view, { ...which, facets: LINKS }),
  ]);
  return { facts, later };
}

export const externalHandlers = [ExternalRecommendationsHandler, ExternalRecommendationHandler];
