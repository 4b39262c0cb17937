/** OS::Heat::ScalingPolicy: a signal to it changes how many members its group has. */
import type { ActionContext, ResourceType, ResourceView, SignalOutcome } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { openSignal } from '@/lib/software/signal-address';
import type { ResourcePorts } from '../../ports';
import { runnable } from '../../schema';
import { asText, isMap, numberOf, textOf, textsOf } from '../../values';
import { clamp, WANTED } from './auto-scaling-group';

/** In the private memory of policies and groups: before this time they are not scaled again. */
const COOLS_UNTIL = 'coolsUntil';

export function scalingPolicy({ addresses }: Pick<ResourcePorts, 'addresses'>): ResourceType {
  return {
    schema: runnable('OS::Heat::ScalingPolicy', 'builtin'),
    effects: 'none',
    create(ctx) {
      // Alarms sign nothing, so theirs is signed for them; who has a token uses the API's own.
      return { kind: 'complete', physicalResourceId: ctx.physicalName, attributes: { alarm_url: addresses.url(ctx), signal_url: addresses.endpoint(ctx) } };
    },
    update: () => ({ kind: 'complete' }),
    signal: (ctx, payload) => scale(ctx, openSignal(payload).body),
  };
}

/** An alarm that is not raised, a group that cools down or is at its limit, and a stack under way: nothing happens, and nothing is said. */
function scale(ctx: ActionContext, payload: Json): SignalOutcome {
  const { properties, data } = ctx.resource;
  const group = ctx.findByReferenceId(properties['auto_scaling_group_id'] ?? null);
  if (group === undefined) return { reason: `could not find scaling group named "${asText(properties['auto_scaling_group_id'] ?? '')}"` };
  if (!raised(payload) || ctx.busy || cools(data, ctx.now) || cools(group.data, ctx.now)) return { reason: null };
  const current = textsOf(group.data['names']).length;
  // The names that the group's own type has for its limits.
  const { min_size: least, max_size: most, MinSize = least, MaxSize = most } = group.properties;
  const wanted = clamp(newCapacity(current, properties), numberOf(MinSize, 0), numberOf(MaxSize, 0));
  if (wanted === current) return { reason: null };
  return {
    reason: null,
    sent: payload,
    data: { ...data, ...cooldown(ctx.resource, ctx.now) },
    redeploy: { resourceId: group.id, data: { ...group.data, ...cooldown(group, ctx.now), [WANTED]: wanted } },
  };
}

function raised(payload: Json): boolean {
  if (!isMap(payload)) return true;
  return asText(payload['current'] ?? payload['state'] ?? 'alarm').toLowerCase() === 'alarm';
}

function cools(data: JsonMap, now: Date): boolean {
  const until = textOf(data[COOLS_UNTIL]);
  return until !== null && new Date(until) > now;
}

function cooldown(resource: ResourceView, now: Date): JsonMap {
  const seconds = numberOf(resource.properties['cooldown'], 0);
  return seconds > 0 ? { [COOLS_UNTIL]: new Date(now.getTime() + seconds * 1000).toISOString() } : {};
}

/** A share of less than one member counts as a whole one, any other is cut off. */
export function newCapacity(current: number, properties: JsonMap): number {
  const adjustment = numberOf(properties['scaling_adjustment'], 0);
  switch (properties['adjustment_type']) {
    case 'exact_capacity':
      return adjustment;
    case 'percent_change_in_capacity': {
      const share = (current * adjustment) / 100;
      const delta = Math.abs(share) < 1 ? Math.sign(share) * Math.ceil(Math.abs(share)) : Math.trunc(share);
      const least = numberOf(properties['min_adjustment_step'], 0);
      return current + (Math.abs(delta) < least ? Math.sign(adjustment) * least : delta);
    }
    default:
      return current + adjustment;
  }
}
