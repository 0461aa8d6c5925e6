import type { Server } from 'node:http';

/** How long requests under way have to end, in milliseconds. */
const PATIENCE_MS = 3_000;
const LOOK_EVERY_MS = 20;

/**
 * Takes no more connections, answers the requests that are under way, and closes each connection as it falls idle; what
 * is left after some seconds is cut. Callers that keep their connection open learn from the last answer that it ends.
 */
export async function stopServer(server: Server, patienceMs = PATIENCE_MS): Promise<void> {
  server.prependListener('request', (_request, response) => response.setHeader('Connection', 'close'));
  const closing = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
  await new Promise<void>((done) => {
    server.close(() => done());
    server.closeIdleConnections();
  });
  clearInterval(closing);
  clearTimeout(cut);
}
