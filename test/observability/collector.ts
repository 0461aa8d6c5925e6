import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A span as OTLP sends it in JSON, with what the tests look at. */
export interface ReceivedSpan {
  name: string;
  kind: number;
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  /** 2 is an error. */
  status: { code: number; message?: string };
  attributes: Record<string, unknown>;
  links: { traceId: string; spanId: string }[];
  service: unknown;
}

interface KeyValue {
  key: string;
  value: { stringValue?: string; intValue?: number; arrayValue?: { values: KeyValue['value'][] } };
}

interface Request {
  resourceSpans: {
    resource: { attributes: KeyValue[] };
    scopeSpans: { spans: (Omit<ReceivedSpan, 'attributes'> & { attributes: KeyValue[] })[] }[];
  }[];
}

/** Takes spans over HTTP on 127.0.0.1, as a collector beside the service would. */
export class Collector {
  readonly spans: ReceivedSpan[] = [];
  /** Everything that was sent, as it was sent. */
  received = '';

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<Collector> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const collector = new Collector(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => {
      collector.take(request).then(
        () => response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}'),
        () => response.writeHead(400).end(),
      );
    });
    return collector;
  }

  /** What a service is configured with to send its spans here, at once. */
  get env(): Record<string, string> {
    return { OTEL_EXPORTER_OTLP_ENDPOINT: this.url, OTEL_BSP_SCHEDULE_DELAY: '20' };
  }

  of(traceId: string): ReceivedSpan[] {
    return this.spans.filter((span) => span.traceId === traceId);
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage): Promise<void> {
    const body = await text(request);
    if (request.method !== 'POST' || request.url !== '/v1/traces') throw new Error(`Sent to ${request.url}`);
    this.received += body;
    for (const { resource, scopeSpans } of (JSON.parse(body) as Request).resourceSpans) {
      const service = attributesOf(resource.attributes)['service.name'];
      for (const { spans } of scopeSpans)
        for (const span of spans)
          this.spans.push({ ...span, attributes: attributesOf(span.attributes), links: span.links ?? [], service });
    }
  }
}

function attributesOf(list: KeyValue[]): Record<string, unknown> {
  return Object.fromEntries(list.map(({ key, value }) => [key, plain(value)]));
}

function plain(value: KeyValue['value']): unknown {
  if (value.arrayValue) return value.arrayValue.values.map(plain);
  return value.stringValue ?? value.intValue;
}
