import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type StatementFilter, StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { versionsOfDefinitions } from '../metric/definitions.js';
import { factsOf, NAMING, REPORT_TITLES, read } from '../read.js';
import { schemesInForce } from '../schemes.js';
import { areaAnswer, areaList } from './area.assembler.js';
import { GetArea, GetAreas } from './area.queries.js';
import { listedAreas } from './area-list.js';

/** What names areas. */
const ABOUT_AREAS: StatementFilter[] = [
  {
    categories: ['commitment'],
    facets: ['status/officer', 'status/panel'],
    prefixes: ['status/officer/', 'status/panel/'],
  },
  { categories: ['update', 'milestone'] },
  { categories: ['metric'], prefixes: ['value/'] },
  { categories: ['plan'], facets: ['delivery/*', 'delivery/*/end'] },
];

@QueryHandler(GetAreas)
export class AreasHandler implements IQueryHandler<GetAreas> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetAreas) {
    const [facts, listed] = await Promise.all([
      read(this.reader, view, ...ABOUT_AREAS),
      listedAreas(this.reader, view),
    ]);
    return areaList(facts, listed);
  }
}

@QueryHandler(GetArea)
export class AreaHandler implements IQueryHandler<GetArea> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, reference }: GetArea) {
    const [listed, ...lists] = await Promise.all([
      listedAreas(this.reader, view),
      schemesInForce(this.reader, view),
      ...[...ABOUT_AREAS, REPORT_TITLES, NAMING].map((filter) => this.reader.statements(view, filter)),
    ]);
    const facts = factsOf([...lists, await versionsOfDefinitions(this.reader, view, lists.flat())]);
    return cited(this.reader, view, areaAnswer(reference, facts, listed, view.asReportedOn));
  }
}

export const areaHandlers = [AreasHandler, AreaHandler];
