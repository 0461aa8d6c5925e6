import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import type { EventStoreDbOptions } from './ledger/eventstoredb/event-store-db-options.js';

/** What the service is told from outside. Everything about the ledger itself stands in the ledger. */
export interface Config {
  /** TCP port, 0 to 65535; 0 takes a free one. `PORT`, default 3000. */
  port: number;
  /** Address to listen on. `HOST`, default 127.0.0.1. */
  host: string;
  /** Absolute path of the folder for the embedded database and the keys. `DATA_DIR`, default `./data`. */
  dataDir: string;
  /** PostgreSQL server to use instead of the embedded one, as the schema's owner. `DATABASE_URL`. */
  databaseUrl?: string;
  /** Where events are kept when not in PostgreSQL. `EVENTSTOREDB_URL`, `EVENTSTOREDB_STREAM_PREFIX`, `EVENTSTOREDB_APPEND_MODE`. */
  eventStoreDb?: EventStoreDbOptions;
  /** Another login for everything but migrations, allowed to act as `ledger_app`. `DATABASE_APP_URL`. */
  databaseAppUrl?: string;
  /** Proxies whose word for the caller's address is taken, as addresses or CIDR ranges. `TRUSTED_PROXIES`, default none. */
  trustedProxies: string[];
  /** Absolute path of the key that seals erasable values. `SERVICE_KEY_FILE`, default in `DATA_DIR/keys`. */
  serviceKeyFile: string;
}

/** The environment does not make a configuration; lists every problem, and no value that may be secret. */
export class ConfigError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(`The configuration has ${problems.length === 1 ? 'a problem' : 'problems'}:\n- ${problems.join('\n- ')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the configuration from environment variables. An empty variable counts as unset.
 *
 * @throws ConfigError
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const problems: string[] = [];
  const given = (name: string) => env[name]?.trim() || undefined;

  const dataDir = resolve(given('DATA_DIR') ?? 'data');
  const config: Config = {
    port: readPort(given('PORT') ?? '3000', problems),
    host: given('HOST') ?? '127.0.0.1',
    dataDir,
    databaseUrl: readDatabaseUrl('DATABASE_URL', given('DATABASE_URL'), problems),
    databaseAppUrl: readDatabaseUrl('DATABASE_APP_URL', given('DATABASE_APP_URL'), problems),
    trustedProxies: readProxies(given('TRUSTED_PROXIES') ?? '', problems),
    serviceKeyFile: resolve(given('SERVICE_KEY_FILE') ?? join(dataDir, 'keys', 'service.key')),
  };
  if (/[\s/]/.test(config.host)) {
    problems.push(`HOST is "${config.host}": give a host name or an IP address, without a scheme or a path.`);
  }
  if (given('DATABASE_APP_URL') && !given('DATABASE_URL')) {
    problems.push('DATABASE_APP_URL is set without DATABASE_URL: set both, or neither for the embedded database.');
  }
  if (given('EVENTSTOREDB_URL')) {
    problems.push('EVENTSTOREDB_URL is set, but this version keeps events in PostgreSQL only: unset it.');
  }

  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

function readPort(text: string, problems: string[]): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) problems.push(`PORT is "${text}": give a whole number from 0 to 65535.`);
  return port;
}

function readProxies(text: string, problems: string[]): string[] {
  const proxies = text.split(/[\s,]+/).filter(Boolean);
  for (const proxy of proxies)
    if (!isAddressRange(proxy))
      problems.push(`TRUSTED_PROXIES names "${proxy}": give addresses or ranges, such as 10.0.0.5 or 10.0.0.0/8.`);
  return proxies;
}

function isAddressRange(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  const version = isIP(address ?? '');
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function readDatabaseUrl(name: string, text: string | undefined, problems: string[]): string | undefined {
  if (text === undefined) return undefined;
  const example = 'postgres://user:password@host:5432/database';
  if (!URL.canParse(text)) {
    problems.push(`${name} is not a URL: write it like ${example}, with special characters percent-encoded.`);
    return undefined;
  }
  const { protocol, pathname } = new URL(text);
  if (protocol !== 'postgres:' && protocol !== 'postgresql:') {
    problems.push(`${name} begins with "${protocol}": write it like ${example}.`);
  } else if (pathname.length < 2) {
    problems.push(`${name} names no database: write it like ${example}.`);
  }
  return text;
}
