/**
 * OS::Mistral::ExternalResource: something that workflows make, change and remove. Each action of the resource runs the workflow that the template names for
 * it. The output of the last one is the attribute `output`, and what the next one finds in its environment as `heat_extresource_data`; an output
 * `resource_id` is the physical id.
 */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { Action } from '@/lib/engine/states';
import { sameJson } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';
import { CloudFault } from '@/lib/providers/openstack/faults';
import { failureOf, hasEnded, type Mistral, mistral } from '@/lib/providers/openstack/mistral';
import { uuidFrom } from '@/lib/providers/uuid';
import { atCloud, type CloudPorts, failed, nextLook, onCloud } from '../cloud-call';
import { asMap, isMap, textOf, textsOf } from '../values';
import { lookAt, mapOr, whyGivenUp, withEnvironment } from './executions';

const schema = onCloud('OS::Mistral::ExternalResource');

const ENVIRONMENT_KEY = 'heat_extresource_data';

export function externalResource(ports: CloudPorts): ResourceType {
  return {
    schema,
    effects: 'external',
    validate: (properties) => (Object.values(asMap(properties['actions'])).some(isMap) ? [] : ['Property actions: expected a workflow for at least one action, for example CREATE.']),
    needsReplace: ({ before, after }) => textsOf(after['replace_on_change_inputs']).some((name) => !sameJson(asMap(before['input'])[name], asMap(after['input'])[name])),
    updatedByEveryUpdate: (properties) => properties['always_update'] === true,
    create: (ctx, properties) => run(ctx, 'CREATE', properties, ports),
    update: (ctx, { after }) => run(ctx, 'UPDATE', after, ports),
    // What was never begun has not to be undone.
    async delete(ctx) {
      const { data, properties } = ctx.resource;
      if (textOf(data['execution']) === null) return { kind: 'complete' };
      if (isMap(asMap(properties['actions'])['DELETE'])) return run(ctx, 'DELETE', properties, ports);
      return atCloud(ctx, properties, ports, async ({ cloud }) => {
        await giveUpEarlier(ctx, mistral(cloud, ctx.signal), null);
        return { kind: 'complete' };
      });
    },
    suspend: (ctx) => run(ctx, 'SUSPEND', ctx.resource.properties, ports),
    resume: (ctx) => run(ctx, 'RESUME', ctx.resource.properties, ports),
    poll: (ctx, action, properties) => follow(ctx, action, properties, ports),
    async cancel(ctx) {
      const id = textOf(ctx.resource.data['execution']);
      const opened = await ports.clouds.open(ctx.stack.projectId, textOf(ctx.resource.data['connection']));
      if (id === null || !opened.ok) return;
      try {
        await mistral(opened.cloud.cloud, ctx.signal).cancelExecution(id, whyGivenUp(ctx));
      } catch (error) {
        // The stack goes on, whether or not Mistral hears of it.
        if (!(error instanceof CloudFault)) throw error;
      }
    },
  };
}

async function run(ctx: ActionContext, action: Action, properties: JsonMap, ports: CloudPorts): Promise<Outcome> {
  const wanted = asMap(properties['actions'])[action];
  const { data, physicalResourceId } = ctx.resource;
  if (!isMap(wanted)) return { kind: 'complete', ...(action === 'CREATE' ? { physicalResourceId: physicalResourceId ?? ctx.physicalName } : {}) };
  // The same for every call that belongs to this action, so that Mistral starts one execution however often it is asked.
  const id = uuidFrom('execution', ctx.idempotencyKey, action);
  return atCloud(ctx, properties, ports, async ({ cloud, connectionId }) => {
    const api = mistral(cloud, ctx.signal);
    if (action === 'DELETE') await giveUpEarlier(ctx, api, id);
    const started = await api.startExecution({
      id, workflow: textOf(wanted['workflow']) ?? '', input: mapOr(properties['input']),
      params: withEnvironment(asMap(wanted['params']), { [ENVIRONMENT_KEY]: data['output'] ?? {} }), description: textOf(properties['description']) ?? 'Heat managed',
    });
    return {
      kind: 'waiting', data: { ...data, connection: connectionId, execution: id }, physicalResourceId: physicalResourceId ?? id,
      for: { wakeAt: nextLook(ctx), what: `workflow ${started.workflow_name}, which was started` },
    };
  }, { execution: id });
}

/** What is to be removed is not made any further. */
async function giveUpEarlier(ctx: ActionContext, api: Mistral, id: string | null): Promise<void> {
  const earlier = textOf(ctx.resource.data['execution']);
  const execution = earlier === null || earlier === id ? null : await api.findExecution(earlier);
  if (execution !== null && !hasEnded(execution)) await api.cancelExecution(execution.id, whyGivenUp(ctx));
}

async function follow(ctx: ActionContext, action: Action, properties: JsonMap, ports: CloudPorts): Promise<Outcome> {
  const { data, physicalResourceId, attributes } = ctx.resource;
  return atCloud(ctx, properties, ports, async ({ cloud, connectionId }) => {
    const id = uuidFrom('execution', ctx.idempotencyKey, action);
    const seen = await lookAt(mistral(cloud, ctx.signal), id);
    if (seen === null) return failed('NotFound', `The execution ${id} that was to ${action.toLowerCase()} it is not at Mistral any more.`);
    const { execution, what } = seen;
    switch (execution.state) {
      case 'SUCCESS': {
        const output = mapOr(execution.output);
        const named = textOf(output['resource_id']);
        return {
          kind: 'complete', physicalResourceId: named ?? physicalResourceId, attributes: { ...attributes, output }, data: { ...data, connection: connectionId, output },
        };
      }
      case 'ERROR':
      case 'CANCELLED':
        return failed('Error', `Workflow ${execution.workflow_name} failed: ${failureOf(execution)}`);
      default:
        return { kind: 'waiting', for: { wakeAt: nextLook(ctx), what } };
    }
  });
}
