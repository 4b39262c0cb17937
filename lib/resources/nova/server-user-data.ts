/** User data: run by the server's agent at its first boot like any script, so that its output is seen. Nobody waits for its result. */
import type { ActionContext } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { uuidFrom } from '@/lib/providers/uuid';
import { BOOT_OPTION } from '@/lib/software/metadata';
import type { ResourcePorts } from '../ports';
import { asText } from '../values';

/** A property that is the id of a stored config stands for its text. */
export async function userDataOf(ctx: ActionContext, properties: JsonMap, ports: Pick<ResourcePorts, 'configs'>): Promise<string> {
  const given = asText(properties['user_data']);
  const stored = await ports.configs.find(ctx.stack.projectId, given);
  return stored === null ? given : asText(stored.config);
}

export async function boot(ctx: ActionContext, serverId: string, name: string, userData: string, ports: Pick<ResourcePorts, 'deployments'>): Promise<void> {
  if (userData.trim() === '') return;
  await ports.deployments.begin(
    {
      id: uuidFrom('boot', serverId),
      projectId: ctx.stack.projectId,
      stackId: ctx.stack.id,
      rootId: ctx.stack.rootId,
      resourceId: ctx.resource.id,
      resourceName: ctx.resource.name,
      serverId,
      action: ctx.resource.action === 'UPDATE' ? 'UPDATE' : 'CREATE',
      status: 'IN_PROGRESS',
      statusReason: 'User data to be run at the first boot',
      inputValues: {},
    },
    {
      id: uuidFrom('boot-config', ctx.idempotencyKey),
      name: `${name}: user data`,
      group: 'cloud-init',
      config: userData,
      inputs: [],
      outputs: [],
      options: { [BOOT_OPTION]: true },
      secrets: ctx.secrets,
    },
  );
}
