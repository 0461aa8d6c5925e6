import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OnApplicationBootstrap, OnModuleDestroy } from '@nestjs/common';
import { listenError } from '../../listen-error.js';
import type { MetricsOptions } from '../observability-options.js';
import type { Scrape } from './scrape.js';

/**
 * Serves `GET /metrics` and nothing else, at an address of its own: what the service offers to everybody never shows
 * its figures, and they are there when the service itself takes no more requests.
 */
export class MetricsServer implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly server: Server;

  constructor(
    private readonly options: MetricsOptions,
    private readonly scrape: Pick<Scrape, 'text' | 'contentType'>,
  ) {
    this.server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000 }, (request, response) => {
      this.answer(request, response).catch((error: unknown) => {
        console.error('The figures cannot be given:', error);
        response.destroy();
      });
    });
  }

  /** Where the figures are, once it listens. */
  get url(): string {
    const { address, family, port } = this.server.address() as AddressInfo;
    return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}/metrics`;
  }

  /** @throws ListenError with what to do */
  async onApplicationBootstrap(): Promise<void> {
    const { port, host } = this.options;
    try {
      this.server.listen(port, host);
      await once(this.server, 'listening');
    } catch (error) {
      throw listenError(error, { port, host }, { port: 'METRICS_PORT', host: 'METRICS_HOST' });
    }
  }

  async onModuleDestroy(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    request.resume();
    if (request.url !== '/metrics') {
      response.writeHead(404).end();
    } else if (request.method !== 'GET') {
      response.writeHead(405, { Allow: 'GET' }).end();
    } else {
      const text = await this.scrape.text();
      response.writeHead(200, { 'Content-Type': this.scrape.contentType, 'Cache-Control': 'no-store' }).end(text);
    }
  }
}
