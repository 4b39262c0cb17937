/** What types of an OpenStack cloud have in common: finding their cloud, and telling what went wrong there. */
import type { ActionContext, Outcome } from '@/lib/engine/resource-type';
import type { JsonMap, PropertySchema, TypeSchema } from '@/lib/hot/types';
import type { NamedCloud } from '@/lib/providers/openstack/clouds';
import { CloudFault } from '@/lib/providers/openstack/faults';
import type { ResourcePorts } from './ports';
import { runnable } from './schema';
import { textOf } from './values';

export type CloudPorts = Pick<ResourcePorts, 'clouds'>;

/** Hearth's own: Heat has one cloud, and so no such property. */
export const CONNECTION: PropertySchema = { type: 'String', description: 'Which OpenStack connection of the project, by name. Not needed where there is one only. A property of Hearth\'s own.' };

/** The facts of a type of Heat's that runs on a cloud. */
export function onCloud(name: string): TypeSchema {
  const schema = runnable(name, 'openstack');
  return { ...schema, properties: { ...schema.properties, connection: CONNECTION } };
}

/**
 * Does the work at the resource's cloud. What its services answer becomes an outcome; one that is away is asked again for a while. `begun` is
 * remembered when it is not known whether the service has begun with what it was asked.
 */
export async function atCloud(
  ctx: ActionContext, properties: JsonMap, { clouds }: CloudPorts, work: (cloud: NamedCloud) => Promise<Outcome>, begun: JsonMap = {},
): Promise<Outcome> {
  const wanted = textOf(ctx.resource.data['connection']) ?? textOf(properties['connection']);
  const opened = await clouds.open(ctx.stack.projectId, wanted === '' ? null : wanted);
  if (!opened.ok) {
    // Nothing was ever made, so there is nothing to delete.
    if (ctx.resource.action === 'DELETE' && ctx.resource.data['connection'] === undefined) return { kind: 'complete' };
    return failed('NotFound', opened.reason);
  }
  const data: JsonMap = { ...ctx.resource.data, connection: opened.cloud.connectionId };
  try {
    return { data, ...(await work(opened.cloud)) };
  } catch (error) {
    if (!(error instanceof CloudFault)) throw error;
    return { kind: 'failed', data: error.kind === 'away' ? { ...data, ...begun } : data, ...faultWords(error, opened.cloud.name) };
  }
}

function faultWords({ kind, message }: CloudFault, name: string): { errorType: string; reason: string; retriable?: boolean } {
  const reason = `Cloud "${name}": ${message}`;
  switch (kind) {
    case 'away':
      return { errorType: 'ConnectionFailed', reason, retriable: true };
    case 'missing':
      return { errorType: 'NotFound', reason };
    case 'conflict':
      return { errorType: 'Conflict', reason };
    case 'signIn':
      return { errorType: 'Unauthorized', reason: `${reason}. Do user and password of the connection still hold?` };
    case 'noService':
      return { errorType: 'NotFound', reason };
    case 'refused':
      return { errorType: 'Error', reason };
    default:
      return kind satisfies never;
  }
}

export function failed(errorType: string, reason: string): Outcome {
  return { kind: 'failed', errorType, reason };
}

/** When to look again at something that takes its time: often at first, every ten seconds in the end. */
export function nextLook({ now, startedAt }: Pick<ActionContext, 'now' | 'startedAt'>): Date {
  const sinceMs = now.getTime() - startedAt.getTime();
  return new Date(now.getTime() + Math.min(Math.max(sinceMs / 10, 500), 10_000));
}
