/** OS::Heat::WaitCondition: complete when its handle has had enough signals of success, failed with the first of failure or in time. */
import type { ActionContext, Outcome, ResourceType, ResourceView } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { runnable } from '../schema';
import { asMap, isMap, numberOf } from '../values';

export const waitCondition: ResourceType = {
  schema: runnable('OS::Heat::WaitCondition', 'builtin'),
  effects: 'none',
  create: (ctx, properties) => ({ ...look(ctx, properties), physicalResourceId: ctx.physicalName }),
  update: (ctx, { after }) => look(ctx, after),
  poll: (ctx, _action, properties) => look(ctx, properties),
};

interface Received {
  id: string;
  status: string;
  reason: string;
  data: JsonMap[string];
}

function look(ctx: ActionContext, properties: JsonMap): Outcome {
  const handle = ctx.findByReferenceId(properties['handle'] ?? null);
  if (handle === undefined) {
    return { kind: 'failed', errorType: 'ValueError', reason: `Property handle: no wait condition handle of this stack is ${JSON.stringify(properties['handle'] ?? null)}.` };
  }
  const signals = signalsOf(handle);
  const count = numberOf(properties['count'], 1);
  const good = signals.filter((signal) => signal.status === 'SUCCESS');
  const bad = signals.filter((signal) => signal.status !== 'SUCCESS');
  if (bad.length > 0) return { kind: 'failed', errorType: 'WaitConditionFailure', reason: bad.map((signal) => signal.reason).join(';') };
  if (good.length >= count) {
    const values = Object.fromEntries(good.map((signal) => [signal.id, signal.data]));
    return { kind: 'complete', attributes: { data: JSON.stringify(values) } };
  }
  const deadline = new Date(ctx.startedAt.getTime() + numberOf(properties['timeout'], 0) * 1000);
  if (ctx.now >= deadline) {
    const reasons = good.length === 0 ? '' : ` - ${good.map((signal) => signal.reason).join(';')}`;
    return { kind: 'failed', errorType: 'WaitConditionTimeout', reason: `${good.length} of ${count} received${reasons}` };
  }
  return { kind: 'waiting', for: { signal: true, wakeAt: deadline, what: `signal ${good.length + 1} of ${count}` } };
}

/** The handle keeps them in its metadata, beside what the template may have put there. */
function signalsOf(handle: ResourceView): Received[] {
  return Object.entries(handle.metadata)
    .filter(([, signal]) => isMap(signal) && 'status' in signal)
    .map(([id, signal]) => {
      const { status = '', reason = '', data = null } = asMap(signal);
      return { id, status: String(status), reason: String(reason), data };
    });
}
