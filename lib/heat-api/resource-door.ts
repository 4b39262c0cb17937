/** Resources as other services reach them: an object or a queue that is named by a resource takes its signals and shows its metadata. */
import type { Json, JsonMap } from '@/lib/hot/types';
import type { Signallable, SignalStore } from '@/lib/software/ports';
import { deliverSignal, type Delivery } from '@/lib/software/signal-delivery';
import { resourceMetadata } from '@/lib/stacks/resource-metadata';
import { resourceRecord } from '@/lib/store/resource-listing';
import { signalStore } from '@/lib/store/signals';
import type { HeatPorts } from './ports';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface ResourceDoor {
  /** Null: no resource of the project has this id. */
  find(projectId: string, resourceId: string): Promise<Signallable | null>;
  signal(target: Signallable, run: string | null, payload: Json): Promise<Delivery>;
  /** As its agent reads it: of a server with what is to be deployed on it, secrets open. */
  metadata(target: Signallable): Promise<JsonMap>;
}

export function resourceDoor({ pool, vault, queue }: Pick<HeatPorts, 'pool' | 'vault' | 'queue'>): ResourceDoor {
  const signals: SignalStore = signalStore(pool, (client, rootId) => queue.enqueueRun(client, rootId));
  return {
    async find(projectId, resourceId) {
      const found = UUID.test(resourceId) ? await signals.findResource(resourceId) : null;
      return found?.projectId === projectId ? found : null;
    },
    signal: (target, run, payload) => deliverSignal(signals, target, run, payload),
    async metadata(target) {
      const resource = await resourceRecord(pool, target.stackId, target.name);
      return resource === null ? {} : resourceMetadata(pool, vault, target.projectId, resource);
    },
  };
}
