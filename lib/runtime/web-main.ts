/** The web server process: Next behind an HTTP server of our own, so that it stops in order, and refuses foreign requests in one place. */
import './follow-parent';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import next from 'next';
import { isForeign } from '@/lib/auth/foreign-origin';
import { readConfig } from './config';
import { createLogger } from './logger';

/** Pages and their programs travel compressed. It would hold back the small pieces of streams, and clients of the APIs get what Heat gives. */
const COMPRESSED = /^\/(?:_next\/static|p|sign-in|api-reference|api\/catalogue)(?:[/?]|$)/;

const config = readConfig();
const logger = createLogger('web', config.logLevel);
const development = process.env.NODE_ENV === 'development';
const server = createServer((request, response) => {
  respond(request, response).catch((error: unknown) => {
    logger.error({ error, url: request.url }, 'a request failed');
    if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
    response.end('Internal error');
  });
});
const app = next({ dev: development, dir: process.cwd(), hostname: config.host, port: config.port, httpServer: server });

await app.prepare();
const handle = app.getRequestHandler();

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (isForeign(request.method ?? 'GET', request.headers, config.publicUrl)) {
    response.writeHead(403, { 'content-type': 'text/plain' });
    response.end(`Requests that change something are taken from pages of ${config.publicUrl} only. Behind a proxy, set HEARTH_URL to the address people use.\n`);
    return;
  }
  // Who is really at the other end of the connection; whatever the client claims in this header is overwritten.
  request.headers['x-hearth-peer'] = request.socket.remoteAddress;
  if (!COMPRESSED.test(request.url ?? '')) delete request.headers['accept-encoding'];
  await handle(request, response);
}

// Streams and long polls stay open: no limit on how long an answer may take, only on how long a request may dawdle.
server.requestTimeout = 60_000;
server.keepAliveTimeout = 65_000;
server.on('error', (error) => {
  logger.fatal({ error }, 'the web server cannot listen');
  process.exit(1);
});
server.listen(config.port, config.host, () => {
  logger.info({ host: config.host, port: config.port }, 'listening');
  process.send?.('ready');
});

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    // Answers under way get a moment; streams, which never end by themselves, are cut and resume at the next server.
    server.close(() => process.exit(0));
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 1_000).unref();
    setTimeout(() => process.exit(0), 3_000).unref();
  });
}
