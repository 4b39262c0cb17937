/** OS::Mistral::CronTrigger: Mistral starts a workflow at times, as often as said. */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { type CronTrigger, mistral } from '@/lib/providers/openstack/mistral';
import { CloudFault } from '@/lib/providers/openstack/faults';
import { atCloud, type CloudPorts, failed, onCloud } from '../cloud-call';
import { asMap, isMap, nameOf, textOf } from '../values';
import { withEnvironment } from './executions';

const schema = onCloud('OS::Mistral::CronTrigger');

/** In the environment of what the trigger starts, and so in the trigger: which resource has made it. */
const MARK = 'hearth_resource';

export function cronTrigger(ports: CloudPorts): ResourceType {
  return {
    schema,
    effects: 'external',
    validate: ({ pattern, first_time: firstTime }) => (textOf(pattern) === null && textOf(firstTime) === null ? ['Expected the property pattern, first_time, or both: when is the workflow to be started?'] : []),
    create: (ctx, properties) => atCloud(ctx, properties, ports, async ({ cloud }) => {
      const api = mistral(cloud, ctx.signal);
      const name = nameOf(properties, ctx.physicalName);
      const workflow = asMap(properties['workflow']);
      try {
        const made = await api.createTrigger({
          name, workflow: textOf(workflow['name']) ?? '', pattern: textOf(properties['pattern']), firstTime: textOf(properties['first_time']),
          count: typeof properties['count'] === 'number' ? properties['count'] : null, input: asMap(workflow['input']), params: withEnvironment({}, { [MARK]: ctx.resource.id }),
        });
        return complete(made);
      } catch (error) {
        if (!(error instanceof CloudFault) || error.kind !== 'conflict') throw error;
        const there = await api.findTrigger(name);
        if (there !== null && isOwn(ctx, there)) return complete(there);
        return failed('Conflict', `A cron trigger called ${name} is at Mistral already, and this resource has not made it. Give another name, or none.`);
      }
    }),
    delete: (ctx) => atCloud(ctx, ctx.resource.properties, ports, async ({ cloud }) => {
      const api = mistral(cloud, ctx.signal);
      const name = ctx.resource.physicalResourceId ?? nameOf(ctx.resource.properties, ctx.physicalName);
      // After its last execution Mistral removes it.
      const there = await api.findTrigger(name);
      if (there !== null && (isOwn(ctx, there) || ctx.resource.physicalResourceId !== null)) await api.deleteTrigger(name);
      return { kind: 'complete' };
    }),
    check: (ctx) => atCloud(ctx, ctx.resource.properties, ports, async ({ cloud }) => {
      const name = ctx.resource.physicalResourceId ?? '';
      const there = await mistral(cloud, ctx.signal).findTrigger(name);
      if (there !== null) return { kind: 'complete', attributes: attributesOf(there) };
      if (typeof ctx.resource.properties['count'] === 'number') return { kind: 'complete', attributes: { next_execution_time: null, remaining_executions: 0 }, reason: 'It has started its workflow as often as it was to, and Mistral has removed it' };
      return failed('NotFound', `The cron trigger ${name} is not at Mistral any more.`);
    }),
  };
}

function complete(trigger: CronTrigger): Outcome {
  return { kind: 'complete', physicalResourceId: trigger.name, attributes: attributesOf(trigger) };
}

function attributesOf({ next_execution_time: next, remaining_executions: remaining }: CronTrigger): JsonMap {
  return { next_execution_time: next ?? null, remaining_executions: remaining ?? null };
}

function isOwn({ resource }: ActionContext, { workflow_params: params }: CronTrigger): boolean {
  return isMap(params) && asMap(params['env'])[MARK] === resource.id;
}
