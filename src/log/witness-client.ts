import { bodyOf, reasonOf } from '../fetched.js';
import { toHex, utf8 } from '../integrity/bytes.js';
import { nodePrimitives } from '../integrity/node-primitives.js';
import { parseSize } from '../integrity/size.js';
import { WitnessError, type WitnessProblem } from './witness-problem.js';

/** More than a checkpoint with 64 signatures has, also with long ones of other kinds. */
const MOST_BYTES = 256 * 1_024;

/** What a witness answers: its signatures, as lines, or the size at which it knows the log. */
export type WitnessAnswer = { lines: string } | { knows: number };

const PROBLEMS: Record<number, WitnessProblem> = {
  400: 'refused',
  403: 'unknown-key',
  404: 'unknown-log',
  422: 'contradicts',
};

/** Speaks to one witness, as the C2SP tlog-witness specification has it. Takes nothing of what it hears on trust. */
export class WitnessClient {
  private readonly prefix: string;

  /** @param url where it takes checkpoints */
  constructor(url: string) {
    this.prefix = url.endsWith('/') ? url : `${url}/`;
  }

  /**
   * Hands over a checkpoint.
   *
   * @param submission as `formatSubmission` writes it
   * @throws WitnessError
   */
  async submit(submission: string, signal: AbortSignal): Promise<WitnessAnswer> {
    const { status, type, body } = await this.ask('add-checkpoint', signal, submission);
    if (status === 200) return { lines: body };
    if (status === 409 && type === 'text/x.tlog.size') {
      const size = parseSize(body.trim());
      if (size !== null) return { knows: size };
    }
    const said = body.split('\n', 1)[0]!.slice(0, 200);
    throw new WitnessError(PROBLEMS[status] ?? 'unreachable', `It answers ${status}${said ? `: ${said}` : ''}`);
  }

  /**
   * The newest checkpoint that it has seen of a log, unchecked; `null` where it shows none.
   *
   * @throws WitnessError `unreachable`
   */
  async newest(origin: string, signal: AbortSignal): Promise<string | null> {
    const { status, body } = await this.ask(`${toHex(nodePrimitives.sha256(utf8(origin)))}/checkpoint`, signal);
    if (status >= 500) throw new WitnessError('unreachable', `It answers ${status}`);
    return status === 200 ? body : null;
  }

  private async ask(path: string, signal: AbortSignal, body?: string) {
    try {
      const response = await fetch(this.prefix + path, {
        ...(body === undefined ? {} : { method: 'POST', body }),
        ...{ signal, redirect: 'error', headers: { 'Content-Type': 'text/plain; charset=utf-8' } },
      });
      const type = (response.headers.get('content-type') ?? '').split(';', 1)[0]!.trim();
      const bytes = await bodyOf(response, MOST_BYTES);
      if (!bytes) throw new WitnessError('refused', 'Its answer is longer than any answer of a witness');
      return { status: response.status, type, body: new TextDecoder().decode(bytes) };
    } catch (cause) {
      if (cause instanceof WitnessError) throw cause;
      throw new WitnessError('unreachable', `It does not answer: ${reasonOf(cause)}`, { cause });
    }
  }
}
