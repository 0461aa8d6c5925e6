import { randomUUID } from 'node:crypto';
import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { PROBLEM_JSON } from './problem.js';

/** Bytes of a body that arrive in a second on the slowest line that it is taken from: 1 Mbit/s. */
const SLOWEST = 1_000_000 / 8;

/** How long a request may take to arrive whose body has at most so many bytes, in milliseconds. */
export function requestTimeFor(largestBody: number): number {
  return 30_000 + Math.ceil((largestBody / SLOWEST) * 1_000);
}

/**
 * Timeouts of a Node server that faces slow or stuck callers, and answers to what never becomes a request. Headers may
 * have 16 KB, which is Node's own limit; they must arrive soon, however large the body behind them may be. Call it on
 * `app.getHttpServer()` before listening.
 *
 * @param largestBody bytes of the largest body that any route takes
 */
export function configureServer(server: Server, largestBody: number): void {
  server.headersTimeout = 10_000;
  server.requestTimeout = requestTimeFor(largestBody);
  server.keepAliveTimeout = 5_000;
  server.maxHeadersCount = 100;
  server.maxRequestsPerSocket = 10_000;
  server.on('clientError', answerClientError);
}

/** Node parses requests before Express sees them; what it cannot parse is answered on the bare connection. */
function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, code, detail } = CLIENT_ERRORS[error.code ?? ''] ?? MALFORMED;
  const title = STATUS_CODES[status]!;
  const body = JSON.stringify({
    title,
    status,
    detail,
    code,
    errors: [{ code, field: '', message: detail }],
    correlationId: randomUUID(),
  });
  const wantsBody = !isHead(error);
  socket.end(
    `HTTP/1.1 ${status} ${title}\r\nContent-Type: ${PROBLEM_JSON}\r\nContent-Length: ${Buffer.byteLength(body)}\r\n` +
      `Cache-Control: no-store\r\nConnection: close\r\n\r\n${wantsBody ? body : ''}`,
  );
}

/** What came in before it could not be parsed any more begins with the method, if it is the connection's first request. */
function isHead(error: NodeJS.ErrnoException & { rawPacket?: Buffer }): boolean {
  return error.rawPacket?.subarray(0, 5).toString('latin1') === 'HEAD ';
}

const MALFORMED = { status: 400, code: 'malformed-request', detail: 'This is not a well-formed HTTP request' };

const CLIENT_ERRORS: Record<string, typeof MALFORMED> = {
  HPE_HEADER_OVERFLOW: { status: 431, code: 'headers-too-large', detail: 'The headers are larger than 16 KB' },
  HPE_CHUNK_EXTENSIONS_OVERFLOW: { status: 413, code: 'body-too-large', detail: 'The chunk extensions are too large' },
  ERR_HTTP_REQUEST_TIMEOUT: { status: 408, code: 'request-timeout', detail: 'The request took too long to arrive' },
};
