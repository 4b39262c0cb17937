/**
 * OS::Heat::WaitCondition, AWS::CloudFormation::WaitCondition and OS::Heat::SwiftSignal: complete when their handle has had enough signals of success, failed with the
 * first of failure or in time.
 */
import type { ActionContext, Outcome, ResourceType, ResourceView } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { pythonJson } from '@/lib/hot/values';
import { runnable } from '../schema';
import { asMap, isMap, numberOf } from '../values';

export const waitCondition = waitConditionType('OS::Heat::WaitCondition', (name) => name);
export const awsWaitCondition = waitConditionType('AWS::CloudFormation::WaitCondition', (name) => name.charAt(0).toUpperCase() + name.slice(1));
export const swiftSignal = waitConditionType('OS::Heat::SwiftSignal', (name) => name, 'SwiftSignal');

/** The families differ in how they write names only, and in the class of their errors. */
type Spelling = (name: 'handle' | 'timeout' | 'count' | 'data' | 'status' | 'reason') => string;

function waitConditionType(name: string, spell: Spelling, errors = 'WaitCondition'): ResourceType {
  return {
    schema: runnable(name, 'builtin'),
    effects: 'none',
    create: (ctx, properties) => ({ ...look(ctx, properties, spell, errors), physicalResourceId: ctx.physicalName }),
    update: (ctx, { after }) => look(ctx, after, spell, errors),
    poll: (ctx, _action, properties) => look(ctx, properties, spell, errors),
  };
}

interface Received {
  id: string;
  status: string;
  reason: string;
  data: JsonMap[string];
}

function look(ctx: ActionContext, properties: JsonMap, spell: Spelling, errors: string): Outcome {
  const wanted = properties[spell('handle')] ?? null;
  const handle = ctx.findByReferenceId(wanted);
  if (handle === undefined) {
    return { kind: 'failed', errorType: 'ValueError', reason: `Property ${spell('handle')}: no wait condition handle of this stack is ${JSON.stringify(wanted)}.` };
  }
  const signals = signalsOf(handle, spell);
  const count = numberOf(properties[spell('count')], 1);
  const good = signals.filter((signal) => signal.status === 'SUCCESS');
  const bad = signals.filter((signal) => signal.status !== 'SUCCESS');
  if (bad.length > 0) return { kind: 'failed', errorType: `${errors}Failure`, reason: bad.map((signal) => signal.reason).join(';') };
  if (good.length >= count) {
    const values = Object.fromEntries(good.map((signal) => [signal.id, signal.data]));
    return { kind: 'complete', attributes: { [spell('data')]: pythonJson(values) } };
  }
  const deadline = new Date(ctx.startedAt.getTime() + numberOf(properties[spell('timeout')], 0) * 1000);
  if (ctx.now >= deadline) {
    const reasons = good.length === 0 ? '' : ` - ${good.map((signal) => signal.reason).join(';')}`;
    return { kind: 'failed', errorType: `${errors}Timeout`, reason: `${good.length} of ${count} received${reasons}` };
  }
  return { kind: 'waiting', for: { signal: true, wakeAt: deadline, what: `signal ${good.length + 1} of ${count}` } };
}

/** The handle keeps them in its metadata, beside what the template may have put there. */
function signalsOf(handle: ResourceView, spell: Spelling): Received[] {
  return Object.entries(handle.metadata)
    .filter(([, signal]) => isMap(signal) && spell('status') in signal)
    .map(([id, signal]) => {
      const map = asMap(signal);
      return { id, status: String(map[spell('status')]), reason: String(map[spell('reason')] ?? ''), data: map[spell('data')] ?? null };
    });
}
