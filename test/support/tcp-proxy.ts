import { type AddressInfo, createServer, connect as dial, type Server, type Socket } from 'node:net';

/** Stands between a client and a server on 127.0.0.1, and can cut what passes through. */
export class TcpProxy {
  private readonly server: Server;
  private readonly connections = new Set<{ client: Socket; upstream: Socket }>();
  private withheld = false;

  private constructor(private targetPort: number) {
    this.server = createServer((client) => this.join(client));
  }

  static async open(targetPort: number): Promise<TcpProxy> {
    const proxy = new TcpProxy(targetPort);
    await new Promise<void>((resolve) => proxy.server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Connections that are open now. */
  get connectionCount(): number {
    return this.connections.size;
  }

  /** Where new connections go from now on. */
  retarget(port: number): void {
    this.targetPort = port;
  }

  /** Lets everything through to the server and, until told otherwise, none of its answers back, nor that it has ended. */
  withholdAnswers(): void {
    this.withheld = true;
  }

  passAnswers(): void {
    this.withheld = false;
  }

  /** Cuts every connection, without a word to either side. */
  cut(): void {
    for (const { client, upstream } of this.connections) {
      client.destroy();
      upstream.destroy();
    }
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private join(client: Socket): void {
    const upstream = dial(this.targetPort, '127.0.0.1');
    const connection = { client, upstream };
    this.connections.add(connection);
    client.on('data', (bytes) => upstream.write(bytes));
    upstream.on('data', (bytes) => {
      if (!this.withheld) client.write(bytes);
    });
    const end = () => {
      client.destroy();
      upstream.destroy();
      this.connections.delete(connection);
    };
    client.on('error', end).on('close', end);
    upstream
      .on('error', () => undefined)
      .on('close', () => {
        if (!this.withheld) end();
      });
  }
}
