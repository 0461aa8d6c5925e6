import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { LIVE_WINDOW_DAYS } from '../../src/ledger/commands/prepare.js';
import type { Receipt } from '../../src/ledger/commands/receipt.js';
import { addDays } from '../../src/ledger/dates.js';
import type { RecordedEvent } from '../../src/ledger/event.js';
import { eventId, uuidV7At } from '../../src/ledger/ids.js';
import { Random } from '../support/random.js';

export interface Command {
  name: string;
  body: { id: string } & Record<string, unknown>;
}

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

/** A body, and what can still be acted on of what was said about it. */
interface Made {
  id: string;
  /** Entries that gave it a name. */
  names: { id: string; reportedOn: string }[];
  roles: string[];
}

/** Refusals that others at work on the same object may cause; nothing is written then. */
const LOST_RACES = new Set(['changed-meanwhile', 'voided']);

const RETRY_MS = 40;
const SPAN_DAYS = 200;
const KINDS = ['organisation', 'board', 'panel', 'partnership', 'group'];

/**
 * People at work: each sends one command after the other, and the same one again until it has an answer. They make
 * bodies, and name, describe, restate, correct and void what is there, each other's included.
 */
export class Writers {
  readonly acknowledged = new Map<string, { command: Command; receipt: Receipt }>();
  /** Commands that were refused: nothing of them may be in the ledger. */
  readonly refused: Command[] = [];
  /** Answers that no valid command should ever get. */
  readonly violations: string[] = [];
  /** Requests without an answer that settles the matter. */
  unsettled = 0;
  private readonly made: Made[] = [];
  private readonly today = new Date().toISOString().slice(0, 10);
  private requests = 0;
  private stopping = false;
  private abandoned = false;
  private running: Promise<void>[] = [];

  constructor(
    private readonly port: number,
    private readonly token: string,
  ) {}

  /** Opens the ledger. */
  async open(): Promise<void> {
    await this.settle({
      name: 'open-ledger',
      body: {
        id: uuidV7At(Date.now(), 'open'),
        name: 'Killed and started again',
        origin: 'ledger.example/faults',
        timeZone: 'UTC',
        languages: ['en'],
        ownerBodyId: 'OWNER',
        reportedOnConvention: 'The day of the paper.',
      },
    });
  }

  start(count: number, seed: number): void {
    this.running = Array.from({ length: count }, (_, n) => this.work(n, new Random(seed + n)));
  }

  /** Lets every command under way be settled; the service must be up. */
  async stop(): Promise<void> {
    this.stopping = true;
    await Promise.all(this.running);
  }

  /** Sends nothing more, whatever is under way. */
  abandon(): void {
    this.stopping = true;
    this.abandoned = true;
  }

  /** Sends acknowledged commands again; each must get its first receipt. */
  async resendAll(): Promise<void> {
    const left = [...this.acknowledged.values()];
    const lane = async () => {
      for (let next = left.pop(); next; next = left.pop()) {
        const { status, body } = await this.send(next.command);
        if (status !== 200 || JSON.stringify(body) !== JSON.stringify(next.receipt))
          this.violations.push(`Sent again, ${next.command.body.id} got ${status} ${JSON.stringify(body)}`);
      }
    };
    await Promise.all(Array.from({ length: 8 }, lane));
  }

  private async work(writer: number, random: Random): Promise<void> {
    for (let n = 0; !this.stopping; n++) {
      const id = uuidV7At(Date.now(), `writer ${writer} command ${n} ${random.next()}`);
      const { command, done } = this.next(`${writer}-${n}`, id, random);
      const receipt = await this.settle(command);
      if (receipt) done(receipt);
    }
  }

  /** What a writer does next, and what is remembered of it once it is acknowledged. */
  private next(label: string, id: string, random: Random): { command: Command; done: (receipt: Receipt) => void } {
    const reportedOn = addDays(this.today, -random.between(0, SPAN_DAYS));
    const source = { url: 'https://papers.example/minutes.pdf', sha256: 'ab'.repeat(32) };
    const common = { id, reportedOn, source };
    const name = `Body ${label}`;
    const nothing = () => undefined;
    const body = this.made.length > 0 ? random.pick(this.made) : undefined;
    if (!body || random.percent(15)) {
      const bodyId = `B-${label}`;
      const fields = {
        bodyId,
        externalIds: [label],
        named: { name },
        described: { kind: random.pick(KINDS), remit: `Remit of ${label}` },
      };
      return {
        command: { name: 'register-body', body: { ...common, ...fields } },
        done: ({ eventIds }) => this.made.push({ id: bodyId, names: [{ id: eventIds[1]!, reportedOn }], roles: [] }),
      };
    }
    const bodyId = body.id;
    const target = body.names.length > 0 ? random.pick(body.names) : undefined;
    if (target && random.percent(30)) {
      const acts = random.between(1, 10);
      if (acts <= 2) {
        body.names.splice(body.names.indexOf(target), 1);
        return {
          command: { name: 'void-entry', body: { id, target: target.id, reason: 'Never said' } },
          done: nothing,
        };
      }
      const act = { id, target: target.id, statement: { name } };
      const later = [target.reportedOn, reportedOn].sort().at(-1)!;
      // Restating something of these days takes a second person, and everybody here has one token.
      const needsApproval = later >= addDays(this.today, -LIVE_WINDOW_DAYS - 1);
      if (acts <= 6 || needsApproval)
        return { command: { name: 'correct-entry', body: { ...act, correctionReason: 'Misread' } }, done: nothing };
      return {
        command: { name: 'restate-entry', body: { ...act, reportedOn: later, source, reason: 'error' } },
        done: ({ eventIds }) => body.names.push({ id: eventIds[0]!, reportedOn: later }),
      };
    }
    const does = random.between(1, 10);
    if (does <= 4)
      return {
        command: { name: 'rename-body', body: { ...common, bodyId, name } },
        done: ({ eventIds }) => body.names.push({ id: eventIds[0]!, reportedOn }),
      };
    if (does <= 7)
      return {
        command: {
          name: 'describe-body',
          body: { ...common, bodyId, kind: random.pick(KINDS), remit: `As of ${label}` },
        },
        done: nothing,
      };
    if (does <= 8)
      return {
        command: { name: 'add-body-alias', body: { ...common, bodyId, name, basis: 'printed' } },
        done: nothing,
      };
    const roleId = `R-${label}`;
    return {
      command: { name: 'create-role', body: { ...common, bodyId, roleId, title: `Chair ${label}` } },
      done: () => body.roles.push(roleId),
    };
  }

  /** Sends a command until it is known what became of it. */
  private async settle(command: Command): Promise<Receipt | undefined> {
    while (!this.abandoned) {
      const answer = await this.send(command).catch(() => undefined);
      const code = String(answer?.body.code);
      if (answer?.status === 200) {
        const receipt = answer.body as unknown as Receipt;
        this.acknowledged.set(command.body.id, { command, receipt });
        return receipt;
      }
      if (answer && LOST_RACES.has(code)) {
        this.refused.push(command);
        return undefined;
      }
      // The finder may not have read the entry acted on yet, and callers may be asked to wait.
      const passing = !answer || answer.status === 503 || answer.status === 429 || code === 'unknown-entry';
      if (!passing) {
        this.violations.push(`${command.name}: ${answer.status} ${JSON.stringify(answer.body)}`);
        this.refused.push(command);
        return undefined;
      }
      this.unsettled++;
      await delay(RETRY_MS);
    }
    return undefined;
  }

  private send({ name, body }: Command): Promise<Answer> {
    const text = JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const call = request(
        {
          host: '127.0.0.1',
          port: this.port,
          ...this.callerAddress(),
          path: `/api/commands/${name}`,
          method: 'POST',
          timeout: 15_000,
          headers: {
            Authorization: `Bearer ${this.token}`,
            'Content-Type': 'application/json',
            'Content-Length': Buffer.byteLength(text),
          },
        },
        (response) => {
          let answer = '';
          response.on('data', (chunk) => {
            answer += chunk;
          });
          response.on('end', () => {
            try {
              resolve({ status: response.statusCode ?? 0, body: JSON.parse(answer) });
            } catch (error) {
              reject(error);
            }
          });
          response.on('error', reject);
        },
      );
      call.on('timeout', () => call.destroy(new Error('no answer')));
      call.on('error', reject);
      call.end(text);
    });
  }

  /** The service limits what one address may write in a minute; on Linux every loopback address can be had. */
  private callerAddress(): { localAddress?: string } {
    const nth = Math.floor(this.requests++ / 500) + 2;
    return process.platform === 'linux' ? { localAddress: `127.0.${(nth >> 8) & 255}.${nth & 255}` } : {};
  }
}

/** The ledger holds the events of each acknowledged command, each once and where it was said to be, and no others. */
export function expectEveryCommandOnce(events: readonly RecordedEvent[], { acknowledged, refused }: Writers): void {
  const ids = events.map(({ id }) => id);
  const promised = [...acknowledged.values()].flatMap(({ receipt }) => receipt.eventIds);
  expect([...ids].sort()).toEqual([...promised].sort());
  const places = new Map(events.map(({ id, stream, revision }) => [id, { stream, revision }]));
  for (const { receipt } of acknowledged.values()) {
    const last = places.get(receipt.eventIds.at(-1)!)!;
    expect([last.stream, Number(last.revision) + 1]).toEqual([receipt.stream, receipt.rev]);
  }
  const streams = [...new Set(events.map(({ stream }) => stream))];
  const written = new Set(ids);
  for (const { body } of refused)
    expect(streams.some((stream) => written.has(eventId(stream, body.id, 0)))).toBe(false);
}
