/** Hearth::Docker::Container. Every step looks first at what is there, so it can be repeated after a crash or an interruption at any point. */
import type { ContainerInspectInfo } from 'dockerode';
import type { ActionContext, Outcome, PropertyChange, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { faultOf, unlessMissing } from '@/lib/providers/docker/errors';
import type { DockerHost } from '@/lib/providers/docker/hosts';
import { driftOf } from '../drift';
import { nameOf, numberOf, textOf } from '../values';
import { lastLines } from './container-logs';
import { joinNetworks, leaveNetworks } from './container-networks';
import { createRequest, describeContainer, foundProperties, limitsOf, nameIn, wasStarted } from './container-request';
import { containerSchema } from './container-schema';
import { type ServerPorts, serveContainer } from './container-server';
import { atEngine, failed, isOurs, labelsOf, madeBy } from './engine-call';
import { imageOrWait } from './image';
import { giveBack, setAside } from './predecessor';

/** How often a container that must become healthy or end is looked at, in milliseconds. */
const LOOK_EVERY_MS = 500;

export function dockerContainer(ports: ServerPorts): ResourceType {
  const act = (ctx: ActionContext, work: (host: DockerHost, found: ContainerInspectInfo) => Promise<Outcome>): Promise<Outcome> =>
    atEngine(ctx, ctx.resource.properties, ports, async (host) => {
      const found = await own(ctx, host);
      return found === null ? failed('NotFound', `The container ${String(ctx.resource.attributes['name'] ?? ctx.physicalName)} is not there any more.`) : work(host, found);
    });
  return {
    schema: containerSchema,
    effects: 'external',
    validate: ({ agent, wait_for: waitFor }) => (agent === true && waitFor === 'exited' ? ['Property agent: a container that is waited for until it has ended cannot have configurations deployed to it.'] : []),
    create: (ctx, properties) => atEngine(ctx, properties, ports, (host) => create(ctx, properties, host, ports)),
    poll: (ctx, action, properties) => atEngine(ctx, properties, ports, (host) => create(ctx, properties, host, ports, action === 'CREATE')),
    update: (ctx, change) => act(ctx, (host, found) => update(ctx, change, host, found, ports)),
    delete: (ctx) => atEngine(ctx, ctx.resource.properties, ports, (host) => remove(ctx, host, ports)),
    suspend: (ctx) => act(ctx, async ({ engine }, found) => {
      if (found.State.Running && !found.State.Paused) await engine.getContainer(found.Id).pause();
      await ports.servers.describe(found.Id, { state: 'SUSPENDED' });
      return { kind: 'complete', attributes: { ...ctx.resource.attributes, state: 'paused' } };
    }),
    resume: (ctx) => act(ctx, async ({ engine }, found) => {
      const container = engine.getContainer(found.Id);
      if (found.State.Paused) await container.unpause();
      await ports.servers.describe(found.Id, { state: 'ACTIVE' });
      return { kind: 'complete', attributes: describeContainer(await container.inspect(), await lastLines(container)) };
    }),
    check: (ctx) => act(ctx, async ({ engine }, found) => {
      const attributes = describeContainer(found, await lastLines(engine.getContainer(found.Id)));
      const sent = ctx.resource.properties;
      const ended = textOf(sent['wait_for']) !== 'exited' && !found.State.Running && !found.State.Restarting;
      if (ended && textOf(sent['image']) !== null) return { kind: 'failed', errorType: 'ResourceInError', reason: `The container ${nameIn(found)} does not run: it is ${found.State.Status}, with code ${found.State.ExitCode}.`, attributes };
      const drift = driftOf(Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null)), foundProperties(found));
      return { kind: 'complete', physicalResourceId: found.Id, attributes, ...(drift === null ? {} : { reason: drift }) };
    }),
  };
}

/** What this resource has made or taken in. */
async function own(ctx: ActionContext, { engine }: DockerHost): Promise<ContainerInspectInfo | null> {
  const [made] = await engine.listContainers({ all: true, filters: madeBy(ctx) });
  const id = ctx.resource.physicalResourceId ?? made?.Id;
  return id === undefined ? null : unlessMissing(engine.getContainer(id).inspect());
}

async function create(ctx: ActionContext, properties: JsonMap, host: DockerHost, ports: ServerPorts, fresh = true): Promise<Outcome> {
  let found = await own(ctx, host);
  if (found === null && !fresh) return failed('NotFound', `The container ${ctx.physicalName} is not there any more.`);
  if (found === null) {
    const image = await imageOrWait(ctx, host, textOf(properties['image']) ?? '', textOf(properties['pull']) ?? 'missing');
    if ('kind' in image) return image;
    const name = nameOf(properties, ctx.physicalName);
    await setAside(ctx, host, name, properties);
    const made = await make(ctx, properties, host, name);
    if ('kind' in made) return made;
    found = made;
  }
  const physicalResourceId = found.Id;
  const missing = await joinNetworks(host, found, properties);
  if (missing !== null) return { ...failed('NotFound', `Property networks: there is no network "${missing}" at "${host.name}".`), physicalResourceId };
  if (!wasStarted(found)) {
    const problem = await start(host, found);
    if (problem !== null) return { ...failed('Error', problem), physicalResourceId };
    // Commands that fail do so at once, mostly: then the stack is to hear of it.
    return { kind: 'waiting', physicalResourceId, for: { wakeAt: new Date(ctx.now.getTime() + LOOK_EVERY_MS), what: 'the container to stay up' } };
  }
  return { physicalResourceId, ...(await finish(ctx, properties, host, physicalResourceId, ports)) };
}

/** A name is given once, so of two that ask for the same container only one makes it. */
async function make(ctx: ActionContext, properties: JsonMap, { engine, name: connection }: DockerHost, name: string): Promise<ContainerInspectInfo | Outcome> {
  try {
    const { id } = await engine.createContainer(createRequest(name, properties, labelsOf(ctx, properties)));
    return await engine.getContainer(id).inspect();
  } catch (error) {
    if (faultOf(error)?.kind !== 'conflict') throw error;
    const present = await unlessMissing(engine.getContainer(name).inspect());
    if (present !== null && isOurs(ctx, present.Config.Labels)) return present;
    return failed('Conflict', `Property name: there is a container "${name}" at "${connection}" already. Choose another name, or take it in with external_id: ${name}.`);
  }
}

async function start({ engine, name }: DockerHost, found: ContainerInspectInfo): Promise<string | null> {
  try {
    await engine.getContainer(found.Id).start();
    return null;
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null || fault.kind === 'away') throw error;
    const taken = /(?:port is already allocated|address already in use)/.test(fault.message) ? 'A port of the host is taken by something else. ' : '';
    return `The container cannot be started at "${name}". ${taken}Docker says: ${fault.message}`;
  }
}

/** Runs; now what is waited for, and the agent. */
async function finish(ctx: ActionContext, properties: JsonMap, host: DockerHost, id: string, ports: ServerPorts): Promise<Outcome> {
  const container = host.engine.getContainer(id);
  const found = await container.inspect();
  const logs = await lastLines(container);
  const attributes = describeContainer(found, logs);
  const { State } = found;
  const told = logs === '' ? '' : ` It wrote: ${logs.slice(-2_000)}`;
  const wanted = textOf(properties['wait_for']) ?? 'running';
  if (!State.Running && !State.Restarting && (State.ExitCode !== 0 || wanted !== 'exited') && textOf(properties['restart']) !== 'always') {
    return { ...failed('ResourceInError', `The container ended with code ${State.ExitCode}${State.OOMKilled ? ', for want of memory' : ''}.${told}`), attributes };
  }
  const health = State.Health?.Status;
  if (wanted === 'healthy' && (health === undefined || health === 'none')) return { ...failed('ValueError', `Property wait_for: the image ${found.Config.Image} has no health check.`), attributes };
  if (wanted === 'healthy' && health === 'unhealthy') return { ...failed('ResourceInError', `The container is unhealthy: ${State.Health?.Log.at(-1)?.Output.trim() ?? ''}`), attributes };
  if ((wanted === 'exited' && State.Running) || (wanted === 'healthy' && health !== 'healthy')) {
    const deadline = ctx.startedAt.getTime() + numberOf(properties['timeout'], 600) * 1_000;
    if (ctx.now.getTime() >= deadline) return { ...failed('Timeout', `The container was not ${wanted} within ${numberOf(properties['timeout'], 600)} seconds.${told}`), attributes };
    return { kind: 'waiting', attributes, for: { wakeAt: new Date(Math.min(deadline, ctx.now.getTime() + LOOK_EVERY_MS)), what: wanted === 'exited' ? 'the container to end' : 'the container to be healthy' } };
  }
  if (properties['agent'] === true && !State.Running) {
    return { kind: 'waiting', attributes, for: { wakeAt: new Date(ctx.now.getTime() + LOOK_EVERY_MS), what: 'the container to be started again by Docker' } };
  }
  if (properties['agent'] === true) {
    const problem = await serveContainer(ctx, host, found, String(attributes['address']), ports);
    if (problem !== null) return { ...failed('Error', problem), attributes };
  }
  return { kind: 'complete', attributes };
}

async function update(ctx: ActionContext, { before, after }: PropertyChange, host: DockerHost, found: ContainerInspectInfo, ports: ServerPorts): Promise<Outcome> {
  const container = host.engine.getContainer(found.Id);
  const name = nameOf(after, ctx.physicalName);
  // The name that the engine makes differs from action to action: only one that people gave is followed.
  if (textOf(after['name']) !== null && name !== nameIn(found)) {
    const taken = await unlessMissing(host.engine.getContainer(name).inspect());
    if (taken !== null && taken.Id !== found.Id) return failed('Conflict', `Property name: there is a container "${name}" at "${host.name}" already. Choose another name.`);
    await container.rename({ name });
  }
  await container.update(limitsOf(after));
  await leaveNetworks(host, found, before, after);
  const missing = await joinNetworks(host, await container.inspect(), after);
  if (missing !== null) return failed('NotFound', `Property networks: there is no network "${missing}" at "${host.name}".`);
  return finish(ctx, after, host, found.Id, ports);
}

async function remove(ctx: ActionContext, host: DockerHost, ports: ServerPorts): Promise<Outcome> {
  const { engine } = host;
  const made = await engine.listContainers({ all: true, filters: madeBy(ctx) });
  const ids = new Set([...made.map(({ Id }) => Id), ...(ctx.resource.physicalResourceId === null ? [] : [ctx.resource.physicalResourceId])]);
  for (const id of ids) {
    const container = engine.getContainer(id);
    const found = await unlessMissing(container.inspect());
    if (found?.State.Paused === true) await unlessMissing(container.unpause());
    if (found?.State.Running === true) await unlessMissing(stopped(container, numberOf(ctx.resource.properties['stop_timeout'], 10)));
    if (found !== null) await unlessMissing(gone(container));
    await ports.servers.markDeleted(id);
  }
  await giveBack(ctx, host);
  return { kind: 'complete' };
}

/** Docker answers 304 for one that has stopped already. */
async function stopped(container: { stop(options: { t: number }): Promise<unknown> }, seconds: number): Promise<void> {
  try {
    await container.stop({ t: seconds });
  } catch (error) {
    if (!(error instanceof Error && 'statusCode' in error && error.statusCode === 304)) throw error;
  }
}

/** Volumes without a name go with it. Who asks while it is going is told so with a conflict. */
async function gone(container: { remove(options: { v: boolean; force: boolean }): Promise<unknown> }): Promise<void> {
  try {
    await container.remove({ v: true, force: true });
  } catch (error) {
    const fault = faultOf(error);
    if (fault?.kind !== 'conflict' || !/in progress/.test(fault.message)) throw error;
  }
}
