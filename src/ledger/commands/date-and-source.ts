import type { CommandType, EventType } from '../catalogue/catalogue.js';
import type { Problem } from './refused.js';

/** Said where a command that has a reported date does not give it. */
export const NO_DATE: Problem = {
  code: 'required',
  field: 'reportedOn',
  message: 'Enter the day on which this was reported',
};

/** Said where a command that rests on a paper names none. */
export const NO_SOURCE: Problem = {
  code: 'source-required',
  field: 'source',
  message: 'Say which document this comes from, in source.doc, source.url or source.sha256',
};

/** Acts that put the ledger right: what they say of date and source is that of the entry they act on. */
export function putsRight({ name }: CommandType): boolean {
  return name === 'CorrectEntry' || name === 'VoidEntry';
}

/** A statement of the body's, in distinction to settings, source documents and the editors' own words. */
export function isSourced(type: EventType): boolean {
  return type.key !== null && type.sourced !== false && !type.editorial;
}

/**
 * Which of date and source every command of a type must give. Whether an act on an entry needs a source follows from
 * the entry, which is not known here.
 */
export function requiredBeside(type: CommandType): ('reportedOn' | 'source')[] {
  if (putsRight(type)) return [];
  return [
    ...(type.makes.every(({ key }) => key !== null) ? (['reportedOn'] as const) : []),
    ...(type.category !== 'target' && type.makes.every(isSourced) ? (['source'] as const) : []),
  ];
}

/** What a command leaves unsaid of the two, told with whatever else is wrong with its shape. */
export function unsaid(type: CommandType, command: Record<string, unknown>): Problem[] {
  const problems = { reportedOn: NO_DATE, source: NO_SOURCE };
  return requiredBeside(type).flatMap((name) => (command[name] === undefined ? [problems[name]] : []));
}
