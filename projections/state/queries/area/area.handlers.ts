import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { LAST_DAY, type StatementFilter, StateReader } from '../../statement.js';
import { cited } from '../documents.js';
import { versionsOfDefinitions } from '../metric/definitions.js';
import { factsOf, NAMING, REPORT_TITLES, read } from '../read.js';
import { schemesInForce } from '../schemes.js';
import { slotsOf, statementOf } from '../slots.js';
import { areaAnswer, areaList } from './area.assembler.js';
import { FindFirstDayOfArea, GetArea, GetAreas } from './area.queries.js';
import { listedAreas } from './area-list.js';
import { areasOf, isCalled, statementsOfAreas } from './areas.js';

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

@QueryHandler(FindFirstDayOfArea)
export class FirstDayOfAreaHandler implements IQueryHandler<FindFirstDayOfArea> {
  constructor(private readonly reader: StateReader) {}

  /** What stands now names the keys; what was said first under one of them may have been changed since. */
  async execute({ reference, atSize }: FindFirstDayOfArea) {
    const facts = await read(this.reader, { asReportedOn: LAST_DAY, atSize }, ...ABOUT_AREAS);
    const naming = statementsOfAreas(facts).filter(({ areas }) => areas.some((area) => isCalled(area, reference)));
    const keys = new Set(naming.map(({ statement: { stream, facet } }) => `${stream}/${facet}`));
    const streams = [...new Set(naming.map(({ statement }) => statement.stream))];
    const days = (await this.reader.histories(streams, atSize)).flatMap((history) =>
      slotsOf(history, LAST_DAY)
        .map((slot) => statementOf(slot))
        .filter((one) => keys.has(`${one.stream}/${one.facet}`))
        .filter((one) => areasOf(one).some((area) => isCalled(area, reference)))
        .map(({ reportedOn }) => reportedOn),
    );
    return days.sort()[0] ?? null;
  }
}

export const areaHandlers = [AreasHandler, AreaHandler, FirstDayOfAreaHandler];
