/** What the sandbox's types that only exist as an object of its cloud have in common. */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap, TypeSchema } from '@/lib/hot/types';
import { driftOf } from './drift';
import type { CloudKind, CloudObject, CloudStore } from '@/lib/providers/sandbox/cloud';
import { uuidFrom } from '@/lib/providers/uuid';
import { asMap, nameOf, textOf } from './values';

export interface CloudType {
  schema: TypeSchema;
  /** A snapshot of its stack, and a deletion with the policy Snapshot, leave a copy that outlives it. */
  backedUp?: boolean;
  kind: CloudKind;
  /** Makes or changes the object; the same id again is the same object. */
  save(cloud: CloudStore, wanted: WantedObject): Promise<Saved>;
  attributes(object: CloudObject): JsonMap;
  /** Default: the object's id. */
  physicalId?(object: CloudObject): string;
  validate?(properties: JsonMap): string[];
}

/** Heat backs volumes up under this key of the private memory, and exports it with the stack. */
const BACKUP = 'backup_id';

export interface WantedObject {
  id: string;
  projectId: string;
  name: string;
  properties: JsonMap;
  stack: { id: string; name: string };
}

export type Saved = { ok: true; object: CloudObject } | { ok: false; reason: string };

export function cloudType(cloud: CloudStore, type: CloudType): ResourceType {
  // One that was adopted was made for another resource: it keeps the id it has.
  const idOf = ({ resource }: ActionContext): string => textOf(asMap(resource.attributes['show'])['id']) ?? uuidFrom(type.kind, resource.id);
  const save = async (ctx: ActionContext, properties: JsonMap): Promise<Outcome> => {
    const id = idOf(ctx);
    const saved = await type.save(cloud, { id, projectId: ctx.stack.projectId, name: nameOf(properties, ctx.physicalName), properties, stack: ctx.stack });
    if (!saved.ok) return { kind: 'failed', errorType: 'Conflict', reason: saved.reason };
    const attributes = { ...type.attributes(saved.object), show: { id, name: saved.object.name, ...saved.object.body } };
    return { kind: 'complete', physicalResourceId: type.physicalId?.(saved.object) ?? id, attributes };
  };
  return {
    schema: type.schema,
    effects: 'external',
    ...(type.validate && { validate: type.validate }),
    create: save,
    update: (ctx, { after }) => save(ctx, after),
    async delete(ctx) {
      await cloud.remove(idOf(ctx));
      return { kind: 'complete' };
    },
    ...(type.backedUp === true && {
      async snapshot(ctx: ActionContext): Promise<Outcome> {
        const { resource, stack, idempotencyKey, physicalName } = ctx;
        const original = await cloud.find(stack.projectId, type.kind, idOf(ctx));
        if (original === null) return { kind: 'failed', errorType: 'NotFound', reason: `The ${type.kind} ${idOf(ctx)} is not there any more.` };
        const id = uuidFrom('backup', idempotencyKey);
        await cloud.save({ id, projectId: stack.projectId, kind: 'backup', name: physicalName, parentId: null, address: null, body: { ...original.body, volume_id: original.id, status: 'available' } });
        return { kind: 'complete', data: { ...resource.data, [BACKUP]: id } };
      },
      restore(data: JsonMap): JsonMap {
        const id = textOf(data[BACKUP]);
        return id === null ? {} : { [BACKUP]: id };
      },
      async forgetSnapshot(data: JsonMap): Promise<void> {
        const id = textOf(data[BACKUP]);
        if (id !== null) await cloud.remove(id);
      },
    }),
    async check({ resource, stack }) {
      const id = resource.physicalResourceId;
      const found = id === null ? null : await findByPhysicalId(cloud, type, stack.projectId, id, resource.attributes);
      if (found === null) return { kind: 'failed', errorType: 'NotFound', reason: `The ${type.kind} ${id ?? ''} is not there any more.` };
      const differences = driftOf(resource.properties, found.body);
      return { kind: 'complete', attributes: { ...type.attributes(found), show: { id: found.id, name: found.name, ...found.body } }, ...(differences === null ? {} : { reason: differences }) };
    },
  };
}

/** Most types are known by the id of their object; the others (a key pair by its name) keep that id with their attributes. */
async function findByPhysicalId(cloud: CloudStore, type: CloudType, projectId: string, physicalId: string, attributes: JsonMap): Promise<CloudObject | null> {
  const id = textOf(asMap(attributes['show'])['id']) ?? physicalId;
  return cloud.find(projectId, type.kind, id);
}

/** Saves an object that has no address. */
export async function saveObject(
  cloud: CloudStore, kind: CloudKind, { id, projectId, name }: WantedObject, body: JsonMap, parentId: string | null = null,
): Promise<Saved> {
  const object: CloudObject = { id, projectId, kind, name, parentId, address: null, body };
  await cloud.save(object);
  return { ok: true, object };
}

/** Properties that were given, without those of the engine's own bookkeeping. */
export function given(properties: JsonMap, ...names: readonly string[]): JsonMap {
  return Object.fromEntries(names.map((name) => [name, properties[name] ?? null]));
}
