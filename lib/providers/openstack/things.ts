/** What a cloud has of what values of templates name: flavors, images, networks and so on. Looking changes nothing. */
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { Thing } from '@/lib/wire/things';
import { type Cloud, type CloudService, jsonIn } from './cloud';

const NOVA: CloudService = { called: 'Nova', types: ['compute'], version: '' };
const GLANCE: CloudService = { called: 'Glance', types: ['image'], version: '/v2' };
const NEUTRON: CloudService = { called: 'Neutron', types: ['network'], version: '/v2.0' };
const CINDER: CloudService = { called: 'Cinder', types: ['volumev3', 'block-storage', 'volume'], version: '' };

interface Listing {
  service: CloudService;
  path: string;
  /** The list within the answer. */
  list: string;
  /** What tells one from another, beside its name. */
  detail?: (thing: JsonMap) => string;
}

/** More than that nobody looks through. */
const MOST = 500;

const neutron = (list: string, detail?: Listing['detail']): Listing => ({ service: NEUTRON, path: `/${list.replaceAll('_', '-')}?limit=${MOST}`, list, detail });

/** By the custom constraint of a property or parameter. */
const LISTINGS: Readonly<Record<string, Listing>> = {
  'nova.flavor': { service: NOVA, path: `/flavors/detail?limit=${MOST}`, list: 'flavors', detail: ({ vcpus, ram, disk }) => `${textOf(vcpus)} vCPU, ${textOf(ram)} MB, ${textOf(disk)} GB` },
  'nova.keypair': { service: NOVA, path: '/os-keypairs', list: 'keypairs' },
  'nova.server': { service: NOVA, path: `/servers?limit=${MOST}`, list: 'servers' },
  'glance.image': { service: GLANCE, path: `/images?limit=${MOST}&status=active`, list: 'images', detail: ({ min_disk: disk, size }) => [typeof size === 'number' ? `${Math.round(size / 1_048_576)} MB` : '', typeof disk === 'number' && disk > 0 ? `needs ${disk} GB` : ''].filter(Boolean).join(', ') },
  'neutron.network': neutron('networks', (network) => (network['router:external'] === true ? 'external' : network.shared === true ? 'shared' : '')),
  'neutron.subnet': neutron('subnets', ({ cidr }) => textOf(cidr)),
  'neutron.port': neutron('ports'),
  'neutron.router': neutron('routers'),
  'neutron.security_group': neutron('security_groups', ({ description }) => textOf(description)),
  'neutron.qos_policy': { service: NEUTRON, path: '/qos/policies', list: 'policies' },
  'cinder.volume': { service: CINDER, path: `/volumes/detail?limit=${MOST}`, list: 'volumes', detail: ({ size, status }) => `${textOf(size)} GB, ${textOf(status)}` },
  'cinder.vtype': { service: CINDER, path: '/types', list: 'volume_types' },
  'cinder.snapshot': { service: CINDER, path: `/snapshots?limit=${MOST}`, list: 'snapshots' },
};

export function isListed(constraint: string): boolean {
  return Object.hasOwn(LISTINGS, constraint);
}

/** By name. Throws CloudFault. */
export async function listThings(cloud: Cloud, constraint: string): Promise<Thing[]> {
  const listing = Object.hasOwn(LISTINGS, constraint) ? LISTINGS[constraint] : undefined;
  if (listing === undefined) return [];
  const answer = jsonIn(await cloud.call(listing.service, { method: 'GET', path: listing.path }), listing.service.called);
  const items = isMap(answer) ? answer[listing.list] : undefined;
  return (Array.isArray(items) ? items : []).flatMap((item): Thing[] => {
    // Nova puts key pairs into one more map.
    const thing = isMap(item) && isMap(item.keypair) ? item.keypair : item;
    if (!isMap(thing)) return [];
    const [id, name] = [textOf(thing.id), textOf(thing.name)];
    return id === '' && name === '' ? [] : [{ id: id || name, name: name || id, detail: listing.detail?.(thing) ?? '' }];
  }).toSorted((a, b) => a.name.localeCompare(b.name)).slice(0, MOST);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
}
