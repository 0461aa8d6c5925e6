/** Where the figures are served. */
export interface MetricsOptions {
  /** TCP port of a listener of its own, 0 to 65535; 0 takes a free one. */
  port: number;
  /** Address it listens on. */
  host: string;
}

/** Where spans are sent. */
export interface TracingOptions {
  /** Takes OTLP over HTTP as JSON. May hold a secret: never print it. */
  url: string;
}

/** How a process may be watched; what is absent is off. */
export interface ObservabilityOptions {
  metrics?: MetricsOptions;
  tracing?: TracingOptions;
}
