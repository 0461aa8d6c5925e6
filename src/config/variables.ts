/** Every environment variable that the service reads. */
export const CONFIG_VARIABLES = [
  'PORT',
  'HOST',
  'TRUSTED_PROXIES',
  'DATA_DIR',
  'SERVICE_KEY_FILE',
  'LEDGER_LOG_KEY_FILE',
  'LEDGER_LOG_OLD_KEY_FILE',
  'LEDGER_LOG_ORIGIN',
  'LEDGER_WITNESS_POLICY',
  'LEDGER_WITNESS_TIMEOUT',
  'DATA_LICENCE',
  'SOURCE_FILE_LIMIT_MB',
  'DRAFTS_KEPT_MONTHS',
  'SITE_NAME',
  'SITE_LOGO_FILE',
  'SITE_COLOUR',
  'SITE_LANGUAGE',
  'SITE_CONTACT',
  'DATABASE_URL',
  'DATABASE_APP_URL',
  'EVENTSTOREDB_URL',
  'EVENTSTOREDB_STREAM_PREFIX',
  'EVENTSTOREDB_APPEND_MODE',
  'METRICS_PORT',
  'METRICS_HOST',
  'OTEL_SDK_DISABLED',
  'OTEL_TRACES_EXPORTER',
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_PROTOCOL',
  'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL',
] as const;

export type ConfigVariable = (typeof CONFIG_VARIABLES)[number];

/** The environment as it is read, with everything that is found wrong in it. */
export class Variables {
  /** In words for whoever configures the service, each with what to change; none repeats a value that may be secret. */
  readonly problems: string[] = [];

  constructor(private readonly env: NodeJS.ProcessEnv) {}

  /** A variable's value; an empty one counts as unset. */
  get(name: ConfigVariable): string | undefined {
    return this.env[name]?.trim() || undefined;
  }

  refuse(problem: string): void {
    this.problems.push(problem);
  }
}
