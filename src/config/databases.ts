import type { Config } from '../config.js';
import type { Variables } from './variables.js';

const EXAMPLE = 'postgres://user:password@host:5432/database';

/** The PostgreSQL server, where it is not the embedded one. */
export function readDatabases(variables: Variables): Pick<Config, 'databaseUrl' | 'databaseAppUrl'> {
  const databaseUrl = readDatabaseUrl(variables, 'DATABASE_URL');
  const databaseAppUrl = readDatabaseUrl(variables, 'DATABASE_APP_URL');
  if (databaseAppUrl && !databaseUrl)
    variables.refuse('DATABASE_APP_URL is set without DATABASE_URL: set both, or neither for the embedded database.');
  return { databaseUrl, databaseAppUrl };
}

function readDatabaseUrl(variables: Variables, name: 'DATABASE_URL' | 'DATABASE_APP_URL'): string | undefined {
  const text = variables.get(name);
  if (text === undefined) return undefined;
  if (!URL.canParse(text)) {
    variables.refuse(`${name} is not a URL: write it like ${EXAMPLE}, with special characters percent-encoded.`);
    return text;
  }
  const { protocol, pathname } = new URL(text);
  if (protocol !== 'postgres:' && protocol !== 'postgresql:')
    variables.refuse(`${name} begins with "${protocol}": write it like ${EXAMPLE}.`);
  else if (pathname.length < 2) variables.refuse(`${name} names no database: write it like ${EXAMPLE}.`);
  return text;
}
