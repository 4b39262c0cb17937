/**
 * Dependencies that no reference states and a network needs all the same. They follow what Heat's own types add: a port gets its addresses from the subnets
 * of its network, so every one of them is there first; an address from outside reaches a port only through the interface of a router to its subnet.
 */
import type { Json, JsonMap } from './types';

/** A resource as far as this needs it: the type that its name stands for, and properties as written. */
export interface Implying {
  type: string;
  properties: Json;
  /** Set where it is there already: like Heat, nothing is implied of what exists outside. */
  externalId?: Json | undefined;
}

/**
 * By name, what each resource comes after although nothing that is written says so, as the engine adds it; none that closes a circle.
 *
 * @param stated by name, what each depends on by what is written
 */
export function impliedOrder(resources: Readonly<Record<string, Implying>>, stated: (name: string) => readonly string[]): ReadonlyMap<string, readonly string[]> {
  const inside = Object.entries(resources).filter(([, { externalId }]) => externalId === undefined);
  return withoutCircles(impliedDependencies(Object.fromEntries(inside)), stated);
}

/** Names of what each depends on beside what it refers to, in the order of the template. O(resources). */
export function impliedDependencies(resources: Readonly<Record<string, Implying>>): ReadonlyMap<string, readonly string[]> {
  const subnets = new Map<string, string[]>();
  const interfaces = new Map<string, string[]>();
  const interfacesOfRouter = new Map<string, string[]>();
  const gateways = new Map<string, string[]>();
  const gatewaysOfRouter = new Map<string, string[]>();
  const put = (index: Map<string, string[]>, value: Json | undefined, name: string): void => {
    const key = keyOf(value);
    if (key === null) return;
    const known = index.get(key);
    if (known === undefined) index.set(key, [name]);
    else known.push(name);
  };
  for (const [name, { type, properties }] of Object.entries(resources)) {
    const given = mapOf(properties);
    switch (type) {
      case 'OS::Neutron::Subnet':
        put(subnets, given.network ?? given.network_id, name);
        break;
      case 'OS::Neutron::RouterInterface':
        put(interfaces, given.subnet ?? given.subnet_id, name);
        put(interfacesOfRouter, given.router ?? given.router_id, name);
        break;
      case 'OS::Neutron::RouterGateway':
        put(gateways, given.network ?? given.network_id, name);
        put(gatewaysOfRouter, given.router_id, name);
        break;
      case 'OS::Neutron::Router':
        put(gateways, mapOf(given.external_gateway_info).network, name);
        break;
    }
  }
  const all = (index: ReadonlyMap<string, string[]>, value: Json | undefined): readonly string[] => index.get(keyOf(value) ?? '') ?? [];
  const wanted = new Map<string, readonly string[]>();
  for (const [name, { type, properties }] of Object.entries(resources)) {
    const given = mapOf(properties);
    const found: (readonly string[])[] = [];
    switch (type) {
      case 'OS::Neutron::Port':
        found.push(all(subnets, given.network ?? given.network_id));
        break;
      case 'OS::Nova::Server':
        for (const each of listOf(given.networks)) found.push(all(subnets, mapOf(each).network ?? mapOf(each).uuid));
        break;
      case 'OS::Neutron::Router':
        found.push(all(subnets, mapOf(given.external_gateway_info).network));
        break;
      case 'OS::Neutron::RouterGateway':
        found.push(all(subnets, given.network ?? given.network_id), all(interfacesOfRouter, given.router_id));
        break;
      case 'OS::Neutron::ExtraRoute':
        found.push(all(interfacesOfRouter, given.router_id), all(gatewaysOfRouter, given.router_id));
        break;
      case 'OS::Neutron::FloatingIP':
      case 'OS::Neutron::FloatingIPAssociation':
        found.push(all(gateways, given.floating_network ?? given.floating_network_id));
        for (const subnet of subnetsOf(resources, given.port_id, subnets)) found.push(all(interfaces, { get_resource: subnet }));
        break;
    }
    const names = [...new Set(found.flat())].filter((other) => other !== name);
    if (names.length > 0) wanted.set(name, names);
  }
  return wanted;
}

/** More steps than that are not taken to look for circles: what is left then is not added. */
const MOST_STEPS = 200_000;

/**
 * Those of the implied dependencies that close no circle with `stated` ones or with each other: a template whose own order contradicts them keeps its own.
 * `stated`: by name, what each depends on by what is written.
 */
export function withoutCircles(implied: ReadonlyMap<string, readonly string[]>, stated: (name: string) => readonly string[]): ReadonlyMap<string, readonly string[]> {
  const added = new Map<string, string[]>();
  let steps = 0;
  const reaches = (from: string, to: string): boolean => {
    const seen = new Set([from]);
    for (const name of seen) {
      if (name === to) return true;
      steps += 1;
      if (steps > MOST_STEPS) return true;
      for (const next of [...stated(name), ...(added.get(name) ?? [])]) seen.add(next);
    }
    return false;
  };
  for (const [name, others] of implied) {
    const free = others.filter((other) => !stated(name).includes(other) && !reaches(other, name));
    if (free.length > 0) added.set(name, free);
  }
  return added;
}

/** Names of the subnets that a port may have addresses of: those it names, else those of its network. */
function subnetsOf(resources: Readonly<Record<string, Implying>>, port: Json | undefined, subnets: ReadonlyMap<string, readonly string[]>): string[] {
  const name = referredTo(port);
  const definition = name === null || !Object.hasOwn(resources, name) ? undefined : resources[name];
  if (definition?.type !== 'OS::Neutron::Port') return [];
  const given = mapOf(definition.properties);
  const named = listOf(given.fixed_ips).flatMap((each) => referredTo(mapOf(each).subnet ?? mapOf(each).subnet_id) ?? []);
  return named.length > 0 ? named : [...(subnets.get(keyOf(given.network ?? given.network_id) ?? '') ?? [])];
}

/** Two properties that say the same name the same thing; what is computed says nothing before it is computed. */
function keyOf(value: Json | undefined): string | null {
  if (typeof value === 'string') return value === '' ? null : JSON.stringify(value);
  const name = referredTo(value);
  if (name !== null) return `resource ${name}`;
  const parameter = mapOf(value).get_param;
  return typeof parameter === 'string' ? `parameter ${parameter}` : null;
}

function referredTo(value: Json | undefined): string | null {
  const { get_resource: resource, Ref: ref } = mapOf(value);
  return typeof resource === 'string' ? resource : typeof ref === 'string' ? ref : null;
}

function mapOf(value: Json | undefined): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
