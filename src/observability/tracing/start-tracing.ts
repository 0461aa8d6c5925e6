import { context, propagation, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider, type SpanExporter } from '@opentelemetry/sdk-trace-node';
import { within } from '../../ledger/within.js';
import type { TracingOptions } from '../observability-options.js';

/** How long the end of the process waits for the last spans to be delivered, in milliseconds. */
const LAST_SPANS_MS = 2_000;

/**
 * Sends the spans of this process to a collector from now on. Sampling, limits, headers and `OTEL_RESOURCE_ATTRIBUTES`
 * are as the environment says; the service is called progress-ledger unless `OTEL_SERVICE_NAME` says otherwise.
 *
 * @returns stops it, after sending what is still held back
 */
export function startTracing({ url }: TracingOptions): () => Promise<void> {
  const exporter = tellsTrouble(new OTLPTraceExporter({ url }));
  const provider = new NodeTracerProvider({
    resource: defaultResource()
      .merge(resourceFromAttributes({ 'service.name': 'progress-ledger' }))
      .merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  return async () => {
    await within(LAST_SPANS_MS, provider.shutdown()).catch(() => undefined);
    trace.disable();
    context.disable();
    propagation.disable();
  };
}

/** Says once that spans are not delivered, and once that they are again; the SDK itself says nothing. */
function tellsTrouble(exporter: SpanExporter): SpanExporter {
  let trouble = false;
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const failed = result.error !== undefined;
        if (failed && !trouble) console.warn(`Traces cannot be delivered: ${result.error!.message}`);
        if (!failed && trouble) console.warn('Traces are delivered again');
        trouble = failed;
        done(result);
      }),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}
