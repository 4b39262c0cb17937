/** Agents of the sandbox run as long as their servers exist: started again with the worker, and when one has died. */
import type { Sandbox } from '@/lib/providers/sandbox';
import type { ServerStore } from '@/lib/software/ports';

export interface SandboxWatch {
  /** Starts the agents of all live servers that have none. */
  ensureRunning(): Promise<void>;
  /** Ends the watch; the agents go on. */
  stop(): void;
}

export interface WatchOptions {
  sandbox: Pick<Sandbox, 'ensureAgent'>;
  servers: Pick<ServerStore, 'live'>;
  warn(message: string, error: unknown): void;
  everyMs?: number;
}

export function watchSandbox({ sandbox, servers, warn, everyMs = 5_000 }: WatchOptions): SandboxWatch {
  let looking = false;
  const ensureRunning = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      for (const server of await servers.live('sandbox')) await sandbox.ensureAgent(server);
    } catch (error) {
      warn('agents of the sandbox could not be looked after', error);
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void ensureRunning(), everyMs);
  void ensureRunning();
  return { ensureRunning, stop: () => clearInterval(timer) };
}
