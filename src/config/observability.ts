import type { MetricsOptions, ObservabilityOptions, TracingOptions } from '../observability/observability-options.js';
import type { Variables } from './variables.js';

/** What a collector beside the service listens on by convention. */
const USUAL_COLLECTOR = 'http://127.0.0.1:4318';

/** Metrics and traces; what nobody asks for is absent, and off. */
export function readObservability(variables: Variables): ObservabilityOptions {
  return { metrics: readMetrics(variables), tracing: readTracing(variables) };
}

function readMetrics(variables: Variables): MetricsOptions | undefined {
  const text = variables.get('METRICS_PORT');
  const host = variables.get('METRICS_HOST');
  if (text === undefined) {
    if (host !== undefined)
      variables.refuse('METRICS_HOST is set without METRICS_PORT: set both, or neither for no metrics.');
    return undefined;
  }
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) variables.refuse(`METRICS_PORT is "${text}": give a whole number from 0 to 65535.`);
  if (host !== undefined && /[\s/]/.test(host))
    variables.refuse(`METRICS_HOST is "${host}": give a host name or an IP address, without a scheme or a path.`);
  return { port, host: host ?? '127.0.0.1' };
}

/** Traces are sent once one of the standard variables names an exporter or a collector. */
function readTracing(variables: Variables): TracingOptions | undefined {
  const exporter = variables.get('OTEL_TRACES_EXPORTER');
  if (variables.get('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || exporter === 'none') return undefined;
  const url = readTracesUrl(variables);
  if (exporter === undefined && url === undefined) return undefined;
  if (exporter !== undefined && exporter !== 'otlp')
    variables.refuse(`OTEL_TRACES_EXPORTER is "${exporter}": give otlp, or none for no traces.`);
  for (const name of ['OTEL_EXPORTER_OTLP_PROTOCOL', 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] as const) {
    const protocol = variables.get(name);
    if (protocol !== undefined && protocol !== 'http/json')
      variables.refuse(`${name} is "${protocol}", but traces are sent as http/json: give that, or unset it.`);
  }
  return { url: url ?? tracesUnder(USUAL_COLLECTOR) };
}

/** The address for traces is taken as it stands; the general one is a base for signals of all kinds. */
function readTracesUrl(variables: Variables): string | undefined {
  const own = readHttpUrl(variables, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const base = readHttpUrl(variables, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  return own ?? (base === undefined ? undefined : tracesUnder(base));
}

function readHttpUrl(
  variables: Variables,
  name: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT' | 'OTEL_EXPORTER_OTLP_ENDPOINT',
): string | undefined {
  const text = variables.get(name);
  if (text === undefined) return undefined;
  const protocol = URL.canParse(text) ? new URL(text).protocol : undefined;
  if (protocol !== 'http:' && protocol !== 'https:')
    variables.refuse(`${name} is not an HTTP address: write it like ${USUAL_COLLECTOR}.`);
  return text;
}

function tracesUnder(base: string): string {
  return `${base.replace(/\/+$/, '')}/v1/traces`;
}
