import type { status } from '@grpc/grpc-js';

/**
 * What a fault can be put upon. `append` is one append, in either of the client's modes; `readStream` and `readAll` are
 * reads that end, `subscribe` is one that does not; `features` and `gossip` are the client's calls about the server.
 */
export type Method = 'append' | 'readStream' | 'readAll' | 'subscribe' | 'features' | 'gossip';

/** Before the events are written, or when they are written and the client does not know it yet. */
type When = 'before' | 'after';

/** Any call may meet these. `after` counts the events that a read or a subscription has given before it happens. */
export type CallFault =
  /** Ends the call with a gRPC status. `exception` and `metadata` are what the server names its own errors with. */
  | {
      kind: 'error';
      code: status;
      message?: string;
      exception?: string;
      metadata?: Record<string, string>;
      after?: number;
      when?: When;
    }
  /** Every connection to this server is cut, without a word. */
  | { kind: 'cut'; after?: number; when?: When }
  /** Nothing more is heard of this call, while its connection lives. */
  | { kind: 'silence'; after?: number; when?: When }
  /** `before`: all of it comes so much later. `after`: the events are written at once, the answer is late. */
  | { kind: 'delay'; ms: number; when?: When }
  | { kind: 'accessDenied' }
  /** This node does not lead; another one is named. */
  | { kind: 'notLeader'; host?: string; port: number };

export type AppendFault =
  | CallFault
  /** Written; the call then ends as on a lost connection (UNAVAILABLE). */
  | { kind: 'replyLost' }
  /** Refused alone, by a status that names nothing (`Unknown`), or a limit that only newer servers have. */
  | { kind: 'refused'; as: 'Unknown' | 'AppendRecordSizeExceeded' }
  /** Answered twice; only a batch append can be. */
  | { kind: 'repliedTwice' };

export type ReadFault =
  | CallFault
  /** The server ends the call without an error. */
  | { kind: 'end'; after?: number }
  /** The server drops a client that reads too slowly, as some versions do. */
  | { kind: 'consumerTooSlow'; after?: number }
  /** The events with these ids are given twice, one straight after the other. */
  | { kind: 'duplicate'; ids: readonly string[] }
  /** The events with these ids are left out. */
  | { kind: 'withhold'; ids: readonly string[] }
  /**
   * A checkpoint in front of every event: at that event's own position, behind the end of the log, at 2^64-1, or the
   * same one again and again.
   */
  | { kind: 'badCheckpoint'; at: 'next' | 'beyond' | 'max' | 'repeated' }
  /** `early`: before the first event; `repeated`: behind every event; `never`: not at all, as before version 23. */
  | { kind: 'caughtUp'; comes: 'early' | 'repeated' | 'never' };

export type FaultOf<M extends Method> = M extends 'append'
  ? AppendFault
  : M extends 'readStream' | 'readAll' | 'subscribe'
    ? ReadFault
    : CallFault;

type AnyFault = AppendFault | ReadFault;

/** Says which calls are meant; all of them, without it. */
export type Chooses = (call: { stream?: string; ids?: readonly string[] }) => boolean;

interface Planned {
  fault: AnyFault;
  chooses: Chooses;
  /** How many calls more it meets. */
  left: number;
}

/** The faults that a server is told to have. */
export class Faults {
  private readonly planned = new Map<Method, Planned[]>();

  /** The next call of a method meets a fault. Several lie in a queue: each call takes one. */
  once<M extends Method>(method: M, fault: FaultOf<M>, chooses?: Chooses): void {
    this.times(1, method, fault, chooses);
  }

  /** So many calls of a method meet it. */
  times<M extends Method>(count: number, method: M, fault: FaultOf<M>, chooses: Chooses = () => true): void {
    const planned = this.planned.get(method) ?? [];
    this.planned.set(method, [...planned, { fault, chooses, left: count }]);
  }

  /** Every call of a method meets it, besides what is planned for one alone. */
  always<M extends Method>(method: M, fault: FaultOf<M>, chooses?: Chooses): void {
    this.times(Number.POSITIVE_INFINITY, method, fault, chooses);
  }

  clear(method?: Method): void {
    if (method) this.planned.delete(method);
    else this.planned.clear();
  }

  /** What one call meets: everything lasting, and the first in the queue of what is not. */
  take<M extends Method>(method: M, call: Parameters<Chooses>[0]): FaultOf<M>[] {
    const planned = (this.planned.get(method) ?? []).filter(({ chooses }) => chooses(call));
    const passing = planned.find(({ left }) => Number.isFinite(left));
    const met = planned.filter((one) => one === passing || one.left === Number.POSITIVE_INFINITY);
    if (passing) passing.left -= 1;
    this.planned.set(
      method,
      (this.planned.get(method) ?? []).filter(({ left }) => left > 0),
    );
    return met.map(({ fault }) => fault as FaultOf<M>);
  }
}
