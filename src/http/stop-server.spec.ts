import { once } from 'node:events';
import { Agent, createServer, get, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { ENDLESS_MS } from '../../test/support/endless.js';
import { stoppable } from './stop-server.js';

describe('stopping a server', () => {
  /** One connection, kept: whoever asks waits until it is free. */
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  let server: Server;
  let stop: ReturnType<typeof stoppable>;
  let arrived: number;
  beforeEach(async () => {
    arrived = 0;
    server = createServer(async (request, response) => {
      arrived++;
      await delay(Number(request.url!.slice(1)), undefined, { ref: false });
      response.end('whole');
    });
    stop = stoppable(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.closeAllConnections());
  afterAll(() => agent.destroy());

  /** Asks for an answer that takes so many milliseconds, on a connection that is kept. */
  const ask = (ms: number) =>
    new Promise<{ text: string; connection: string | undefined }>((resolve, reject) => {
      const { port } = server.address() as AddressInfo;
      get({ agent, host: '127.0.0.1', port, path: `/${ms}` }, async (response) => {
        try {
          let text = '';
          for await (const chunk of response) text += chunk;
          resolve({ text, connection: response.headers.connection });
        } catch (error) {
          reject(error);
        }
      }).on('error', reject);
    });

  async function underWay(count: number): Promise<void> {
    while (arrived < count) await delay(5);
  }

  it('answers what is under way, and takes nothing new', async () => {
    const { port } = server.address() as AddressInfo;
    const first = ask(200);
    const next = expect(ask(0)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await underWay(1);
    const stopped = stop();
    const late = get({ host: '127.0.0.1', port, path: '/0', agent: false });
    await expect(once(late, 'response')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect(await first).toEqual({ text: 'whole', connection: 'close' });
    await next; // not sent on a connection that was about to end
    await stopped;
  });

  it('does not wait for connections that are idle', async () => {
    server.keepAliveTimeout = ENDLESS_MS;
    await ask(0);
    await stop(ENDLESS_MS);
  });

  it('does not wait for what takes too long', async () => {
    const tooLong = expect(ask(ENDLESS_MS)).rejects.toMatchObject({ code: 'ECONNRESET' });
    await underWay(1);
    await stop(100);
    await tooLong;
  });
});
