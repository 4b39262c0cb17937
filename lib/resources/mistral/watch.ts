/** Looks how executions are doing that signals have started, and tells their resources when they end: nobody waits for them, but people want to see it. */
import type { OpenStackClouds } from '@/lib/providers/openstack/clouds';
import { CloudFault } from '@/lib/providers/openstack/faults';
import { hasEnded, mistral } from '@/lib/providers/openstack/mistral';
import type { ExecutionStore, OpenExecution } from '@/lib/store/executions';
import type { SandboxWatch } from '../sandbox-watch';
import { LOOK } from './workflow';

export interface ExecutionWatchOptions {
  clouds: OpenStackClouds;
  executions: ExecutionStore;
  warn(message: string, error: unknown): void;
  everyMs?: number;
}

export function watchExecutions({ clouds, executions, warn, everyMs = 3_000 }: ExecutionWatchOptions): SandboxWatch {
  let looking = false;
  const look = async (open: OpenExecution): Promise<void> => {
    const opened = await clouds.open(open.projectId, open.connectionId);
    if (!opened.ok) return;
    const found = await mistral(opened.cloud.cloud).findExecution(open.id);
    if (found === null || hasEnded(found)) await executions.tell(open, found?.state ?? 'removed', { [LOOK]: true });
  };
  const ensureRunning = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      for (const open of await executions.open()) {
        await look(open).catch((error: unknown) => {
          // A cloud that is away is looked at again.
          if (!(error instanceof CloudFault)) warn(`execution ${open.id} could not be looked at`, error);
        });
      }
    } catch (error) {
      warn('executions of workflows could not be looked after', error);
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void ensureRunning(), everyMs);
  void ensureRunning();
  return { ensureRunning, stop: () => clearInterval(timer) };
}
