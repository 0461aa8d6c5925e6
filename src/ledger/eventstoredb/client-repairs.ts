import type { EventEmitter } from 'node:events';
import { convertToCommandError, type EventStoreDBClient } from '@eventstore/db-client';

/** Parts of the client that its types keep to itself. */
interface Inside {
  /** Makes what calls a service of the server, on the connection that is open then. */
  createGRPCClient(service: Service): Promise<unknown>;
  /** Makes the opener of a call that lasts: `create` opens it on a connection. */
  GRPCStreamCreator(
    service: unknown,
    name: string,
    create: (connection: unknown) => EventEmitter,
    cache?: unknown,
  ): unknown;
  handleError(grpcClient: unknown, error: Error): Promise<void>;
  createChannel(): Promise<Channel>;
  getChannel(): Promise<Channel>;
}

/** What calls go over: one connection at a time, made anew by the next call when it is lost. */
interface Channel {
  getConnectivityState(connect: boolean): number;
  watchConnectivityState(current: number, deadline: number, callback: (error?: Error) => void): void;
  close(): void;
}

type Service = new (address: null, credentials: null, options: object) => unknown;

/** How a call has ended, as gRPC hands it on. */
interface Status {
  code: number;
  details: string;
  metadata: { clone(): Status['metadata']; remove(key: string): void };
}

/** A call under gRPC's hands. */
interface Call {
  start(metadata: unknown, listener: { onReceiveStatus?(status: Status): void }): void;
}

/** gRPC's own numbers. */
const OK = 0;
const UNAVAILABLE = 14;
/** States of a channel. */
const READY = 2;
const SHUTDOWN = 4;

export function insideOf(client: EventStoreDBClient): Inside {
  return client as unknown as Inside;
}

/** Mends what would end the process, or give a wrong answer, when a call of the client fails. */
export function keepFailuresIn(client: EventStoreDBClient): void {
  const inside = insideOf(client);
  const { handleError, GRPCStreamCreator: open } = inside;
  // After a failed call the client looks after its connection in a promise that nobody waits for. When that fails as well
  // (no node to be found just then), the process would end.
  inside.handleError = (grpcClient, error) => handleError(grpcClient, error).catch(() => undefined);
  inside.GRPCStreamCreator = (service, name, create, cache) =>
    open(service, name, (connection) => withoutLateAnswers(create(connection)), cache);
  inside.createGRPCClient = async (Service) =>
    new Service(null, null, { channelOverride: await inside.getChannel(), interceptors: [withWholeErrors] });
}

/**
 * Tells of each connection that is lost. A call that is made afterwards gets another one without anybody being told, and
 * who answers there may be another server.
 */
export function onLoss(client: EventStoreDBClient, lost: () => void): void {
  const inside = insideOf(client);
  const { createChannel } = inside;
  inside.createChannel = async () => {
    const channel = await createChannel();
    watch(channel, lost);
    return channel;
  };
}

function watch(channel: Channel, lost: () => void): void {
  const before = channel.getConnectivityState(false);
  if (before === SHUTDOWN) return;
  channel.watchConnectivityState(before, Number.POSITIVE_INFINITY, () => {
    if (before === READY) lost();
    watch(channel, lost);
  });
}

/**
 * Batch appends of a whole process are kept in one list, which the end of one call empties. The answer to an append of
 * another call then finds nothing in it, and the client stumbles where nobody could catch that.
 */
function withoutLateAnswers(call: EventEmitter): EventEmitter {
  for (const listener of call.listeners('data')) {
    call.removeListener('data', listener as () => void).on('data', (answer: unknown) => {
      try {
        listener.call(call, answer);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
      }
    });
  }
  return call;
}

/**
 * The client stumbles over an error that lacks what it should say, such as that of a node which does not lead and knows of
 * no other. Nobody could catch that, and a read would end as if there were nothing to be read. Such an error is handed on
 * as one of a node that is not available: the client looks for another, and the call may be made again.
 */
function withWholeErrors<Options>(options: Options, next: (options: Options) => Call): Call {
  const call = next(options);
  const start = call.start.bind(call);
  call.start = (metadata, listener) =>
    start(metadata, { ...listener, onReceiveStatus: (status) => listener.onReceiveStatus?.(whole(status)) });
  return call;
}

function whole(status: Status): Status {
  if (status.code === OK) return status;
  try {
    convertToCommandError(Object.assign(new Error(status.details), status));
    return status;
  } catch {
    const metadata = status.metadata.clone();
    metadata.remove('exception');
    return { ...status, code: UNAVAILABLE, metadata };
  }
}
