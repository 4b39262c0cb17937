/** OS::Heat::Delay: takes its time on some actions. The end is drawn once and remembered, so a restart does not begin again. */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { Action } from '@/lib/engine/states';
import type { JsonMap } from '@/lib/hot/types';
import { runnable } from '../schema';
import { numberOf, textOf, textsOf } from '../values';

export const delay: ResourceType = {
  schema: runnable('OS::Heat::Delay', 'builtin'),
  effects: 'none',
  create: (ctx, properties) => begin(ctx, 'CREATE', properties),
  delete: (ctx) => begin(ctx, 'DELETE', ctx.resource.properties),
  suspend: (ctx) => begin(ctx, 'SUSPEND', ctx.resource.properties),
  resume: (ctx) => begin(ctx, 'RESUME', ctx.resource.properties),
  poll(ctx) {
    const until = new Date(textOf(ctx.resource.data['until']) ?? ctx.now);
    return ctx.now >= until ? { kind: 'complete' } : { kind: 'waiting', for: { wakeAt: until, what: `delay until ${until.toISOString()}` } };
  },
};

function begin(ctx: ActionContext, action: Action, properties: JsonMap): Outcome {
  const physicalResourceId = ctx.resource.physicalResourceId ?? ctx.physicalName;
  if (!textsOf(properties['actions'] ?? ['CREATE']).includes(action)) return { kind: 'complete', physicalResourceId };
  const jitter = numberOf(properties['max_jitter'], 0) * numberOf(properties['jitter_multiplier'], 1) * Math.random();
  const seconds = numberOf(properties['min_wait'], 0) + jitter;
  if (seconds <= 0) return { kind: 'complete', physicalResourceId };
  const until = new Date(ctx.startedAt.getTime() + seconds * 1000);
  return {
    kind: 'waiting',
    physicalResourceId,
    data: { until: until.toISOString() },
    for: { wakeAt: until, what: `delay of ${seconds.toFixed(1)} s` },
  };
}
