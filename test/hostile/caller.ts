import { Agent, request } from 'node:http';
import { connect } from 'node:net';

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Sends what no well-behaved client would, over kept connections. */
export class Caller {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 4 });
  private readonly port: number;

  constructor(url: string) {
    this.port = Number(new URL(url).port);
  }

  send(method: string, path: string, headers: Record<string, string> = {}, body?: string | Buffer): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const call = request(
        { host: '127.0.0.1', port: this.port, agent: this.agent, method, path, headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
          response.on('error', reject);
        },
      );
      call.on('error', reject);
      call.end(body);
    });
  }

  /** Writes bytes to a bare connection and reads what comes back, until the other side ends it. */
  raw(bytes: Buffer): Promise<string> {
    return new Promise((resolve) => {
      let answer = '';
      const socket = connect(this.port, '127.0.0.1', () => socket.end(bytes));
      socket.on('data', (chunk) => {
        answer += chunk.toString('latin1');
      });
      socket.on('error', () => undefined); // a refusal may come before everything has been sent
      socket.on('close', () => resolve(answer));
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** Traces of the inside: stacks, files, queries, the driver's words. */
const INSIDE =
  /\n\s+at |node_modules|\.[jt]s:\d|\/(?:src|dist|projections)\/|\bSELECT\b|INSERT INTO|syntax error|violates|duplicate key|\bledger\.event\b|\bpg_|TypeError|is not a function|Cannot read prop|SQLSTATE|ECONN/;

/**
 * What is wrong with an answer, whatever was asked: nothing may ever be.
 *
 * @param isOfPage what was asked for is read by people: the answer is a page, whatever it says
 */
export function faultsOf({ status, headers, text }: Answer, isOfPage = false): string[] {
  if (status < 400) return [];
  const faults: string[] = [];
  if (status >= 500 && !(status === 503 && headers['retry-after'])) faults.push(`status ${status}`);
  if (INSIDE.test(text)) faults.push('shows the inside');
  // Too many headers are refused before it is known for whom.
  if (isOfPage && status !== 431) {
    if (headers['content-type'] !== 'text/html; charset=utf-8') faults.push(`content type ${headers['content-type']}`);
    return text.includes('<h1') ? faults : [...faults, 'no heading'];
  }
  if (!String(headers['content-type']).startsWith('application/problem+json'))
    return [...faults, `content type ${headers['content-type']}`];
  const problem = JSON.parse(text);
  for (const member of ['title', 'detail', 'code', 'correlationId'])
    if (typeof problem[member] !== 'string' || problem[member] === '') faults.push(`no ${member}`);
  if (problem.status !== status) faults.push('another status in the body');
  if (!Array.isArray(problem.errors) || problem.errors.length + (problem.warnings?.length ?? 0) === 0)
    faults.push('no reason');
  for (const one of [...(problem.errors ?? []), ...(problem.warnings ?? [])])
    if (!one.code || !one.message || typeof one.field !== 'string') faults.push(`reason ${JSON.stringify(one)}`);
    else if (one.field === '' && isAboutAField(status, one.code)) faults.push(`${one.code} without its field`);
  return faults;
}

/** Reasons that no single field is to blame for, or one that may have an empty name. */
const OF_THE_WHOLE = new Set([
  'unknown-field',
  'unknown-parameter',
  'not-an-object',
  'not-allowed',
  'malformed-json',
  'malformed-text',
  'malformed-address',
  'malformed-request',
  'malformed-parameter',
  'wrong-length',
  'request-aborted',
  'bad-request',
]);

/** What is wrong with the shape of a request names its field; a rule may be about the whole. */
function isAboutAField(status: number, code: string): boolean {
  return status === 400 && !OF_THE_WHOLE.has(code);
}
