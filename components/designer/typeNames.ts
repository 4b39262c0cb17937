import { Blocks, Boxes, Cloud, Container, Database, Diamond, FileCode2, Flag, Globe, HardDrive, KeyRound, Layers, type LucideIcon, MessageSquare, Network, Play, Server, ShieldCheck, SlidersHorizontal, Split, Timer } from 'lucide-react';
import type { GraphNode, NodeKey, StackGraph } from '@/lib/graph';

/** `OS::Nova::Server` -> `Nova::Server` */
export function shortType(type: string): string {
  return type.replace(/^OS::/, '');
}

/** The service of a type: `OS::Nova::Server` -> `Nova`. */
export function serviceOf(type: string): string {
  const parts = type.split('::');
  return parts[0] === 'OS' ? (parts[1] ?? type) : parts.slice(0, -1).join('::') || type;
}

/** `OS::Nova::Server` -> `Nova server`, as it is spoken. */
export function spokenType(type: string): string {
  const last = (type.split('::').pop() ?? type).replace(/([a-z0-9])([A-Z])/g, '$1 $2');
  return `${serviceOf(type)} ${last.toLowerCase()}`;
}

const BY_SHAPE: Partial<Record<GraphNode['shape'], LucideIcon>> = { server: Server, config: FileCode2, deployment: Play, group: Boxes, nested: Layers, parameter: SlidersHorizontal, output: Flag, condition: Diamond };

const BY_WORD: readonly (readonly [RegExp, LucideIcon])[] = [
  [/Docker::Image|Murano/, Container], [/Docker::Network/, Network],
  [/LoadBalancer|LBaaS|Octavia/, Split], [/SecurityGroup|Firewall|RBAC|Policy|Keystone|Secret/, ShieldCheck], [/KeyPair|Random/, KeyRound], [/Wait|Delay|Alarm|Cron/, Timer], [/Neutron|Subnet|Port|Router|::VPC/, Network],
  [/Cinder|Volume|Manila/, HardDrive], [/Trove|Database|RDS/, Database], [/Swift|S3/, Container], [/Http|URL|DNS|Designate/i, Globe], [/Zaqar|Signal|Workflow|Mistral/, MessageSquare], [/Heat::Stack/, Layers], [/Nova|EC2/, Cloud],
];

export function iconOf(type: string, shape?: GraphNode['shape']): LucideIcon {
  if (type === 'Hearth::Docker::Container') return Container;
  return (shape === undefined ? undefined : BY_SHAPE[shape]) ?? BY_WORD.find(([pattern]) => pattern.test(type))?.[1] ?? Blocks;
}

/** `depends on port; used by ip` of each node: what somebody who does not see the lines wants to know. */
export function spokenConnections({ edges, byKey }: StackGraph): ReadonlyMap<NodeKey, string> {
  const uses = new Map<NodeKey, Set<string>>();
  const usedBy = new Map<NodeKey, Set<string>>();
  const put = (into: Map<NodeKey, Set<string>>, key: NodeKey, name: string | undefined): void => { if (name !== undefined) into.set(key, (into.get(key) ?? new Set()).add(name)); };
  for (const { from, to, kind } of edges) {
    if (kind === 'condition') continue;
    put(uses, to, byKey.get(from)?.name);
    put(usedBy, from, byKey.get(to)?.name);
  }
  const words = (lead: string, names: Set<string> | undefined): string[] => (names === undefined ? [] : [`${lead} ${[...names].slice(0, 6).join(', ')}${names.size > 6 ? ` and ${names.size - 6} more` : ''}`]);
  return new Map([...byKey.keys()].map((key) => [key, [...words('depends on', uses.get(key)), ...words('used by', usedBy.get(key))].join('; ')]));
}

/** `web, Nova server, 2 problems` */
export function spokenNode(node: GraphNode): string {
  const { count } = node.problems;
  const kind = node.kind === 'resource' ? spokenType(node.type) : node.kind;
  return [node.name, kind, ...(node.condition ? [`if ${node.condition}`] : []), ...(node.off ? ['off'] : []), ...(node.external ? ['exists outside'] : []), ...(node.kept ? ['kept when the stack is deleted'] : []), ...(node.count ? [`${node.count} members`] : []), ...(node.holds.length > 0 ? [`runs ${node.holds.length}`] : []), ...(count > 0 ? [`${count} ${count === 1 ? 'problem' : 'problems'}`] : [])].join(', ');
}
