import { problemsOf } from '../../test/support/problems-of.js';
import { readConfig } from '../config.js';

describe('the configuration of metrics', () => {
  it('serves none unless a port is given', () => {
    expect(readConfig({}).metrics).toBeUndefined();
  });

  it('serves them to this machine alone unless told otherwise', () => {
    expect(readConfig({ METRICS_PORT: '9464' }).metrics).toEqual({ port: 9464, host: '127.0.0.1' });
    expect(readConfig({ METRICS_PORT: '0', METRICS_HOST: '10.0.0.5' }).metrics).toEqual({ port: 0, host: '10.0.0.5' });
  });

  it.each(['65536', '-1', 'http', '94.64'])('refuses the port %j', (METRICS_PORT) => {
    expect(problemsOf({ METRICS_PORT })).toEqual([
      `METRICS_PORT is "${METRICS_PORT}": give a whole number from 0 to 65535.`,
    ]);
  });

  it('refuses an address without a port, and a URL as the address', () => {
    expect(problemsOf({ METRICS_HOST: '0.0.0.0' })).toEqual([
      'METRICS_HOST is set without METRICS_PORT: set both, or neither for no metrics.',
    ]);
    expect(problemsOf({ METRICS_PORT: '9464', METRICS_HOST: 'http://localhost' })).toHaveLength(1);
  });
});

describe('the configuration of traces', () => {
  const COLLECTOR = 'http://127.0.0.1:4318';

  it.each([
    [{}, undefined],
    [{ OTEL_TRACES_EXPORTER: 'none', OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR }, undefined],
    [{ OTEL_SDK_DISABLED: 'true', OTEL_TRACES_EXPORTER: 'otlp' }, undefined],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, `${COLLECTOR}/v1/traces`],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector.example/otlp/' }, 'https://collector.example/otlp/v1/traces'],
    [
      { OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:9411/traces' },
      'http://127.0.0.1:9411/traces',
    ],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: COLLECTOR, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, `${COLLECTOR}/v1/traces`],
  ])('with %j sends them to %j', (env, url) => {
    expect(readConfig(env).tracing).toEqual(url === undefined ? undefined : { url });
  });

  it('refuses other exporters and protocols', () => {
    expect(problemsOf({ OTEL_TRACES_EXPORTER: 'zipkin', OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'grpc' })).toEqual([
      'OTEL_TRACES_EXPORTER is "zipkin": give otlp, or none for no traces.',
      'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL is "grpc", but traces are sent as http/json: give that, or unset it.',
    ]);
  });

  it.each(['collector:4318', 'grpc://user:secret@collector'])('refuses %j without repeating it', (url) => {
    expect(problemsOf({ OTEL_EXPORTER_OTLP_ENDPOINT: url })).toEqual([
      `OTEL_EXPORTER_OTLP_ENDPOINT is not an HTTP address: write it like ${COLLECTOR}.`,
    ]);
  });
});
