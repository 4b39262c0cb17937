import type { DeploymentView } from '@/lib/wire/types';

type Run = Pick<DeploymentView, 'id' | 'resourceName' | 'serverId' | 'createdAt'>;

/** What took the place of a deployment: the newest of the same resource on the same server; null for one that is the newest itself, or belongs to no resource. */
export function laterRun<T extends Run>(deployments: readonly T[], of: Run): T | null {
  if (of.resourceName === null) return null;
  const later = deployments.filter((each) => each.resourceName === of.resourceName && each.serverId === of.serverId && each.createdAt > of.createdAt);
  return later.reduce<T | null>((newest, each) => (newest === null || each.createdAt > newest.createdAt ? each : newest), null);
}
