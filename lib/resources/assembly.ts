/** Puts resource types, sandbox, agent and signals together over a database. Used by the composition root, and by tests as it is. */
import path from 'node:path';
import type { Pool } from 'pg';
import type { Vault } from '@/lib/engine/types';
import type { ConnectionStore } from '@/lib/providers/connections';
import { dockerHosts, type DockerHosts } from '@/lib/providers/docker/hosts';
import { createHttpClient } from '@/lib/providers/http';
import { openStackClouds } from '@/lib/providers/openstack/clouds';
import { createSandbox, readAgent, type Sandbox } from '@/lib/providers/sandbox';
import { createAgentApi } from '@/lib/software/agent-api';
import type { HostStore, ServerStore } from '@/lib/software/ports';
import { createJoinApi } from '@/lib/software/join-api';
import { createSignalApi } from '@/lib/software/signal-api';
import { type Sign, type SignalAddresses, signalAddresses } from '@/lib/software/signal-address';
import { configStore } from '@/lib/store/configs';
import { connectionStore } from '@/lib/store/connections';
import { deploymentStore } from '@/lib/store/deployments';
import { agentStore } from '@/lib/store/deployments-agent';
import { hostStore } from '@/lib/store/hosts';
import { cloudStore } from '@/lib/store/sandbox-objects';
import { serverStore } from '@/lib/store/servers';
import { listeningBell } from '@/lib/store/servers-bell';
import { signalStore, type WakeRun } from '@/lib/store/signals';
import { sshHostStore, type SshHostStore } from '@/lib/store/ssh-hosts';
import { type RelayWatch } from '@/lib/software/relay/relay';
import { watchSshHosts } from './ssh-watch';
import { createRegistry, type Registry } from './registry';
import { watchContainers } from './docker/watch';
import { watchExecutions } from './mistral/watch';
import { executionStore } from '@/lib/store/executions';
import { type SandboxWatch, watchSandbox } from './sandbox-watch';

export interface AssemblyOptions {
  pool: Pool;
  /** For the connection that listens for news for agents. */
  databaseUrl: string;
  vault: Vault & { sign: Sign };
  wake: WakeRun;
  config: {
    dataDirectory: string;
    /** Where others reach the web server, and where processes of this machine do. */
    publicUrl: string;
    localUrl: string;
    sandbox: boolean;
    allowPrivateUrls: boolean;
  };
}

export interface ResourceAssembly {
  registry: Registry;
  addresses: SignalAddresses;
  sandbox: Sandbox;
  hosts: HostStore;
  servers: ServerStore;
  connections: ConnectionStore;
  docker: DockerHosts;
  sshHosts: SshHostStore;
  /** Routes, as functions: /agent/v1/*, and /cfn/v1/signal/* with /cfn/v1/waitcondition/*. */
  agentApi(request: Request): Promise<Response>;
  signalApi(request: Request): Promise<Response>;
  /** For the worker: keep the agents of the sandbox's servers, and of containers, running. */
  watchContainers(warn: (message: string, error: unknown) => void): SandboxWatch;
  watchSandbox(warn: (message: string, error: unknown) => void): SandboxWatch;
  /** For the worker: tells of the end of executions of workflows that signals have started. */
  watchExecutions(warn: (message: string, error: unknown) => void, everyMs?: number): SandboxWatch;
  /** For the worker: does the runs of hosts that are reached over SSH. */
  watchSsh(warn: (message: string, error: unknown) => void): RelayWatch;
  close(): Promise<void>;
}

export function assembleResources({ pool, databaseUrl, vault, wake, config }: AssemblyOptions): ResourceAssembly {
  const addresses = signalAddresses(vault.sign, config.publicUrl);
  const servers = serverStore(pool);
  const sandbox = createSandbox({ enabled: config.sandbox, directory: path.join(config.dataDirectory, 'sandbox'), url: config.localUrl });
  const hosts = hostStore(pool);
  const connections = connectionStore(pool, vault);
  const docker = dockerHosts(connections, config.publicUrl);
  const clouds = openStackClouds(connections);
  const joinApi = createJoinApi({ hosts, publicUrl: config.publicUrl, agent: readAgent });
  const bell = listeningBell(databaseUrl);
  const agents = { store: agentStore(pool, vault, wake), hosts, bell, now: () => new Date() };
  const agentApi = createAgentApi(agents);
  const executions = executionStore(pool, wake);
  const registry = createRegistry({
    configs: configStore(pool, vault),
    deployments: deploymentStore(pool, vault),
    servers,
    hosts,
    sandbox,
    cloud: cloudStore(pool),
    docker,
    clouds,
    http: createHttpClient({ allowPrivate: config.allowPrivateUrls }),
    addresses,
  });
  return {
    registry,
    addresses,
    sandbox,
    hosts,
    servers,
    connections,
    docker,
    sshHosts: sshHostStore(pool),
    agentApi: (request) => joinApi(request) ?? agentApi(request),
    signalApi: createSignalApi({ signals: signalStore(pool, wake), sign: vault.sign, publicUrl: config.publicUrl, now: () => new Date() }),
    watchContainers: (warn) => watchContainers({ docker, servers, addresses, warn }),
    watchExecutions: (warn, everyMs) => watchExecutions({ clouds, executions, warn, ...(everyMs === undefined ? {} : { everyMs }) }),
    watchSandbox: (warn) => watchSandbox({ sandbox, servers, warn }),
    watchSsh: (warn) => watchSshHosts({ ...agents, agent: readAgent, servers, warn }, connections),
    close: () => bell.close(),
  };
}
