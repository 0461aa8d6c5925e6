import type { Metadata } from '@grpc/grpc-js';
import type { Method } from './faults.js';
import type { ExpectedState } from './stored-log.js';

/** A call as it came in. */
export interface ReceivedCall {
  method: Method;
  /** Milliseconds on the clock of `performance.now()`. */
  at: number;
  /** For appends: how it was sent. */
  mode?: 'unary' | 'batch';
  stream?: string;
  ids?: readonly string[];
  expected?: ExpectedState;
  /** The `authorization` header: user and password, where the client sent them. */
  authorization?: string;
  requiresLeader: boolean;
  connectionName?: string;
}

/** Which calls came in, and which are open. */
export class Calls {
  readonly received: ReceivedCall[] = [];
  /** Events that were handed over to reads and subscriptions, as far as they take them. */
  eventsSent = 0;
  private readonly open = new Map<Method | 'batch', number>();

  /** Calls that are not ended: of a method, of the lasting calls that batch appends share (`batch`), or of all. */
  openCount(method?: Method | 'batch'): number {
    if (method) return this.open.get(method) ?? 0;
    return [...this.open.values()].reduce((sum, count) => sum + count, 0);
  }

  of(method: Method): ReceivedCall[] {
    return this.received.filter((call) => call.method === method);
  }

  forget(): void {
    this.received.length = 0;
  }

  receive(method: Method, metadata: Metadata, more: Partial<ReceivedCall> = {}): ReceivedCall {
    const header = (name: string) => metadata.get(name)[0]?.toString();
    const call: ReceivedCall = {
      method,
      at: performance.now(),
      requiresLeader: header('requires-leader') === 'true',
      ...(header('authorization') ? { authorization: header('authorization') } : {}),
      ...(header('connection-name') ? { connectionName: header('connection-name') } : {}),
      ...more,
    };
    this.received.push(call);
    return call;
  }

  /** Counts a call as open until the function it gives back is called. */
  opened(method: Method | 'batch'): () => void {
    const change = (by: number) => this.open.set(method, this.openCount(method) + by);
    change(1);
    let isOpen = true;
    return () => {
      if (isOpen) change(-1);
      isOpen = false;
    };
  }
}
