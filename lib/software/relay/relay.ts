/**
 * Hosts without an agent: the worker stays connected to each of them over SSH and does its runs one after the other. A host that is away is tried again, each
 * time later; its runs wait, as those of a host whose agent is away. Several workers may do this at once: the host starts a run once, and output and end are stored once.
 */
import { openSession, SshFault, type SshSession, type SshTarget } from '@/lib/providers/ssh/session';
import type { KnownServer, ServerStore } from '../ports';
import { attendRun, failRun, type RelayPorts } from './attend-run';
import { GREETING, probeScript } from './host-scripts';

export interface RelayWatchPorts extends RelayPorts {
  servers: Pick<ServerStore, 'live' | 'reached'>;
  /** Where the host of a server is, as its connection says now; null when the connection has no such host any more. */
  target(server: KnownServer): Promise<SshTarget | null>;
  /** Remembers the key that a host has shown first. */
  pin(server: KnownServer, hostKey: string): Promise<void>;
  warn(message: string, error: unknown): void;
}

export interface RelayWatch {
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 2_000;
const PROBE_EVERY_MS = 10_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export function watchRelays(ports: RelayWatchPorts): RelayWatch {
  const relays = new Map<string, { key: string; stop: AbortController; done: Promise<void> }>();
  let looking = false;
  const look = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      const live = new Map((await ports.servers.live('ssh')).map((server) => [server.id, server]));
      for (const [id, relay] of relays) {
        if (live.get(id) !== undefined && keyOf(live.get(id)) === relay.key) continue;
        relay.stop.abort();
        relays.delete(id);
      }
      for (const [id, server] of live) {
        if (relays.has(id)) continue;
        const stop = new AbortController();
        relays.set(id, { key: keyOf(server), stop, done: relay(ports, server, stop.signal) });
      }
    } catch (error) {
      ports.warn('hosts over SSH could not be looked after', error);
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void look(), LOOK_EVERY_MS);
  void look();
  return {
    async stop() {
      clearInterval(timer);
      const all = [...relays.values()];
      for (const { stop } of all) stop.abort();
      await Promise.all(all.map(({ done }) => done));
    },
  };
}

/** A host that was changed gets a relay anew. */
function keyOf(server: KnownServer | undefined): string {
  return server === undefined ? '' : `${server.connectionId} ${server.address} ${server.name} ${server.version}`;
}

async function relay(ports: RelayWatchPorts, server: KnownServer, stop: AbortSignal): Promise<void> {
  let session: SshSession | null = null;
  let pauseMs = FIRST_PAUSE_MS;
  const end = (): void => session?.close();
  stop.addEventListener('abort', end);
  while (!stop.aborted) {
    try {
      session = session === null || session.closed ? await connect(ports, server) : session;
      if (stop.aborted) break;
      pauseMs = FIRST_PAUSE_MS;
      await serve(ports, server, session, stop);
    } catch (error) {
      session?.close();
      session = null;
      if (stop.aborted) break;
      await refuse(ports, server, error).catch((fault: unknown) => ports.warn(`the host ${server.name} could not be looked after`, fault));
      await ports.bell.wait('', pauseMs, stop);
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
    }
  }
  stop.removeEventListener('abort', end);
  session?.close();
}

/** Does what there is to do, and looks from time to time whether the host is there. */
async function serve(ports: RelayWatchPorts, server: KnownServer, session: SshSession, stop: AbortSignal): Promise<void> {
  let probed = Date.now();
  while (!stop.aborted) {
    const quiet = new AbortController();
    const news = ports.bell.wait(server.id, 1_000, AbortSignal.any([stop, quiet.signal]));
    const found = await ports.store.nextRun(server.id);
    if (found === null) await news;
    quiet.abort();
    if (found !== null && found.settledIn > 0) await ports.bell.wait('', found.settledIn, stop);
    else if (found !== null) await attendRun(ports, session, server, found.run);
    if (Date.now() - probed < PROBE_EVERY_MS) continue;
    probed = Date.now();
    await ports.servers.reached(server.id, null, await probe(session));
  }
}

async function connect(ports: RelayWatchPorts, server: KnownServer): Promise<SshSession> {
  const target = await ports.target(server);
  if (target === null) throw new SshFault('refused', `The connection of the host ${server.name} is not there any more.`);
  const session = await openSession(target);
  try {
    if (target.hostKey === null) await ports.pin(server, session.hostKey);
    await ports.servers.reached(server.id, null, await probe(session));
    return session;
  } catch (error) {
    session.close();
    throw error;
  }
}

/** What the host says about itself. @throws SshFault when it cannot run anything */
export async function probe(session: SshSession): Promise<string> {
  const { stdout, stderr, code } = await session.run('sh -s', probeScript());
  const [first = '', ...missing] = stdout.toString('utf8').trim().split('\n');
  if (!first.startsWith(`${GREETING} `)) {
    throw new SshFault('refused', `The host has no POSIX shell "sh" that its user can run commands with (code ${code}${stderr === '' ? '' : `: ${stderr.slice(0, 300)}`}). Configurations need one.`);
  }
  if (missing.length > 0) throw new SshFault('refused', `The host misses programs that every run needs: ${missing.join(', ')}. Install them.`);
  return first.slice(GREETING.length + 1);
}

/** What waits for a host that somebody has to change first fails with the reason; what waits for one that is away goes on waiting. */
async function refuse(ports: RelayWatchPorts, server: KnownServer, error: unknown): Promise<void> {
  if (!(error instanceof SshFault)) return ports.warn(`the host ${server.name} could not be served`, error);
  await ports.servers.reached(server.id, error.message, null);
  if (error.kind === 'away') return;
  const found = await ports.store.nextRun(server.id);
  if (found !== null) await failRun(ports, found.run, `hearth: ${error.message}`);
}
