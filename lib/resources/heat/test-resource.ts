/**
 * OS::Heat::TestResource: takes as long, fails and asks for a replacement as its properties say. Reading attributes and checking constraints take no
 * time here, so `attr_wait_secs` and `constraint_prop_secs` are added to the action.
 */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { Action } from '@/lib/engine/states';
import type { JsonMap } from '@/lib/hot/types';
import { runnable } from '../schema';
import { asMap, numberOf } from '../values';

export const testResource: ResourceType = {
  schema: runnable('OS::Heat::TestResource', 'builtin'),
  effects: 'none',
  create: (ctx, properties) => ({ ...proceed(ctx, 'CREATE', properties), physicalResourceId: ctx.physicalName, ...recorded(properties) }),
  update: (ctx, { after }) => ({ ...proceed(ctx, 'UPDATE', after), ...recorded(after) }),
  delete: (ctx) => proceed(ctx, 'DELETE', ctx.resource.properties),
  check: () => ({ kind: 'complete' }),
  poll: (ctx, action, properties) => proceed(ctx, action, properties),
  needsReplace: ({ after, changed }) => after['update_replace'] === true || changed.includes('update_replace_value'),
};

function recorded(properties: JsonMap): { attributes: JsonMap } {
  return { attributes: { output: properties['value'] ?? null } };
}

function proceed(ctx: ActionContext, action: Action, properties: JsonMap): Outcome {
  const seconds = secondsOf(action, properties);
  // The only way out of waiting for ever is to be cancelled.
  if (seconds < 0) return { kind: 'waiting', for: { signal: true, what: 'nothing: it waits for ever' } };
  const until = new Date(ctx.startedAt.getTime() + seconds * 1000);
  if (ctx.now < until) return { kind: 'waiting', for: { wakeAt: until, what: `${seconds} ${seconds === 1 ? 'second' : 'seconds'} to pass` } };
  if (properties['fail'] === true && action !== 'DELETE') {
    return { kind: 'failed', errorType: 'ValueError', reason: `Test Resource failed ${ctx.resource.name}` };
  }
  return { kind: 'complete' };
}

function secondsOf(action: Action, properties: JsonMap): number {
  const wait = numberOf(asMap(properties['action_wait_secs'])[action.toLowerCase()], numberOf(properties['wait_secs'], 0));
  if (wait < 0 || action === 'DELETE') return wait;
  return wait + numberOf(properties['attr_wait_secs'], 0) + numberOf(properties['constraint_prop_secs'], 0);
}
