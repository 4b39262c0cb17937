/** A real HTTP server around route functions, for tests. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Route = (request: Request) => Promise<Response>;

export interface WebServer {
  readonly url: string;
  /** Refuses connections until `start` is called again. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Listens on a free port, the same after every start. */
export async function webServer(route: Route, address = '127.0.0.1'): Promise<WebServer> {
  let server: Server | null = null;
  let port = 0;
  const start = async (): Promise<void> => {
    const next = createServer((incoming, outgoing) => {
      requestOf(incoming)
        .then(route)
        .then(async (response) => {
          outgoing.writeHead(response.status, Object.fromEntries(response.headers));
          outgoing.end(Buffer.from(await response.arrayBuffer()));
        })
        .catch((error: unknown) => {
          outgoing.writeHead(500).end(String(error));
        });
    });
    await new Promise<void>((resolve) => {
      next.listen(port, address, resolve);
    });
    server = next;
    port = addressOf(next).port;
  };
  await start();
  return {
    url: `http://${address}:${port}`,
    start,
    async stop() {
      const open = server;
      server = null;
      open?.closeAllConnections();
      await new Promise((resolve) => {
        if (open === null) resolve(null);
        else open.close(resolve);
      });
    },
  };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address;
}

async function requestOf(incoming: IncomingMessage): Promise<Request> {
  const headers = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] => (value === undefined ? [] : [[name, String(value)]]));
  const closed = new AbortController();
  incoming.on('close', () => closed.abort());
  const url = `http://${incoming.headers.host}${incoming.url}`;
  const method = incoming.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD') return new Request(url, { method, headers, signal: closed.signal });
  return new Request(url, { method, headers, body: Buffer.concat(await incoming.toArray()), signal: closed.signal });
}
