/** The server from far away: a door on another port through which everything takes as long as over a network, and which can be shut. */
import { createServer, connect, type AddressInfo, type Socket } from 'node:net';

export interface Distance {
  url: string;
  /** Ends every connection and lets none come, until it is opened. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
}

/** @param oneWay milliseconds that each byte is under way, in each direction */
export async function farAway(url: string, oneWay: number): Promise<Distance> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  let isShut = false;
  /** Bytes keep their order: timers of one length end as they began. */
  const carry = (from: Socket, to: Socket): void => {
    from.on('data', (bytes: Buffer) => { setTimeout(() => { if (!to.destroyed) to.write(bytes); }, oneWay); });
    from.on('end', () => { setTimeout(() => to.end(), oneWay); });
    from.on('error', () => to.destroy());
    from.on('close', () => { sockets.delete(from); });
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (isShut) {
      near.destroy();
      return;
    }
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
    }
    carry(near, far);
    carry(far, near);
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The door has no port.');
  const end = (): void => { for (const socket of sockets) socket.destroy(); };
  return {
    url: `http://127.0.0.1:${address.port}`,
    shut: () => { isShut = true; end(); },
    open: () => { isShut = false; },
    close: () => new Promise((resolve) => {
      end();
      server.close(() => resolve());
    }),
  };
}
