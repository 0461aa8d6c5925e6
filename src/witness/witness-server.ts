import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Witness } from './witness.js';

/** A proof of 63 hashes and a checkpoint with 64 signatures, also long ones of other kinds, are less. */
const MOST_BYTES = 256 * 1_024;
const MOST_CONNECTIONS = 100;
const TEXT = 'text/plain; charset=utf-8';

/** Where logs submit, and where everybody reads what was cosigned last. Nobody is asked who they are. */
export function createWitnessServer(witness: Witness, log: (message: string) => void): Server {
  const server = createServer((request, response) => {
    answer(request, witness).then(
      (given) => send(response, given),
      (error) => {
        log(`A request could not be answered: ${error instanceof Error ? error.message : error}`);
        send(response, { status: 500, body: 'This witness cannot answer now\n' });
      },
    );
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 20_000;
  server.keepAliveTimeout = 60_000; // a log comes back every few seconds
  server.maxHeadersCount = 50;
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}

interface Given {
  status: number;
  body: string;
  type?: string;
  headers?: Record<string, string>;
}

async function answer(request: IncomingMessage, witness: Witness): Promise<Given> {
  const { method = '', url = '' } = request;
  const [path = ''] = url.split('?');
  if (path === '/add-checkpoint') {
    if (method !== 'POST') return notAllowed('POST');
    const body = await bodyOf(request);
    return body
      ? witness.addCheckpoint(body)
      : { status: 413, body: 'This is too long\n', headers: { Connection: 'close' } };
  }
  const [, originHash] = /^\/([0-9a-f]{64})\/checkpoint$/.exec(path) ?? [];
  if (originHash === undefined) return { status: 404, body: 'There is nothing here\n' };
  if (method !== 'GET' && method !== 'HEAD') return notAllowed('GET, HEAD');
  const note = witness.newest(originHash);
  if (note === null) return { status: 404, body: 'This witness has seen no checkpoint of such a log\n' };
  return { status: 200, body: note, headers: { 'Access-Control-Allow-Origin': '*' } };
}

function notAllowed(Allow: string): Given {
  return { status: 405, body: `Only ${Allow}\n`, headers: { Allow } };
}

/** `null` where it is too long. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    if (length > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, type = TEXT, body, headers = {} }: Given): void {
  response.writeHead(status, {
    ...{ 'Content-Type': type, 'Content-Length': Buffer.byteLength(body), 'Cache-Control': 'no-cache' },
    ...{ 'X-Content-Type-Options': 'nosniff', ...headers },
  });
  response.end(body);
}
