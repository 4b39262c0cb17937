/**
 * Types of a cloud that need no behaviour of their own in the sandbox: an object with the properties it was given, a name, and attributes that
 * follow from them. Which types those are is a rule over the catalogue, so that a type that gets a file of its own simply replaces this.
 */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { AttributeSchema, Json, JsonMap, TypeSchema } from '@/lib/hot/types';
import { own } from '@/lib/hot/values';
import type { CloudObject, CloudStore } from '@/lib/providers/sandbox/cloud';
import { uuidFrom } from '@/lib/providers/uuid';
import { factsCatalogue } from './catalogue';
import { runnable } from './schema';
import { nameOf } from './values';

/** Services of which the sandbox has a likeness. */
const SERVICES: ReadonlySet<string> = new Set([
  'OS::Nova', 'OS::Neutron', 'OS::Cinder', 'OS::Glance', 'OS::Keystone', 'OS::Swift', 'OS::Octavia', 'OS::Designate', 'OS::Barbican', 'OS::Aodh', 'OS::Manila', 'OS::Trove', 'OS::Zaqar', 'AWS::EC2', 'AWS::S3', 'AWS::IAM', 'AWS::ElasticLoadBalancing',
]);

/** Names of the catalogue's types that the sandbox can make in this plain way. */
export function plainTypeNames(): string[] {
  return factsCatalogue.names().filter((name) => SERVICES.has(name.split('::').slice(0, 2).join('::')));
}

export function plainObject(cloud: CloudStore, name: string): ResourceType {
  const schema = runnable(name, 'sandbox');
  const kind = `${name.split('::')[0] ?? ''}::${name.split('::').slice(1).join('::')}` as const;
  const idOf = (ctx: ActionContext): string => uuidFrom(kind, ctx.resource.id);
  const save = async (ctx: ActionContext, properties: JsonMap): Promise<Outcome> => {
    const object: CloudObject = { id: idOf(ctx), projectId: ctx.stack.projectId, kind, name: nameOf(properties, ctx.physicalName), parentId: null, address: null, body: given(properties) };
    await cloud.save(object);
    return { kind: 'complete', physicalResourceId: object.id, attributes: attributesOf(schema, object, ctx) };
  };
  return {
    schema,
    effects: 'external',
    create: save,
    update: (ctx, { after }) => save(ctx, after),
    async delete(ctx) {
      await cloud.remove(idOf(ctx));
      return { kind: 'complete' };
    },
    async check(ctx) {
      const found = await cloud.find(ctx.stack.projectId, kind, idOf(ctx));
      return found === null ? { kind: 'failed', errorType: 'NotFound', reason: `${name} ${idOf(ctx)} does not exist in the sandbox.` } : { kind: 'complete', attributes: attributesOf(schema, found, ctx) };
    },
    ...(schema.can.suspend ? { suspend: () => ({ kind: 'complete' }), resume: () => ({ kind: 'complete' }) } : {}),
  };
}

function given(properties: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== null));
}

/** What a cloud says of an object is mostly what it was told; the rest are an id, a name and a state. */
function attributesOf(schema: TypeSchema, object: CloudObject, { stack, resource }: ActionContext): JsonMap {
  const known: JsonMap = {
    id: object.id, name: object.name, status: 'ACTIVE', operating_status: 'ONLINE', provisioning_status: 'ACTIVE', tenant_id: stack.projectId, project_id: stack.projectId,
    created_at: (resource.attributes['created_at'] ?? null), admin_state_up: true,
  };
  const shown: JsonMap = { ...known, ...object.body };
  const attributes: JsonMap = { show: shown };
  for (const [name, attribute] of Object.entries(schema.attributes)) if (name !== 'show') attributes[name] = own(shown, name) ?? own(object.body, `${name}_id`) ?? emptyOf(attribute);
  return attributes;
}

function emptyOf({ type }: AttributeSchema): Json {
  return type === 'Map' ? {} : type === 'List' ? [] : null;
}
