/** What all types of a Docker Engine have in common: finding their engine, telling what went wrong, recognising what is theirs. */
import type { ActionContext, Outcome } from '@/lib/engine/resource-type';
import type { JsonMap, PropertySchema, TypeSchema } from '@/lib/hot/types';
import { faultOf } from '@/lib/providers/docker/errors';
import type { DockerHost } from '@/lib/providers/docker/hosts';
import type { ResourcePorts } from '../ports';
import { asMap, textOf } from '../values';

export type DockerPorts = Pick<ResourcePorts, 'docker'>;

export const CONNECTION: PropertySchema = { type: 'String', description: 'Which Docker connection of the project, by name. Not needed where there is one only.' };
export const LABELS: PropertySchema = { type: 'Map', default: {}, description: 'Labels to find it by.' };
export const STRINGS: PropertySchema = { type: 'String' };

/** Every type of Docker's runs on a connection, and can be looked at. */
export function dockerSchema(type: Pick<TypeSchema, 'name' | 'description' | 'properties' | 'attributes'> & { suspend?: boolean; update?: boolean }): TypeSchema {
  const { suspend = false, update = false, ...facts } = type;
  return {
    ...facts,
    support: 'SUPPORTED',
    properties: { ...facts.properties, connection: CONNECTION },
    updatePolicy: {},
    can: { signal: false, check: true, suspend, snapshot: false, update, nested: false },
    connections: ['docker'],
    nameLimit: 128,
  };
}

/** The resource that made a thing: with these, a thing is found again after a crash, and by people. */
const RESOURCE = 'hearth.resource';
const STACK = 'hearth.stack';
const NAME = 'hearth.name';

export function labelsOf({ resource, stack }: ActionContext, properties: JsonMap): Record<string, string> {
  const own = Object.entries(asMap(properties['labels'])).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
  return { ...Object.fromEntries(own), [RESOURCE]: resource.id, [STACK]: stack.id, [NAME]: resource.name };
}

export function isOurs({ resource }: ActionContext, labels: Readonly<Record<string, string>> | null | undefined): boolean {
  return labels?.[RESOURCE] === resource.id;
}

/** Filters for lists: what this resource has made. */
export function madeBy({ resource }: ActionContext): { label: string[] } {
  return { label: [`${RESOURCE}=${resource.id}`] };
}

/** What this resource and those it takes the place of have made. */
export function madeForSame({ resource, stack }: ActionContext): { label: string[] } {
  return { label: [`${STACK}=${stack.id}`, `${NAME}=${resource.name}`] };
}

/** Does the work at the resource's engine. What Docker answers becomes an outcome; a daemon that is away is asked again for a while. */
export async function atEngine(ctx: ActionContext, properties: JsonMap, { docker }: DockerPorts, work: (host: DockerHost) => Promise<Outcome>): Promise<Outcome> {
  const wanted = textOf(ctx.resource.data['connection']) ?? textOf(properties['connection']);
  const opened = await docker.open(ctx.stack.projectId, wanted === '' ? null : wanted);
  if (!opened.ok) {
    // Nothing was ever made, so there is nothing to delete.
    if (ctx.resource.action === 'DELETE' && ctx.resource.data['connection'] === undefined) return { kind: 'complete' };
    return failed('NotFound', opened.reason);
  }
  const { host } = opened;
  const data: JsonMap = { ...ctx.resource.data, connection: host.connectionId };
  try {
    return { data, ...(await work(host)) };
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null) throw error;
    if (fault.kind === 'away') {
      return { kind: 'failed', data, errorType: 'ConnectionFailed', reason: `The Docker Engine of connection "${host.name}" does not answer: ${fault.message}. Is its daemon running?`, retriable: true };
    }
    return { kind: 'failed', data, errorType: fault.kind === 'missing' ? 'NotFound' : fault.kind === 'conflict' ? 'Conflict' : 'Error', reason: `Docker "${host.name}": ${fault.message}` };
  }
}

export function failed(errorType: string, reason: string): Outcome {
  return { kind: 'failed', errorType, reason };
}
