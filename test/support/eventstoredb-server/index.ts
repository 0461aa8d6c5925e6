import { once } from 'node:events';
import { type AddressInfo, createServer, type Server as NetServer, type Socket } from 'node:net';
import gossipService from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import streamsService from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { featuresCall, gossipCall, type Member } from './about-service.js';
import { appendCall, batchAppendCall } from './append-service.js';
import { Calls } from './calls.js';
import { Faults } from './faults.js';
import { readCall } from './read-service.js';
import { type LogOptions, StoredLog } from './stored-log.js';
import { pause } from './struck.js';

export type { ReceivedCall } from './calls.js';
export type { Method } from './faults.js';
export type { ExpectedState, Position, ProposedEvent, StoredEvent } from './stored-log.js';
export { StoredLog };

export interface ServerOptions extends LogOptions {
  /** Events that are there already, or that several servers share. Takes the place of `noise` and `seed`. */
  log?: StoredLog;
  /** Default: any that is free. */
  port?: number;
  /** Bytes of one append. Default 1 MiB, as servers have it. */
  maxAppendSize?: number;
  /** What the server says of itself. Default 24.10.5. */
  version?: string;
  /** Whether it offers batch appends. Default true. */
  hasBatchAppend?: boolean;
}

const MEGABYTE = 1024 * 1024;

/**
 * An EventStoreDB server for tests: the services that the client calls, on a port of 127.0.0.1, over a log in memory.
 * It fails in the ways that it is told to.
 */
export class EventStoreDbServer {
  readonly log: StoredLog;
  readonly faults = new Faults();
  readonly calls = new Calls();
  /** What gossip says; by default this node leads a cluster of one. */
  members: () => readonly Member[] = () => [{ port: this.port, isLeader: true, isAlive: true }];
  private readonly sockets = new Set<Socket>();
  private listener: NetServer | undefined;
  private services: Server | undefined;
  private ownPort: number;

  private constructor(private readonly options: ServerOptions) {
    this.log = options.log ?? new StoredLog(options);
    this.ownPort = options.port ?? 0;
  }

  static async start(options: ServerOptions = {}): Promise<EventStoreDbServer> {
    const server = new EventStoreDbServer(options);
    await server.start();
    return server;
  }

  get port(): number {
    return this.ownPort;
  }

  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  /** Connections that are open now. */
  get connectionCount(): number {
    return this.sockets.size;
  }

  /** Cuts every connection without a word; new ones are taken. */
  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  /** Goes away, with every connection; the log stays. */
  async stop(): Promise<void> {
    const { listener, services } = this;
    this.listener = undefined;
    if (!listener) return;
    listener.close();
    this.cut();
    await once(listener, 'close');
    services?.forceShutdown();
  }

  /** Comes back on the port that it had. */
  async start(): Promise<void> {
    if (this.listener) return;
    this.log.forgetRecent();
    const services = this.offer();
    const { injectConnection } = services.createConnectionInjector(ServerCredentials.createInsecure());
    const listener = createServer((socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket)).on('error', () => undefined);
      injectConnection(socket);
    });
    listener.listen(this.ownPort, '127.0.0.1');
    await once(listener, 'listening');
    this.ownPort = (listener.address() as AddressInfo).port;
    this.listener = listener;
    this.services = services;
  }

  async restart(downMs = 0): Promise<void> {
    await this.stop();
    await pause(downMs);
    await this.start();
  }

  private offer(): Server {
    const { log, faults, calls, options } = this;
    const cut = () => this.cut();
    const context = {
      log,
      faults,
      calls,
      cut,
      maxAppendSize: options.maxAppendSize ?? MEGABYTE,
      version: options.version ?? '24.10.5',
      hasBatchAppend: options.hasBatchAppend ?? true,
      members: () => this.members(),
    };
    const services = new Server({ 'grpc.max_receive_message_length': 17 * MEGABYTE });
    services.addService(streamsService.StreamsService, {
      read: (call: Parameters<typeof readCall>[1]) => readCall(context, call),
      append: (...call: DropFirst<Parameters<typeof appendCall>>) => appendCall(context, ...call),
      batchAppend: (call: Parameters<typeof batchAppendCall>[1]) => batchAppendCall(context, call),
    } as UntypedServiceImplementation);
    services.addService(featuresService.ServerFeaturesService, { getSupportedMethods: featuresCall(context) });
    services.addService(gossipService.GossipService, { read: gossipCall(context) });
    return services;
  }
}

type DropFirst<T extends unknown[]> = T extends [unknown, ...infer Rest] ? Rest : never;
