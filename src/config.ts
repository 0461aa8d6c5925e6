import { join, resolve } from 'node:path';
import { readDatabases } from './config/databases.js';
import { readEventStoreDb } from './config/event-store-db.js';
import { readListening } from './config/listening.js';
import { readLog } from './config/log.js';
import { readObservability } from './config/observability.js';
import { readSite, type SiteOptions } from './config/site.js';
import { Variables } from './config/variables.js';
import type { EventStoreDbOptions } from './ledger/eventstoredb/event-store-db-options.js';
import type { LogOptions } from './log/log-options.js';
import type { MetricsOptions, TracingOptions } from './observability/observability-options.js';

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
  /** Largest file of a source document that is taken, in bytes. `SOURCE_FILE_LIMIT_MB`, 1 to 200, default 25. */
  sourceFileLimit: number;
  /** Months that a report's draft is kept untouched. `DRAFTS_KEPT_MONTHS`, 1 to 120, default 12. */
  draftsKeptMonths: number;
  /** What others may do with the published data, as an address or words. `DATA_LICENCE`, default not stated. */
  dataLicence?: string;
  /** Whose pages they are. `SITE_NAME`, `SITE_LOGO_FILE`, `SITE_COLOUR`, `SITE_LANGUAGE`, `SITE_CONTACT`. */
  site: SiteOptions;
  /** Absolute path of the key that seals erasable values. `SERVICE_KEY_FILE`, default in `DATA_DIR/keys`. */
  serviceKeyFile: string;
  /** How the log is signed. `LEDGER_LOG_KEY_FILE`, `LEDGER_LOG_OLD_KEY_FILE`, `LEDGER_LOG_ORIGIN`, `LEDGER_WITNESS_…`. */
  log: LogOptions;
  /** Where figures for Prometheus are served. `METRICS_PORT`, `METRICS_HOST`, default nowhere. */
  metrics?: MetricsOptions;
  /** Where traces are sent. The standard variables of OpenTelemetry, default nowhere. */
  tracing?: TracingOptions;
}

const MEGABYTE = 2 ** 20;

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
 * @param needs what this process cannot do without: a database that other processes reach as well
 * @throws ConfigError
 */
export function readConfig(env: NodeJS.ProcessEnv, needs: { sharedDatabase?: boolean } = {}): Config {
  const variables = new Variables(env);
  const dataDir = resolve(variables.get('DATA_DIR') ?? 'data');
  const config: Config = {
    ...readListening(variables),
    dataDir,
    ...readDatabases(variables),
    eventStoreDb: readEventStoreDb(variables),
    sourceFileLimit: readSourceFileLimit(variables),
    draftsKeptMonths: readDraftsKeptMonths(variables),
    dataLicence: variables.get('DATA_LICENCE'),
    site: readSite(variables),
    serviceKeyFile: resolve(variables.get('SERVICE_KEY_FILE') ?? join(dataDir, 'keys', 'service.key')),
    log: readLog(variables, dataDir),
    ...readObservability(variables),
  };
  if (needs.sharedDatabase && !config.databaseUrl)
    variables.refuse(
      'DATABASE_URL is not set, but several processes need one PostgreSQL server between them: set it to the same one ' +
        'for each. The embedded database belongs to one process: npm start runs everything in it.',
    );
  if (variables.problems.length > 0) throw new ConfigError(variables.problems);
  return config;
}

function readSourceFileLimit(variables: Variables): number {
  const text = variables.get('SOURCE_FILE_LIMIT_MB') ?? '25';
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (!(limit >= 1 && limit <= 200))
    variables.refuse(`SOURCE_FILE_LIMIT_MB is "${text}": give a whole number from 1 to 200.`);
  return limit * MEGABYTE;
}

function readDraftsKeptMonths(variables: Variables): number {
  const text = variables.get('DRAFTS_KEPT_MONTHS') ?? '12';
  const months = /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (!(months >= 1 && months <= 120))
    variables.refuse(`DRAFTS_KEPT_MONTHS is "${text}": give a whole number from 1 to 120.`);
  return months;
}
