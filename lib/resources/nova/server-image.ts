/** Snapshots of servers: images, which outlive them, and from which they are built again. */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { uuidFrom } from '@/lib/providers/uuid';
import type { ResourcePorts } from '../ports';
import { textOf } from '../values';

/** Heat keeps a server's image under this key of the private memory, and exports it with the stack. */
const IMAGE = 'snapshot_image_id';

type Ports = Pick<ResourcePorts, 'cloud' | 'sandbox'>;

export interface Image {
  id: string;
  /** The server that it was made of. */
  serverId: string | null;
}

/** The image made of a server of this project that the property names, or null: any other name stands for an empty machine. */
export async function imageOf(ctx: ActionContext, properties: JsonMap, { cloud }: Ports): Promise<Image | null> {
  const named = textOf(properties['image']);
  const found = named === null ? null : await cloud.find(ctx.stack.projectId, 'image', named);
  return found === null ? null : { id: found.id, serverId: textOf(found.body['server']) };
}

export function imaging({ cloud, sandbox }: Ports): Required<Pick<ResourceType, 'snapshot' | 'restore' | 'forgetSnapshot'>> {
  return {
    async snapshot(ctx): Promise<Outcome> {
      const { resource, stack, idempotencyKey, physicalName } = ctx;
      const serverId = resource.physicalResourceId;
      if (serverId === null) return { kind: 'failed', errorType: 'NotFound', reason: `The server ${resource.name} was never made.` };
      const id = uuidFrom('image', idempotencyKey);
      if (!(await sandbox.capture(serverId, id))) return { kind: 'failed', errorType: 'NotFound', reason: `The server ${serverId} is not on this machine any more.` };
      await cloud.save({
        id, projectId: stack.projectId, kind: 'image', name: `${physicalName}-${id.slice(0, 8)}`, parentId: null, address: null,
        body: { status: 'active', server: serverId, created_at: ctx.now.toISOString() },
      });
      return { kind: 'complete', data: { ...resource.data, [IMAGE]: id } };
    },
    restore(data): JsonMap {
      const id = textOf(data[IMAGE]);
      return id === null ? {} : { image: id };
    },
    async forgetSnapshot(data) {
      const id = textOf(data[IMAGE]);
      if (id === null) return;
      await cloud.remove(id);
      await sandbox.forgetImage(id);
    },
  };
}
