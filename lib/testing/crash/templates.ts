/** Random stacks: templates as people would write them, and changes of them. */
import type { JsonMap } from '@/lib/hot/types';
import type { Chance } from './random';

type Kind = 'thing' | 'found' | 'port' | 'volume' | 'inner' | 'group' | 'rolling' | 'random' | 'value' | 'wait';

export interface Node {
  kind: Kind;
  name: string;
  value: number;
  /** Another one needs another resource. */
  key: number;
  /** Names of earlier nodes. */
  needs: string[];
  before: number;
  after: number;
  boot: number;
  count: number;
  fails: boolean;
}

/** One version of a stack. */
export interface Version {
  nodes: readonly Node[];
  /** Some resource of it fails, so that it cannot be deployed. */
  fails: boolean;
}

const KINDS: Record<Kind, number> = { thing: 36, found: 12, port: 10, volume: 8, inner: 8, group: 8, rolling: 8, random: 5, value: 5, wait: 8 };

export function firstVersion(chance: Chance): Version {
  const count = 2 + chance.below(7);
  let nodes: Node[] = [];
  for (let index = 0; index < count; index += 1) nodes = [...nodes, newNode(chance, `n${index}`, nodes)];
  return { nodes, fails: false };
}

/** Some resources changed, some gone, some new; the names of those that are gone are not used again. */
export function nextVersion(chance: Chance, { nodes }: Version, serial: number): Version {
  const kept = nodes.filter(() => !chance.happens(0.15));
  const names = new Set(kept.map((node) => node.name));
  const changed = kept.map((node): Node => ({
    ...node,
    value: chance.happens(0.3) ? node.value + 1 : node.value,
    key: chance.happens(0.15) ? node.key + 1 : node.key,
    count: chance.happens(0.3) ? 1 + chance.below(3) : node.count,
    needs: node.needs.filter((need) => names.has(need)),
    fails: false,
  }));
  let all = changed;
  for (let index = 0; index < chance.below(4); index += 1) all = [...all, newNode(chance, `m${serial}x${index}`, all)];
  return { nodes: all.length === 0 ? [newNode(chance, `m${serial}`, [])] : all, fails: false };
}

/** One thing of it fails. Nothing when it has none. */
export function failing(chance: Chance, version: Version): Version {
  const things = version.nodes.filter((node) => ['thing', 'found', 'inner', 'wait'].includes(node.kind));
  const victim = things[chance.below(Math.max(1, things.length))];
  if (victim === undefined) return version;
  // A condition that was met before is not asked again: a new one fails.
  const name = victim.kind === 'wait' ? `${victim.name}f` : victim.name;
  return { fails: true, nodes: version.nodes.map((node) => (node === victim ? { ...node, name, fails: true } : { ...node, needs: node.needs.map((need) => (need === victim.name ? name : need)) })) };
}

function newNode(chance: Chance, name: string, earlier: readonly Node[]): Node {
  const needs = new Set<string>();
  for (let index = 0; index < chance.below(3) && earlier.length > 0; index += 1) needs.add(earlier[chance.below(earlier.length)]?.name ?? '');
  return {
    kind: chance.weighted(KINDS), name, needs: [...needs], value: chance.below(3), key: 0, count: 1 + chance.below(3), fails: false,
    before: chance.below(25), after: chance.below(40), boot: chance.happens(0.3) ? 5 + chance.below(60) : 0,
  };
}

const HEAD = { heat_template_version: '2021-04-16' };

/** JSON is YAML: the text of a template. */
export function textOf({ nodes }: Version): string {
  const resources: JsonMap = {};
  if (nodes.some((node) => node.kind === 'port')) {
    resources['net'] = { type: 'OS::Neutron::Net' };
    resources['subnet'] = { type: 'OS::Neutron::Subnet', properties: { network: { get_resource: 'net' }, cidr: '10.1.0.0/24' } };
  }
  for (const node of nodes) for (const [name, resource] of resourcesOf(node)) resources[name] = resource;
  return JSON.stringify({ ...HEAD, resources });
}

export const FILES: Record<string, string> = {
  'inner.yaml': JSON.stringify({
    ...HEAD,
    parameters: Object.fromEntries(['value', 'key', 'before', 'after', 'boot'].map((name) => [name, { type: 'number', default: 0 }])),
    resources: {
      t: { type: 'Test::Thing', properties: { value: { get_param: 'value' }, key: { get_param: 'key' }, before: { get_param: 'before' }, after: { get_param: 'after' } } },
      v: { type: 'OS::Cinder::Volume', properties: { size: 1, description: { get_attr: ['t', 'output'] } } },
      d: { type: 'deep.yaml', properties: { value: { get_param: 'value' } }, depends_on: ['v'] },
    },
    outputs: { output: { value: { get_attr: ['t', 'output'] } } },
  }),
  'deep.yaml': JSON.stringify({
    ...HEAD,
    parameters: { value: { type: 'number', default: 0 } },
    resources: { u: { type: 'Test::Found', properties: { value: { get_param: 'value' } } } },
  }),
  'broken.yaml': JSON.stringify({
    ...HEAD,
    resources: { t: { type: 'Test::Thing' }, u: { type: 'Test::Thing', properties: { fail: ['create', 'update'], on: { get_resource: 't' } } } },
  }),
};

function resourcesOf(node: Node): [string, JsonMap][] {
  const { name, kind, value, key, before, after, boot, count } = node;
  const depends: JsonMap = node.needs.length > 0 ? { depends_on: node.needs } : {};
  const fail: JsonMap = node.fails ? { fail: ['create', 'update'] } : {};
  const thing = { value, key, before, after, boot };
  switch (kind) {
    case 'thing':
      return [[name, { type: 'Test::Thing', properties: { ...thing, ...fail }, ...depends }]];
    case 'found':
      return [[name, { type: 'Test::Found', properties: { ...thing, ...fail }, ...depends }]];
    case 'port':
      return [[name, { type: 'OS::Neutron::Port', properties: { network: { get_resource: 'net' }, admin_state_up: value % 2 === 0 }, depends_on: ['subnet', ...node.needs] }]];
    case 'volume':
      return [[name, { type: 'OS::Cinder::Volume', properties: { size: 1 + key, description: `value ${value}` }, ...depends }]];
    case 'inner':
      return [[name, { type: node.fails ? 'broken.yaml' : 'inner.yaml', properties: node.fails ? {} : thing, ...depends }]];
    case 'group':
      return [[name, { type: 'OS::Heat::ResourceGroup', properties: { count, resource_def: { type: key % 2 === 0 ? 'Test::Thing' : 'Test::Found', properties: { value, before, after } } }, ...depends }]];
    case 'rolling':
      return [[name, {
        type: 'OS::Heat::ResourceGroup', update_policy: { rolling_update: { max_batch_size: 1 + (key % 2), min_in_service: key % 2, pause_time: before / 250 }, batch_create: { max_batch_size: 2 } },
        properties: { count, resource_def: { type: after % 2 === 0 ? 'Test::Thing' : 'inner.yaml', properties: { value, before, after } } }, ...depends,
      }]];
    case 'random':
      return [[name, { type: 'OS::Heat::RandomString', properties: { length: 8 + value } , ...depends }]];
    case 'value':
      return [[name, { type: 'OS::Heat::Value', properties: { type: 'number', value }, ...depends }]];
    case 'wait':
      return [
        [`${name}_handle`, { type: 'OS::Heat::WaitConditionHandle' }],
        [name, { type: 'OS::Heat::WaitCondition', properties: { handle: { get_resource: `${name}_handle` }, timeout: 3600, count }, ...depends }],
      ];
    default:
      return kind satisfies never;
  }
}

/** Does this wait condition get a signal of failure? */
export function isBad(version: Version, name: string): boolean {
  return version.nodes.some((node) => node.name === name && node.fails);
}

export function countOf(version: Version, name: string): number {
  return version.nodes.find((node) => node.name === name)?.count ?? 0;
}
