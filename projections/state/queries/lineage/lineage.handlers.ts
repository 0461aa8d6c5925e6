import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { type StatementFilter, StateReader, type View } from '../../statement.js';
import { cited } from '../documents.js';
import { laterByEditors } from '../editors.js';
import type { Facts } from '../facts.js';
import { Names } from '../names.js';
import { NAMING, read } from '../read.js';
import { planComparison } from './comparison.assembler.js';
import { type Links, lineageAnswer } from './lineage.assembler.js';
import { GetLineage, GetPlanComparison } from './lineage.queries.js';
import { standingLinks, withdrawnLinks } from './links.js';

const LINEAGE: StatementFilter = { categories: ['commitment'], facets: ['lineage/*'] };

/** Promises with their names and words, their order in their plans and which plan follows which. */
const PROMISES: StatementFilter[] = [
  { ...NAMING, categories: ['plan', 'commitment'] },
  { categories: ['commitment'], facets: ['wording/*', 'wording/*/class', 'suggestion/*', ...LINEAGE.facets!] },
  { categories: ['plan'], facets: ['succession', 'order/*'] },
];

@QueryHandler(GetLineage)
export class LineageHandler implements IQueryHandler<GetLineage> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id }: GetLineage) {
    const facts = await read(this.reader, view, ...PROMISES);
    const names = new Names(facts);
    const links = await linksOf(this.reader, view, facts, names);
    return cited(this.reader, view, lineageAnswer(id, facts, names, links));
  }
}

@QueryHandler(GetPlanComparison)
export class PlanComparisonHandler implements IQueryHandler<GetPlanComparison> {
  constructor(private readonly reader: StateReader) {}

  async execute({ view, id, to }: GetPlanComparison) {
    const facts = await read(this.reader, view, ...PROMISES);
    const names = new Names(facts);
    const links = await linksOf(this.reader, view, facts, names);
    const answer = planComparison(id, to, { facts, names, links, on: view.asReportedOn });
    return cited(this.reader, view, answer);
  }
}

async function linksOf(reader: StateReader, view: View, facts: Facts, names: Names): Promise<Links> {
  return {
    standing: standingLinks(facts, names),
    withdrawn: await withdrawnLinks(reader, view, facts, names),
    later: await laterByEditors(reader, view, LINEAGE),
  };
}

export const lineageHandlers = [LineageHandler, PlanComparisonHandler];
