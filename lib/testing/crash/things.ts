/** Resource types over the cloud of the crash tests. `Test::Thing` is called again after a crash; `Test::Found` looks for what was made. */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { schemaOf } from '@/lib/engine/testing/world';
import { type CloudAnswer, cloudAnswer, type CloudRequest } from './cloud';

type Action = CloudRequest['action'];

/** A key for the latencies of a call, so that they are the same in every repetition. */
const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

async function call(url: string, ctx: ActionContext, action: Action, properties: JsonMap): Promise<CloudAnswer> {
  const { resource, stack } = ctx;
  const request: CloudRequest = {
    key: ctx.idempotencyKey, action, rootId: stack.rootId, resourceId: resource.id, name: resource.name, properties,
    before: numberOf(properties['before']), after: numberOf(properties['after']),
  };
  const response = await fetch(url, { method: 'POST', body: JSON.stringify(request), signal: ctx.signal });
  if (!response.ok) throw new Error(`the cloud answered ${response.status}: ${await response.text()}`);
  return cloudAnswer.parse(await response.json());
}

export function thingTypes(url: string): ResourceType[] {
  const outcome = (answer: CloudAnswer, action: Action, properties: JsonMap): Outcome =>
    answer.failed
      ? { kind: 'failed', errorType: 'ValueError', reason: `cannot ${action}`, physicalResourceId: answer.id }
      : { kind: 'complete', ...(action === 'delete' ? {} : { physicalResourceId: answer.id }), attributes: { output: properties['value'] ?? null } };
  const act = async (ctx: ActionContext, action: Action, properties: JsonMap): Promise<Outcome> => {
    const answer = await call(url, ctx, action, properties);
    const boots = action === 'create' && !answer.failed && numberOf(properties['boot']) > 0;
    // Its id is kept at once, as every cloud tells it before the thing is ready.
    if (boots) return { kind: 'waiting', physicalResourceId: answer.id, for: { what: 'it to boot', wakeAt: new Date(ctx.now.getTime() + numberOf(properties['boot'])) } };
    return outcome(answer, action, properties);
  };
  const thing = (name: string): ResourceType => ({
    schema: {
      ...schemaOf(name),
      properties: { ...schemaOf(name).properties, before: { type: 'Any', updateAllowed: true }, after: { type: 'Any', updateAllowed: true }, boot: { type: 'Any', updateAllowed: true } },
      can: { signal: false, check: true, suspend: true, snapshot: false, update: true, nested: false },
    },
    effects: 'external',
    create: (ctx, properties) => act(ctx, 'create', properties),
    update: (ctx, change) => act(ctx, 'update', change.after),
    delete: (ctx) => act(ctx, 'delete', ctx.resource.properties),
    suspend: (ctx) => act(ctx, 'suspend', ctx.resource.properties),
    resume: (ctx) => act(ctx, 'resume', ctx.resource.properties),
    check: (ctx) => act(ctx, 'check', ctx.resource.properties),
    poll: (ctx, _action, properties) => ({ kind: 'complete', physicalResourceId: ctx.resource.physicalResourceId, attributes: { output: properties['value'] ?? null } }),
  });
  const found: ResourceType = {
    ...thing('Test::Found'),
    async recover(ctx, action, properties) {
      const name = ACTIONS.find((known) => known.toUpperCase() === action);
      if (name === undefined) throw new Error(`nothing recovers ${action}`);
      const answer = await call(url, ctx, 'find', properties);
      return answer.known ? outcome(answer, name, properties) : act(ctx, name, properties);
    },
  };
  return [thing('Test::Thing'), found];
}

const ACTIONS = ['create', 'update', 'delete', 'suspend', 'resume', 'check'] as const;
