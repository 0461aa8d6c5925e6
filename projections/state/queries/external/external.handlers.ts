import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type StatementFilter, StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { laterByEditors } from '../editors.js';
import { idsUnder } from '../plan/under.js';
import { NAMING, read } from '../read.js';
import { countsByState, externalRecommendations } from './external.assembler.js';
import { GetExternalRecommendations } from './external.queries.js';

/** Milestones by what was promised. */
const PROMISES: StatementFilter = { categories: ['milestone'], facets: ['promise'] };

const LINKS: StatementFilter = { categories: ['extrec'], facets: ['link/*/*'] };

@QueryHandler(GetExternalRecommendations)
export class ExternalRecommendationsHandler implements IQueryHandler<GetExternalRecommendations> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, filter }: GetExternalRecommendations) {
    const { issuer, addressedTo, state, about } = filter;
    const [facts, later] = await Promise.all([
      read(this.reader, view, { categories: ['extrec'] }, PROMISES, NAMING),
      laterByEditors(this.reader, view, LINKS),
    ]);
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

export const externalHandlers = [ExternalRecommendationsHandler];
