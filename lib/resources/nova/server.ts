/** OS::Nova::Server in the sandbox: a directory with a real agent, and addresses that agree with the networks of the template. */
import type { ActionContext, Outcome, PropertyChange, Recorded, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { addressAttributes } from '@/lib/providers/sandbox/network';
import { tokenHash } from '@/lib/software/agent-api';
import { uuidFrom } from '@/lib/providers/uuid';
import { collectMetadata } from '../collect-metadata';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { asMap, nameOf, textOf } from '../values';
import { imageOf, imaging } from './server-image';
import { connect, portsOf, release } from './server-ports';
import { boot, userDataOf } from './server-user-data';

export function server(ports: ResourcePorts): ResourceType {
  const { sandbox, servers } = ports;
  return {
    schema: runnable('OS::Nova::Server', 'sandbox'),
    effects: 'external',
    ...imaging(ports),
    validate: () => (sandbox.refusal === null ? [] : [sandbox.refusal]),
    create: (ctx, properties) => build(ctx, properties, ports),
    update: (ctx, change) => amend(ctx, change, ports),
    async delete(ctx) {
      const id = serverIdOf(ctx);
      await sandbox.remove(id);
      await servers.markDeleted(id);
      await ports.deployments.remove(uuidFrom('boot', id));
      await release(ports.cloud, ctx.stack.projectId, id, portsOf(ctx.resource.data));
      return { kind: 'complete' };
    },
    async suspend(ctx) {
      await sandbox.pause(serverIdOf(ctx));
      await servers.describe(serverIdOf(ctx), { state: 'SUSPENDED' });
      return { kind: 'complete' };
    },
    async resume(ctx) {
      await servers.describe(serverIdOf(ctx), { state: 'ACTIVE' });
      await sandbox.ensureAgent({ id: serverIdOf(ctx), name: String(ctx.resource.attributes['name'] ?? ctx.physicalName) });
      return { kind: 'complete' };
    },
    async check(ctx) {
      const known = await servers.find(serverIdOf(ctx));
      return known !== null && known.deletedAt === null
        ? { kind: 'complete' }
        : { kind: 'failed', errorType: 'NotFound', reason: `The server ${serverIdOf(ctx)} does not exist in the sandbox.` };
    },
    needsReplace({ after, changed }) {
      return (
        (changed.includes('image') && after['image_update_policy'] === 'REPLACE') ||
        (changed.includes('flavor') && after['flavor_update_policy'] === 'REPLACE') ||
        (changed.includes('user_data') && (after['user_data_update_policy'] ?? 'REPLACE') === 'REPLACE')
      );
    },
  };
}

async function build(ctx: ActionContext, properties: JsonMap, ports: ResourcePorts): Promise<Outcome> {
  const { sandbox, servers } = ports;
  if (sandbox.refusal !== null) return { kind: 'failed', errorType: 'Error', reason: sandbox.refusal };
  const id = serverIdOf(ctx);
  const name = nameOf(properties, ctx.physicalName);
  const connected = await connect(ports.cloud, { projectId: ctx.stack.projectId, serverId: id, name, properties });
  if (!connected.ok) return { kind: 'failed', errorType: 'ResourceInError', reason: `Went to status ERROR due to "${connected.reason}"` };
  const addresses = addressAttributes(connected.attachments);
  const image = await imageOf(ctx, properties, ports);
  const token = await sandbox.prepare(id, image?.id);
  await servers.save({
    id,
    projectId: ctx.stack.projectId,
    stackId: ctx.stack.id,
    resourceId: ctx.resource.id,
    name,
    kind: 'sandbox',
    tokenHash: tokenHash(token),
    directory: sandbox.directoryOf(id),
    address: textOf(addresses['first_address']),
    metadata: ctx.resource.metadata,
  });
  await boot(ctx, id, name, await userDataOf(ctx, properties, ports), ports);
  await sandbox.ensureAgent({ id, name });
  return {
    kind: 'complete',
    physicalResourceId: id,
    data: { ports: connected.attachments.map(({ port }) => port.id) },
    ...published(ctx, properties, describe(ctx, id, name, properties, addresses), ports),
  };
}

async function amend(ctx: ActionContext, { after, changed }: PropertyChange, ports: ResourcePorts): Promise<Outcome> {
  const id = serverIdOf(ctx);
  const name = nameOf(after, ctx.physicalName);
  const reinstalled = (changed.includes('image') && after['image_update_policy'] !== 'REPLACE') ||
    (changed.includes('user_data') && after['user_data_update_policy'] === 'REBUILD');
  let { data } = ctx.resource;
  let addresses: JsonMap = ctx.resource.attributes;
  if (changed.includes('networks')) {
    const connected = await connect(ports.cloud, { projectId: ctx.stack.projectId, serverId: id, name, properties: after });
    if (!connected.ok) return { kind: 'failed', errorType: 'ResourceInError', reason: `Went to status ERROR due to "${connected.reason}"` };
    const kept = connected.attachments.map(({ port }) => port.id);
    await release(ports.cloud, ctx.stack.projectId, id, portsOf(data).filter((port) => !kept.includes(port)));
    data = { ...data, ports: kept };
    addresses = addressAttributes(connected.attachments);
  }
  await ports.servers.describe(id, { name, address: textOf(addresses['first_address']), metadata: ctx.resource.metadata });
  if (reinstalled) {
    const image = await imageOf(ctx, after, ports);
    await ports.sandbox.rebuild(id, image?.id);
    await ports.sandbox.prepare(id);
    // What its first boot did is in its own image.
    if (image?.serverId !== id) await boot(ctx, id, name, await userDataOf(ctx, after, ports), ports);
  }
  await ports.sandbox.ensureAgent({ id, name });
  return { kind: 'complete', data, ...published(ctx, after, describe(ctx, id, name, after, addresses), ports) };
}

/** A server for software configuration tells other agents than Hearth's own where its metadata is. */
function published(ctx: ActionContext, properties: JsonMap, attributes: JsonMap, ports: ResourcePorts): Recorded {
  if (properties['user_data_format'] !== 'SOFTWARE_CONFIG') return { attributes };
  const { metadata, block } = collectMetadata(ctx, properties, ports);
  return { metadata, attributes: { ...attributes, os_collect_config: block } };
}

function describe(ctx: ActionContext, id: string, name: string, properties: JsonMap, addresses: JsonMap): JsonMap {
  const { addresses: byNetwork = {}, networks = {}, first_address: first = '', accessIPv4 = '', accessIPv6 = '' } = addresses;
  const shown: JsonMap = {
    id,
    name,
    status: 'ACTIVE',
    tenant_id: ctx.stack.projectId,
    image: properties['image'] ?? null,
    flavor: properties['flavor'] ?? null,
    key_name: properties['key_name'] ?? null,
    metadata: asMap(properties['metadata']),
    addresses: byNetwork,
    accessIPv4,
    accessIPv6,
  };
  return {
    name,
    addresses: byNetwork,
    networks,
    first_address: first,
    accessIPv4,
    accessIPv6,
    instance_name: `instance-${id.slice(0, 8)}`,
    console_urls: {},
    tags: properties['tags'] ?? [],
    os_collect_config: {},
    show: shown,
  };
}

function serverIdOf(ctx: ActionContext): string {
  return ctx.resource.physicalResourceId ?? uuidFrom('server', ctx.resource.id);
}
