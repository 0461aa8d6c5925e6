import type { Statement } from '../../statement.js';
import type { Facts } from '../facts.js';

/** An area as a statement names it: many have no code. */
export interface NamedArea {
  code?: string;
  name: string;
}

/** An area as a list of areas has it. */
export interface ListedArea extends NamedArea {
  level: string;
  parent?: string;
}

/** The same by their codes; where one of them has none, by their names, in upper or lower case. */
export function isSameArea(a: NamedArea, b: NamedArea): boolean {
  if (a.code !== undefined && b.code !== undefined) return a.code === b.code;
  return a.name.toLowerCase() === b.name.toLowerCase();
}

/** Whether an address means an area: by its code, or by its name in upper or lower case. */
export function isCalled({ code, name }: NamedArea, reference: string): boolean {
  return code === reference || name.toLowerCase() === reference.toLowerCase();
}

/** Statements that are about areas, by where their payload names them. */
export function statementsOfAreas(facts: Facts): { statement: Statement; areas: NamedArea[] }[] {
  const about = (statements: readonly (Statement | undefined)[]) =>
    statements.filter((one) => one !== undefined).map((statement) => ({ statement, areas: areasOf(statement) }));
  return [
    ...about(facts.all('commitment').flatMap((one) => one.under('status/'))),
    ...about(facts.all('update').map((one) => one.get('content'))),
    ...about(facts.all('milestone').map((one) => one.get('promise'))),
    ...about(facts.all('metric').flatMap((one) => one.under('value/'))),
    ...about(facts.all('plan').flatMap((one) => one.list('delivery/*'))),
  ].filter(({ areas }) => areas.length > 0);
}

/** The areas that a statement is about; one that names none is about the whole. */
export function areasOf({ data }: Statement): NamedArea[] {
  return (data.areas ?? (data.area ? [data.area] : [])) as unknown as NamedArea[];
}
