import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import { DatabaseError } from '../database/database-error.js';
import { type Problem, Refused } from '../ledger/commands/refused.js';
import { AppendOutcomeUnknownError, AppendsClosedError, StoreUnavailableError } from '../ledger/event-store.js';

export const PROBLEM_JSON = 'application/problem+json';

/** An answer that is not the one asked for (RFC 9457). `type` is left out: `code` says which problem it is. */
export interface ProblemDetails {
  title: string;
  /** The HTTP status, 400 to 599. */
  status: number;
  detail: string;
  /** Stable, in kebab case; that of the first error where there are several. */
  code: string;
  /** Every reason at once. */
  errors: Problem[];
  /** What would have to be confirmed before the same command goes through. */
  warnings?: Problem[];
  /** Stands in the service's log beside what went wrong, and in the header `X-Correlation-Id`. */
  correlationId: string;
  [extension: string]: unknown;
}

interface More {
  /** Name of the parameter, header or member that is wrong. */
  field?: string;
  /** Members beyond those of {@link ProblemDetails}. */
  extensions?: Record<string, unknown>;
  headers?: Record<string, string>;
}

/** A request that cannot be answered, in words for whoever sent it. */
export class ProblemError extends Error {
  readonly field: string;
  readonly extensions: Record<string, unknown>;
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    more: More = {},
  ) {
    super(message);
    this.name = 'ProblemError';
    this.field = more.field ?? '';
    this.extensions = more.extensions ?? {};
    this.headers = more.headers ?? {};
  }
}

/** What is sent for an error. `unexpected` errors say nothing of themselves and belong in the log. */
export interface ProblemAnswer {
  details: ProblemDetails;
  headers: Record<string, string>;
  unexpected: boolean;
}

/** Turns whatever was thrown into an answer. Never carries a stack, a path, a query or a driver's message. */
export function problemAnswer(error: unknown, correlationId: string): ProblemAnswer {
  if (error instanceof Refused) return refusedAnswer(error, correlationId);
  const { status, code, message, field, extensions, headers } = recognised(error) ?? UNEXPECTED;
  return {
    details: {
      ...titled(status),
      detail: message,
      code,
      errors: [{ code, field, message }],
      correlationId,
      ...extensions,
    },
    headers,
    unexpected: status >= 500 && !(error instanceof ProblemError),
  };
}

const UNEXPECTED = new ProblemError(
  500,
  'unexpected',
  'Something went wrong here. It has been logged under the correlation id',
);

function refusedAnswer(refused: Refused, correlationId: string): ProblemAnswer {
  const { status, problems, warnings } = refused;
  const first = problems[0] ?? warnings[0];
  return {
    details: {
      ...titled(status),
      detail:
        problems.length === 0
          ? 'Read the warnings. To go ahead, send this again with their codes in `confirmed`'
          : first!.message,
      code: problems[0]?.code ?? 'confirmation-needed',
      errors: [...problems],
      ...(warnings.length > 0 ? { warnings: [...warnings] } : {}),
      correlationId,
    },
    headers: {},
    unexpected: false,
  };
}

/** Errors of the framework, the body parser and the stores, in our own words; theirs may quote internals. */
function recognised(error: unknown): ProblemError | undefined {
  if (error instanceof ProblemError) return error;
  if (error instanceof AppendOutcomeUnknownError)
    return new ProblemError(
      503,
      'outcome-unknown',
      'It is not known whether this was recorded. Send the same again, with the same id: it is recorded once',
      { headers: { 'Retry-After': '5' }, extensions: { eventIds: [...error.eventIds] } },
    );
  if (error instanceof AppendsClosedError)
    return new ProblemError(
      503,
      'takes-no-entries',
      'The ledger takes no entries until whoever runs it has looked after its event store: /health/ready says what is ' +
        'wrong. Nothing was recorded. Keep what you have, and send the same again then',
      { headers: { 'Retry-After': '60' } },
    );
  if (error instanceof StoreUnavailableError || error instanceof DatabaseError || isConnectionError(error))
    return new ProblemError(503, 'unavailable', 'The ledger cannot be reached at the moment. Try again shortly', {
      headers: { 'Retry-After': '5' },
    });
  if (saysWhenToRetry(error))
    return new ProblemError(503, 'not-yet-known', 'The read models are behind. Try again shortly', {
      headers: { 'Retry-After': String(error.retryAfter) },
    });
  if (error instanceof URIError)
    return new ProblemError(400, 'malformed-address', 'The address holds a broken percent-encoding');
  const status = error instanceof HttpException ? error.getStatus() : statusOf(error);
  if (status === undefined || status >= 500) return undefined;
  if (status === 404) return new ProblemError(404, 'unknown-address', 'There is nothing at this address');
  const title = STATUS_CODES[status] ?? 'Bad Request';
  return new ProblemError(
    status,
    title.toLowerCase().replaceAll(/[^a-z]+/g, '-'),
    `${title}: this request cannot be read`,
  );
}

/** A read model that has not come far enough yet says in how many seconds it is worth asking again. */
function saysWhenToRetry(error: unknown): error is Error & { retryAfter: number } {
  return error instanceof Error && typeof (error as { retryAfter?: unknown }).retryAfter === 'number';
}

/**
 * PostgreSQL's classes of lost connections, of transactions that lost against another and of a server that is going or
 * full, Node's own of the socket, and those of the driver, which have no code.
 */
function isConnectionError(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  const said = /^(timeout exceeded when trying to connect|Connection terminated)/;
  if (typeof message === 'string' && said.test(message)) return true;
  return (
    typeof code === 'string' &&
    /^(08...|40...|57P0.|53...|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/.test(code)
  );
}

/** The status that middleware puts on its errors. */
function statusOf(error: unknown): number | undefined {
  const status = (error as { status?: unknown } | null)?.status;
  return typeof status === 'number' && status >= 400 && status <= 599 ? status : undefined;
}

function titled(status: number): { title: string; status: number } {
  return { title: STATUS_CODES[status] ?? 'Error', status };
}
