/** A way to the database that can be cut: between client and server, at any byte, without either of them saying goodbye. */
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

export class Proxy {
  private readonly pairs = new Set<readonly [Socket, Socket]>();
  private readonly server: Server;
  private held = false;

  private constructor(targetPort: number) {
    this.server = createServer((client) => {
      const upstream = connect(targetPort, '127.0.0.1');
      const pair = [client, upstream] as const;
      this.pairs.add(pair);
      for (const [from, to] of [[client, upstream], [upstream, client]] as const) {
        from.setNoDelay(true);
        from.on('data', (chunk) => {
          if (!to.write(chunk)) {
            from.pause();
            to.once('drain', () => from.resume());
          }
        });
        from.on('error', () => undefined);
        from.on('close', () => {
          to.destroy();
          this.pairs.delete(pair);
        });
      }
      if (this.held) for (const socket of pair) socket.pause();
    });
  }

  static async open(targetPort: number): Promise<Proxy> {
    const proxy = new Proxy(targetPort);
    await new Promise<void>((resolve) => {
      proxy.server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the proxy is closed');
    return address.port;
  }

  /** Resets connections: each with this probability. */
  cut(happens: () => boolean): void {
    for (const pair of this.pairs) if (happens()) for (const socket of pair) socket.resetAndDestroy();
  }

  /** Nothing passes for so long. */
  async hold(ms: number): Promise<void> {
    this.held = true;
    for (const pair of this.pairs) for (const socket of pair) socket.pause();
    await new Promise((resolve) => setTimeout(resolve, ms));
    this.held = false;
    for (const pair of this.pairs) for (const socket of pair) socket.resume();
  }

  async close(): Promise<void> {
    for (const pair of this.pairs) for (const socket of pair) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
