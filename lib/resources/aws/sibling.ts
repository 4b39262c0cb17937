/** Types of the other vocabulary that are a type of OpenStack's with other names: the same object is made, and shown in their words. */
import type { ActionContext, MaybePromise, Outcome, PropertyChange, ResourceType, ResourceView } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { runnable } from '../schema';

export interface Sibling {
  name: string;
  of: ResourceType;
  /** The sibling's properties. */
  properties(own: JsonMap, ctx: Pick<ActionContext, 'stack'>): MaybePromise<JsonMap>;
  /** Attributes by their own names, from the sibling's. */
  attributes?(view: ResourceView): JsonMap;
  referenceId?(view: ResourceView): Json;
  validate?(properties: JsonMap): string[];
}

export function siblingOf({ name, of, properties, attributes, referenceId, validate }: Sibling): ResourceType {
  const schema = runnable(name, ...of.schema.connections);
  const inTheirWords = async (ctx: ActionContext): Promise<ActionContext> => ({ ...ctx, resource: { ...ctx.resource, properties: await properties(ctx.resource.properties, ctx) } });
  const simple = (handler: ((ctx: ActionContext) => MaybePromise<Outcome>) | undefined) => handler && (async (ctx: ActionContext) => handler(await inTheirWords(ctx)));
  const update = of.update?.bind(of);
  const create = of.create?.bind(of);
  return {
    schema,
    effects: of.effects,
    ...(validate && { validate }),
    ...(create && { create: async (ctx, own) => create(await inTheirWords(ctx), await properties(own, ctx)) }),
    ...(update && { update: async (ctx, change) => update(await inTheirWords(ctx), await translated(change, (own) => properties(own, ctx))) }),
    delete: simple(of.delete?.bind(of)),
    suspend: simple(of.suspend?.bind(of)),
    resume: simple(of.resume?.bind(of)),
    check: simple(of.check?.bind(of)),
    snapshot: simple(of.snapshot?.bind(of)),
    attribute: (view, attribute) => attributes?.(view)[attribute] ?? null,
    ...(referenceId && { referenceId }),
  };
}

async function translated({ before, after, metadataChanged }: PropertyChange, properties: (own: JsonMap) => MaybePromise<JsonMap>): Promise<PropertyChange> {
  const [was, is] = [await properties(before), await properties(after)];
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => JSON.stringify(was[key] ?? null) !== JSON.stringify(is[key] ?? null));
  return { before: was, after: is, changed, metadataChanged };
}
