import { createServer } from 'node:http';
import { configureServer, requestTimeFor } from './configure-server.js';

const MEGABYTE = 2 ** 20;

describe('the time that a request has to arrive', () => {
  it.each([1, 25, 200])('is enough for a file of %d MB at 1 Mbit/s', (size) => {
    const bits = size * MEGABYTE * 8;
    expect(requestTimeFor(size * MEGABYTE)).toBeGreaterThan(bits / 1_000);
    expect(requestTimeFor(size * MEGABYTE)).toBeLessThan(bits / 1_000 + 31_000);
  });

  it('is that of the largest body, while the headers must come soon all the same', () => {
    const [small, large] = [1, 200].map((size) => {
      const server = createServer();
      configureServer(server, size * MEGABYTE);
      return server;
    });
    expect(large!.requestTimeout).toBe(requestTimeFor(200 * MEGABYTE));
    expect(large!.headersTimeout).toBe(small!.headersTimeout);
    expect(large!.headersTimeout).toBeLessThan(small!.requestTimeout);
  });
});
