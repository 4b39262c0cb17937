/** News for agents that wait: one LISTEN connection a process, however many agents. */
import { Client } from 'pg';
import type { AgentBell } from '@/lib/software/ports';

export interface ListeningBell extends AgentBell {
  close(): Promise<void>;
}

const RECONNECT_MS = 1_000;

/** Connects with the first wait. While the connection is lost nobody is woken early, and waits end with their time. */
export function listeningBell(databaseUrl: string): ListeningBell {
  const waiting = new Map<string, Set<() => void>>();
  let client: Client | null = null;
  let closed = false;
  let retryAt = 0;

  const ring = (serverId: string): void => {
    for (const wakeUp of waiting.get(serverId) ?? []) wakeUp();
  };

  const listen = async (): Promise<void> => {
    if (client !== null || closed || Date.now() < retryAt) return;
    const connecting = new Client({ connectionString: databaseUrl });
    client = connecting;
    const lost = (): void => {
      if (client !== connecting) return;
      client = null;
      retryAt = Date.now() + RECONNECT_MS;
      void connecting.end().catch(() => undefined);
    };
    connecting.on('error', lost);
    connecting.on('end', lost);
    connecting.on('notification', (message) => ring(message.payload ?? ''));
    try {
      await connecting.connect();
      await connecting.query('LISTEN hearth_agent');
    } catch {
      lost();
    }
  };

  return {
    get closed() {
      return closed;
    },
    async wait(serverId, milliseconds, signal) {
      const woken = new Promise<void>((resolve) => {
        const set = waiting.get(serverId) ?? new Set();
        waiting.set(serverId, set);
        const done = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          set.delete(done);
          if (set.size === 0) waiting.delete(serverId);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        signal.addEventListener('abort', done, { once: true });
        set.add(done);
        if (signal.aborted) done();
      });
      void listen();
      await woken;
    },
    async close() {
      closed = true;
      const open = client;
      client = null;
      await open?.end().catch(() => undefined);
      for (const set of waiting.values()) for (const wakeUp of set) wakeUp();
    },
  };
}
