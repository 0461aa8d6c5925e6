import type { Request, Response } from 'express';
import type { ProblemDetails } from './problem.js';

/** Says to people what is wrong, where they asked for a page. A process without pages has none of these. */
export abstract class ErrorPages {
  /** Whether an address is one of a page, whether or not there is one. */
  abstract covers(path: string): boolean;

  /** Sends the page; status, cache headers and those of the problem are set already. */
  abstract send(details: ProblemDetails, request: Request, response: Response): Promise<void>;
}
