/** Whether the web server will be able to listen where it is told to. */
import { createServer } from 'node:net';

/** Waits a little for processes of an earlier run to let go of the port; throws with advice when somebody else has it. */
export async function expectFreePort(host: string, port: number, patienceMs = 5_000): Promise<void> {
  for (const end = Date.now() + patienceMs; ; ) {
    const problem = await tryToListen(host, port);
    if (!problem) return;
    if (problem.code === 'EACCES') throw new Error(`Port ${port} may not be used by this user. Set PORT to one above 1023, for example PORT=${port + 8000} npm start`);
    if (problem.code === 'EADDRNOTAVAIL' || problem.code === 'ENOTFOUND') throw new Error(`HOST=${host} is not an address of this machine. HOST=127.0.0.1 serves this machine only, HOST=0.0.0.0 every network it is in.`);
    if (problem.code !== 'EADDRINUSE') throw problem;
    if (Date.now() > end) throw new Error(`Port ${port} of ${host} is in use by another program. Stop it, or choose another port: PORT=${port + 1} npm start`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

function tryToListen(host: string, port: number): Promise<NodeJS.ErrnoException | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', resolve);
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}
