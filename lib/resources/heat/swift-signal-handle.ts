/** OS::Heat::SwiftSignalHandle: a temporary URL; what is put there is a signal. A reference to the handle is that URL. */
import type { ResourceType } from '@/lib/engine/resource-type';
import { openSignal } from '@/lib/software/signal-address';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { recordSignal } from './wait-condition-handle';

export function swiftSignalHandle({ addresses }: Pick<ResourcePorts, 'addresses'>): ResourceType {
  return {
    schema: runnable('OS::Heat::SwiftSignalHandle', 'builtin'),
    effects: 'none',
    create(ctx) {
      const endpoint = addresses.objectUrl(ctx);
      return {
        kind: 'complete', physicalResourceId: ctx.physicalName, data: { url: endpoint },
        attributes: { token: '', endpoint, curl_cli: `curl -i -X PUT '${endpoint}'` },
      };
    },
    referenceId: (resource) => resource.data['url'] ?? resource.name,
    signal: (ctx, payload) => recordSignal(ctx.resource.metadata, openSignal(payload).body),
  };
}
