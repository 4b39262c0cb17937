/** Agents in containers run as long as their containers do: Docker starts a container again (or people do), and nobody but us its agent. */
import { unlessMissing } from '@/lib/providers/docker/errors';
import { startAgent } from '@/lib/providers/docker/agent';
import type { DockerHosts } from '@/lib/providers/docker/hosts';
import type { SignalAddresses } from '@/lib/software/signal-address';
import type { KnownServer, ServerStore } from '@/lib/software/ports';
import type { SandboxWatch } from '../sandbox-watch';
import { agentOf, agentRuns, agentToken } from './container-server';

export interface ContainerWatchOptions {
  docker: DockerHosts;
  servers: Pick<ServerStore, 'live'>;
  addresses: Pick<SignalAddresses, 'user'>;
  warn(message: string, error: unknown): void;
  everyMs?: number;
}

export function watchContainers({ docker, servers, addresses, warn, everyMs = 5_000 }: ContainerWatchOptions): SandboxWatch {
  let looking = false;
  const look = async ({ id, name, projectId, connectionId, resourceId }: KnownServer): Promise<void> => {
    if (connectionId === null || resourceId === null) return;
    const opened = await docker.open(projectId, connectionId);
    if (!opened.ok) return;
    const container = opened.host.engine.getContainer(id);
    const found = await unlessMissing(container.inspect());
    if (found === null || !found.State.Running || found.State.Paused || agentRuns(found)) return;
    const problem = await startAgent(container, opened.host, agentOf(id, name, agentToken(addresses.user({ resource: { id: resourceId } }))), found.Config.Image);
    if (problem !== null) warn(`the agent of container ${name} could not be started again`, problem);
  };
  const ensureRunning = async (): Promise<void> => {
    if (looking) return;
    looking = true;
    try {
      for (const server of await servers.live('docker')) await look(server).catch((error: unknown) => warn(`the agent of container ${server.name} could not be looked after`, error));
    } catch (error) {
      warn('agents of containers could not be looked after', error);
    } finally {
      looking = false;
    }
  };
  const timer = setInterval(() => void ensureRunning(), everyMs);
  void ensureRunning();
  return { ensureRunning, stop: () => clearInterval(timer) };
}
