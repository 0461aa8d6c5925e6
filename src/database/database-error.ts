import { describeServer } from './connection-url.js';

/** The database cannot be used as it is; the message says why and what to do, and holds no password. */
export class DatabaseError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'DatabaseError';
  }
}

/**
 * Says in the operator's words why no connection came about.
 *
 * @param variable the setting that the URL was taken from, for example `DATABASE_URL`
 */
export function explainConnectionError(error: unknown, url: string, variable: string): DatabaseError {
  const { code, message } = error as { code?: string; message?: string };
  const server = describeServer(url);
  const user = decodeURIComponent(new URL(url).username);
  const explain = (text: string) => new DatabaseError(text, { cause: error });
  switch (code) {
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return explain(`No PostgreSQL server answers at ${server} (${code}). Start it, or correct ${variable}.`);
    case '28P01':
    case '28000':
      return explain(
        `The PostgreSQL server at ${server} refuses the user "${user}". Check user and password in ${variable}, ` +
          `and the server's pg_hba.conf.`,
      );
    case '3D000':
      return explain(`There is no such database: ${server}. Create it, or correct ${variable}.`);
    case '53300':
      return explain(`The PostgreSQL server at ${server} has no connection left. Raise its max_connections.`);
    case '57P03':
      return explain(`The PostgreSQL server at ${server} is starting up or shutting down. Try again shortly.`);
    default:
      return explain(`No connection to ${server} (${variable}): ${message || code || 'unknown error'}`);
  }
}
