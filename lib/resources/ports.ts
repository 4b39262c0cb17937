/** What resource types need of the world beyond the engine's context. */
import type { DockerHosts } from '@/lib/providers/docker/hosts';
import type { HttpClient } from '@/lib/providers/http';
import type { OpenStackClouds } from '@/lib/providers/openstack/clouds';
import type { Sandbox } from '@/lib/providers/sandbox';
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import type { ConfigStore, DeploymentStore, HostStore, ServerStore } from '@/lib/software/ports';
import type { SignalAddresses } from '@/lib/software/signal-address';

export interface ResourcePorts {
  configs: ConfigStore;
  deployments: DeploymentStore;
  servers: ServerStore;
  hosts: Pick<HostStore, 'findHost' | 'labelled'>;
  sandbox: Sandbox;
  /** Networks, volumes and the like of the sandbox. */
  cloud: CloudStore;
  docker: DockerHosts;
  clouds: OpenStackClouds;
  http: HttpClient;
  addresses: SignalAddresses;
}
