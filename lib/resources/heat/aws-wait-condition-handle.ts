/**
 * AWS::CloudFormation::WaitConditionHandle: a reference to it is the URL for signals, and a signal has all of Status, UniqueId, Data and Reason.
 * OS::Heat::UpdateWaitConditionHandle is one that every update of its stack makes anew, so that a condition waits again.
 */
import type { ResourceType } from '@/lib/engine/resource-type';
import { openSignal } from '@/lib/software/signal-address';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { isMap } from '../values';

const KEYS = ['Data', 'Reason', 'Status', 'UniqueId'];

export function awsWaitConditionHandle(ports: Pick<ResourcePorts, 'addresses'>): ResourceType {
  return handleType('AWS::CloudFormation::WaitConditionHandle', ports);
}

export function updateWaitConditionHandle(ports: Pick<ResourcePorts, 'addresses'>): ResourceType {
  return { ...handleType('OS::Heat::UpdateWaitConditionHandle', ports), replacedByEveryUpdate: true };
}

function handleType(name: string, { addresses }: Pick<ResourcePorts, 'addresses'>): ResourceType {
  return {
    schema: runnable(name, 'builtin'),
    effects: 'none',
    create: (ctx) => ({ kind: 'complete', physicalResourceId: ctx.physicalName, data: { url: addresses.waitConditionUrl(ctx) } }),
    referenceId: (resource) => resource.data['url'] ?? resource.name,
    signal(ctx, payload) {
      const { body } = openSignal(payload);
      const complete = isMap(body) && KEYS.every((key) => key in body) && Object.keys(body).length === KEYS.length;
      if (!complete || (body['Status'] !== 'SUCCESS' && body['Status'] !== 'FAILURE')) return { reason: null };
      const { UniqueId: id = null, Data = null, Reason = null, Status = null } = body;
      return {
        metadata: { ...ctx.resource.metadata, [String(id)]: { Data, Reason, Status } },
        reason: `status:${Status} reason:${String(Reason)}`,
      };
    },
  };
}
