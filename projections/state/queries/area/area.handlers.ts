import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { LAST_DAY, type StatementFilter, StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import { NAMING, read, readWithSchemes } from '../read.js';
import { notChangedSince, slotsOf } from '../slots.js';
import { areaAnswer, areaList } from './area.assembler.js';
import { GetArea, GetAreas } from './area.queries.js';
import type { ListedArea } from './areas.js';

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

/**
 * The list of areas in force on the day of a view. Its first version answers for every earlier day, as it does in
 * rules: papers are older than the ledger.
 */
async function listInForce(reader: StateReader, view: View): Promise<readonly ListedArea[]> {
  const list: StatementFilter = { categories: ['settings'], facets: ['areas'] };
  const [known] = await reader.statements(view, list);
  if (known && !known.withdrawn) return known.data.areas as unknown as ListedArea[];
  const [ever] = await reader.statements({ ...view, asReportedOn: LAST_DAY }, list);
  if (!ever) return [];
  const versions = slotsOf(await reader.history(ever.stream, view.atSize), LAST_DAY);
  const [first] = notChangedSince(versions.filter(({ original }) => original.facet === ever.facet));
  return (first?.text.data.areas ?? []) as unknown as ListedArea[];
}

@QueryHandler(GetAreas)
export class AreasHandler implements IQueryHandler<GetAreas> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view }: GetAreas) {
    const [facts, listed] = await Promise.all([
      read(this.reader, view, ...ABOUT_AREAS),
      listInForce(this.reader, view),
    ]);
    return areaList(facts, listed);
  }
}

@QueryHandler(GetArea)
export class AreaHandler implements IQueryHandler<GetArea> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, reference }: GetArea) {
    const [facts, listed] = await Promise.all([
      readWithSchemes(this.reader, view, ...ABOUT_AREAS, NAMING),
      listInForce(this.reader, view),
    ]);
    return cited(this.reader, view, areaAnswer(reference, facts, listed, view.asReportedOn));
  }
}

export const areaHandlers = [AreasHandler, AreaHandler];
