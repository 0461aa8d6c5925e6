import type { Server, ServerResponse } from 'node:http';

/** How long requests under way have to end, in milliseconds. */
const PATIENCE_MS = 3_000;
const LOOK_EVERY_MS = 20;

/**
 * Prepares a server for being stopped in order; call it before the server listens.
 *
 * @returns stops it: no more connections are taken, requests under way are answered, and their callers told that the
 * connection ends with that; connections are closed as they fall idle, and after some seconds whatever they do
 */
export function stoppable(server: Server): (patienceMs?: number) => Promise<void> {
  const open = new Set<ServerResponse>();
  let stopping = false;
  server.prependListener('request', (_request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    if (stopping) endConnection(response);
  });
  return async (patienceMs = PATIENCE_MS) => {
    stopping = true;
    for (const response of open) endConnection(response);
    const closing = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
    const cut = setTimeout(() => server.closeAllConnections(), patienceMs);
    await new Promise<void>((done) => {
      server.close(() => done());
      server.closeIdleConnections();
    });
    clearInterval(closing);
    clearTimeout(cut);
  };
}

/** An answer that has begun has told already that the connection is kept. */
function endConnection(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}
