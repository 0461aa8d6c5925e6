import type { Request } from 'express';
import type { QueryClass } from './parameters.js';
import { readQuery } from './read-query.js';
import { pinnedAddress } from './reading.js';
import type { ViewDto } from './view.dto.js';

/** How addresses say which view they ask for. */
export interface Addressing {
  /**
   * The parameters of an address, with what it says of the view among them.
   *
   * @param search the address from `?` on, or an empty text
   * @throws ProblemError 400, Elsewhere where the same has another address
   */
  read<T extends object>(type: QueryClass<T>, search: string): T;
  /** The address of a path in a view with everything about the view written out. */
  write(path: string, query: object, view: ViewDto | undefined): string;
}

/** Among the parameters, as the API has it. */
const IN_PARAMETERS: Addressing = { read: readQuery, write: pinnedAddress };

const ADDRESSING = Symbol('addressing');

/** Lets a request say its view otherwise than by parameters. */
export function addressBy(request: Request, addressing: Addressing): void {
  Object.assign(request, { [ADDRESSING]: addressing });
}

export function addressingOf(request: Request): Addressing {
  return (request as { [ADDRESSING]?: Addressing })[ADDRESSING] ?? IN_PARAMETERS;
}
