import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { PublicKey } from '../../src/integrity/keys.js';
import { Witness, type WitnessParts } from '../../src/witness/witness.js';
import { keyNamed, vkeyNamed } from './witness-keys.js';

/** What is answered in the place of what a witness would answer. */
export interface FakeAnswer {
  status: number;
  type?: string;
  body?: string;
  headers?: Record<string, string>;
}

/** A witness in this process that can be made to misbehave. */
export class FakeWitness {
  /** Moments at which it was sent something, in milliseconds; and how many of those were under way at the same time. */
  readonly asked: number[] = [];
  mostAtOnce = 0;
  /** Before each answer to a submission, in milliseconds. */
  delayMs = 0;
  /** How often somebody asked what it has seen; and before each answer to that, in milliseconds. */
  looked = 0;
  lookDelayMs = 0;
  /** Unix seconds. */
  now = () => Math.floor(Date.now() / 1_000);
  /** Answers otherwise; the witness itself answers where it gives nothing. */
  instead: (path: string, body: string) => FakeAnswer | undefined = () => undefined;
  readonly witness: Witness;
  private underWay = 0;
  private readonly kept = new Map<string, string>();
  private server?: Server;
  private port = 0;

  constructor(
    readonly name: string,
    logs: readonly PublicKey[],
  ) {
    const memory: WitnessParts['memory'] = {
      load: (origin) => this.kept.get(origin) ?? null,
      save: (origin, note) => this.kept.set(origin, note),
      keepConflict: () => undefined,
    };
    this.witness = new Witness({ key: keyNamed(name), logs, memory, now: () => this.now(), log: () => undefined });
  }

  /** A line of a policy. */
  policyLine(alias: string): string {
    return `witness ${alias} ${vkeyNamed(this.name)} ${this.url}`;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/`;
  }

  /** @param port takes the same one again once it has one */
  async listen(): Promise<this> {
    this.server = createServer(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const body = Buffer.concat(chunks).toString();
      const path = request.url!.slice(1);
      if (request.method === 'POST') {
        this.asked.push(performance.now());
        this.mostAtOnce = Math.max(this.mostAtOnce, ++this.underWay);
        await delay(this.delayMs);
        this.underWay--;
      } else {
        this.looked++;
        await delay(this.lookDelayMs);
      }
      const answer = this.instead(path, body) ?? this.answer(path, body);
      if (answer.status === 0) return void response.destroy();
      response.writeHead(answer.status, { 'Content-Type': answer.type ?? 'text/plain', ...answer.headers });
      response.end(answer.body);
    });
    await new Promise<void>((resolve) => this.server!.listen(this.port, '127.0.0.1', resolve));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  async close(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => (this.server ? this.server.close(resolve) : resolve(undefined)));
  }

  private answer(path: string, body: string): FakeAnswer {
    if (path === 'add-checkpoint') return this.witness.addCheckpoint(Buffer.from(body));
    const note = this.witness.newest(path.split('/')[0]!);
    return note === null ? { status: 404 } : { status: 200, body: note };
  }
}
