import type streams from '@eventstore/db-client/generated/streams_pb.js';
import type { ServerWritableStream, ServiceError } from '@grpc/grpc-js';
import type { Calls } from './calls.js';
import type { ReadFault } from './faults.js';
import { caughtUp, checkpoint, eventMessage } from './messages.js';
import type { Position, StoredEvent } from './stored-log.js';
import { struck } from './struck.js';

export type ReadCall = ServerWritableStream<streams.ReadReq, streams.ReadResp>;

const MAX_POSITION = 2n ** 64n - 1n;
const BEYOND = 1_000_000n;

/** What goes out to a reader, at its own pace, with the faults that its call meets. */
export class ReadOutput {
  readonly caughtUpComes: 'once' | 'early' | 'repeated' | 'never';
  private given = 0;
  private firstCheckpoint: Position | undefined;

  constructor(
    private readonly call: ReadCall,
    private readonly faults: readonly ReadFault[],
    private readonly cut: () => void,
    private readonly calls: Calls,
  ) {
    this.caughtUpComes = this.fault('caughtUp')?.comes ?? 'once';
  }

  /** Whether the client is gone, or was sent away. */
  get isOver(): boolean {
    return this.call.destroyed || this.call.cancelled || this.call.writableEnded;
  }

  /** Lets what comes before the first event happen. */
  isStruckAtOnce(): Promise<boolean> {
    const now = this.faults.filter((fault) => !('after' in fault) || !fault.after);
    return this.isStruck(now);
  }

  /** Sends one event with everything that the faults put around it. @returns whether more may be sent */
  async event(event: StoredEvent): Promise<boolean> {
    if (this.fault('withhold')?.ids.includes(event.id)) return true;
    await this.sendBadCheckpoint(event.position);
    this.calls.eventsSent += 1;
    await this.send(eventMessage(event));
    if (this.fault('duplicate')?.ids.includes(event.id)) await this.send(eventMessage(event));
    if (this.caughtUpComes === 'repeated') await this.send(caughtUp());
    this.given += 1;
    const due = this.faults.filter((fault) => 'after' in fault && fault.after === this.given);
    return !(await this.isStruck(due)) && !this.isOver;
  }

  /** Waits while the client is not taking what was sent before. */
  async send(message: streams.ReadResp): Promise<void> {
    if (this.isOver || this.call.write(message)) return;
    await this.untilOver((wake) => {
      this.call.once('drain', wake);
      return () => this.call.off('drain', wake);
    });
  }

  /** Waits for something, or for the client to go. */
  async untilOver(listen: (wake: () => void) => () => void): Promise<void> {
    if (this.isOver) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        stop();
        this.call.off('close', wake);
        resolve();
      };
      const stop = listen(wake);
      this.call.once('close', wake);
    });
  }

  end(): void {
    if (!this.isOver) this.call.end();
  }

  fail(error: ServiceError): void {
    if (!this.isOver) this.call.emit('error', error);
  }

  private async isStruck(faults: readonly ReadFault[]): Promise<boolean> {
    if (faults.some(({ kind }) => kind === 'end')) {
      this.end();
      return true;
    }
    return struck(faults, 'before', { fail: (error) => this.fail(error), cut: this.cut });
  }

  private async sendBadCheckpoint(next: Position): Promise<void> {
    const bad = this.fault('badCheckpoint');
    if (!bad) return;
    this.firstCheckpoint ??= { commit: next.commit - 1n, prepare: next.prepare - 1n };
    const places: Record<typeof bad.at, Position> = {
      next,
      beyond: { commit: next.commit + BEYOND, prepare: next.prepare + BEYOND },
      max: { commit: MAX_POSITION, prepare: MAX_POSITION },
      repeated: this.firstCheckpoint,
    };
    await this.send(checkpoint(places[bad.at]));
  }

  private fault<K extends ReadFault['kind']>(kind: K): Extract<ReadFault, { kind: K }> | undefined {
    return this.faults.find((fault): fault is Extract<ReadFault, { kind: K }> => fault.kind === kind);
  }
}
