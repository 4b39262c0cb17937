/** What values that name a thing can be: what the project's clouds have, or the sandbox. A help for typing; any other name may be right as well. */
import { z } from 'zod';
import type { Pool } from 'pg';
import type { ConnectionStore } from '@/lib/providers/connections';
import { openCloud } from '@/lib/providers/openstack/cloud';
import { readConnection } from '@/lib/providers/openstack/clouds';
import { CloudFault } from '@/lib/providers/openstack/faults';
import { isListed, listThings } from '@/lib/providers/openstack/things';
import { sandboxObjects } from '@/lib/store/sandbox-objects';
import type { ActionResult } from '@/lib/wire/types';
import type { Thing, Things } from '@/lib/wire/things';
import { parseInput } from './input';
import { type Caller, done } from './ports';

export interface ThingPorts {
  pool: Pool;
  connections: Pick<ConnectionStore, 'ofKind'>;
}

/** Somebody waits with the finger on the key: one attempt, in milliseconds. */
const WITHIN_MS = 4000;

/** Kinds of the sandbox's objects by constraint. */
const KINDS: Readonly<Record<string, string>> = {
  'neutron.network': 'network', 'neutron.subnet': 'subnet', 'neutron.port': 'port', 'neutron.router': 'router', 'neutron.security_group': 'security_group', 'nova.keypair': 'keypair', 'glance.image': 'image', 'cinder.volume': 'volume',
};

const always = (name: string, detail: string): Thing => ({ id: name, name, detail });
/** What the sandbox takes although nobody has made it: it takes any name, and these are the usual ones. */
const USUAL: Readonly<Record<string, readonly Thing[]>> = {
  'nova.flavor': [always('m1.tiny', '1 vCPU, 512 MB'), always('m1.small', '1 vCPU, 2048 MB'), always('m1.medium', '2 vCPU, 4096 MB'), always('m1.large', '4 vCPU, 8192 MB')],
  'glance.image': [always('debian', ''), always('ubuntu', ''), always('fedora', '')],
  'neutron.network': [always('public', 'external'), always('private', '')],
};

const constraintName = z.string().max(100);

/** Each connected cloud with what it has, or why it could not be asked; without a cloud the sandbox. */
export async function thingsFor({ pool, connections }: ThingPorts, { projectId }: Caller, request: string): Promise<ActionResult<Things[]>> {
  const input = parseInput(constraintName, request);
  if (!input.ok) return input;
  const constraint = input.value;
  const clouds = isListed(constraint) ? await connections.ofKind(projectId, 'openstack') : [];
  if (clouds.length > 0) {
    return done(await Promise.all(clouds.map(async (connection): Promise<Things> => {
      const { settings, secret } = readConnection(connection);
      try {
        return { connection: connection.name, things: await listThings(openCloud(settings, secret, { timeoutMs: WITHIN_MS, attempts: 1 }), constraint), problem: null };
      } catch (fault) {
        if (!(fault instanceof CloudFault)) throw fault;
        return { connection: connection.name, things: [], problem: fault.message };
      }
    })));
  }
  const kind = KINDS[constraint];
  const made = kind === undefined ? [] : await sandboxObjects(pool, projectId, kind);
  const names = new Set(made.map(({ name }) => name));
  const things = [...made, ...(USUAL[constraint] ?? []).filter(({ name }) => !names.has(name))];
  return done(things.length === 0 ? [] : [{ connection: null, things, problem: null }]);
}
