/** From a template to its graph. Linear in the template; a template that can be read at all has a graph, whatever is wrong with it. */
import type { Diagnostic, DocumentPath, Json, ResourceDefinition, Template, TypeCatalogue } from '@/lib/hot/types';
import { impliedOrder } from '@/lib/hot/implied';
import { type EdgeKind, type GraphEdge, type GraphNode, type ImpliedOrder, type MissingReference, nameOf, type NodeKey, type NodeKind, nodeKey, type StackGraph } from './model';

const SECTIONS: Readonly<Record<string, NodeKind>> = {
  resources: 'resource', Resources: 'resource', parameters: 'parameter', Parameters: 'parameter', outputs: 'output', Outputs: 'output', conditions: 'condition', Conditions: 'condition',
};

export function projectGraph(template: Template, catalogue: TypeCatalogue, diagnostics: readonly Diagnostic[] = []): StackGraph {
  const projection = new Projection(template, catalogue);
  const nodes = projection.nodes();
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const { edges, missing } = projection.edges(byKey);
  placeDeployments(nodes, edges, byKey);
  return withProblems({ nodes, edges, missing, implied: impliedIn(template, edges), byKey }, diagnostics);
}

/** As the engine adds them; a line that is drawn anyway is not among them. */
function impliedIn({ resources }: Template, edges: readonly GraphEdge[]): ImpliedOrder[] {
  // Most templates have nothing that is implied; only of those that have are the edges looked at.
  let stated: ReadonlyMap<string, readonly string[]> | null = null;
  const order = impliedOrder(resources, (name) => (stated ??= statedIn(edges)).get(name) ?? []);
  return [...order].flatMap(([to, others]) => others.map((from) => ({ from: nodeKey('resource', from), to: nodeKey('resource', to) })));
}

function statedIn(edges: readonly GraphEdge[]): ReadonlyMap<string, readonly string[]> {
  const stated = new Map<string, string[]>();
  for (const { from, to, kind } of edges) {
    if (kind !== 'ref' && kind !== 'attr' && kind !== 'order') continue;
    const [required, requirer] = [nameOf(from), nameOf(to)];
    const known = stated.get(requirer);
    if (known === undefined) stated.set(requirer, [required]);
    else known.push(required);
  }
  return stated;
}

/** The same graph with other problems, and others that are off; nodes to which nothing happened are the same. */
export function withProblems(graph: StackGraph, diagnostics: readonly Diagnostic[], off: ReadonlySet<NodeKey> = new Set()): StackGraph {
  const found = new Map<NodeKey, GraphNode['problems']>();
  for (const { path, severity } of diagnostics) {
    const key = ownerOf(path);
    if (key === null || severity === 'info' || !graph.byKey.has(key)) continue;
    const { count, worst } = found.get(key) ?? NO_PROBLEMS;
    found.set(key, { count: count + 1, worst: worst === 'error' ? worst : severity });
  }
  const nodes = graph.nodes.map((node): GraphNode => {
    const problems = found.get(node.key) ?? NO_PROBLEMS;
    return problems.count === node.problems.count && problems.worst === node.problems.worst && node.off === off.has(node.key) ? node : { ...node, problems, off: off.has(node.key) };
  });
  return nodes.every((node, index) => node === graph.nodes[index]) ? graph : { ...graph, nodes, byKey: new Map(nodes.map((node) => [node.key, node])) };
}

const NO_PROBLEMS: GraphNode['problems'] = { count: 0, worst: null };

/** The node that a place in the document belongs to. */
export function ownerOf(path: DocumentPath): NodeKey | null {
  const [section, name] = path;
  const kind = SECTIONS[String(section)];
  return kind === undefined || name === undefined ? null : nodeKey(kind, String(name));
}

/** What resources refer to, and what their cards show, by their definitions: of a text in which one changed, all others are known. */
const referencesOf = new WeakMap<ResourceDefinition, readonly GraphEdge[]>();
const detailsOf = new WeakMap<ResourceDefinition, { catalogue: TypeCatalogue; details: GraphNode['details'] }>();

class Projection {
  private readonly template: Template;
  private readonly catalogue: TypeCatalogue;

  constructor(template: Template, catalogue: TypeCatalogue) {
    this.template = template;
    this.catalogue = catalogue;
  }

  nodes(): GraphNode[] {
    const { resources, parameters, outputs, conditions } = this.template;
    const plain = { file: null, details: [], inside: null, condition: null, count: null, kept: null, external: false, off: false };
    const node = (kind: NodeKind, name: string, rest: Pick<GraphNode, 'type' | 'shape'> & Partial<GraphNode>): GraphNode => ({
      ...plain, key: nodeKey(kind, name), kind, name, holds: [], problems: NO_PROBLEMS, ...rest,
    });
    return [
      ...Object.values(parameters).map((parameter) => node('parameter', parameter.name, { type: parameter.type, shape: 'parameter' })),
      ...Object.keys(conditions).map((name) => node('condition', name, { type: 'condition', shape: 'condition' })),
      ...Object.values(resources).map((resource) => node('resource', resource.name, {
        type: resource.type, ...this.madeOf(resource.type), details: this.known(resource), count: countOf(resource), kept: resource.deletionPolicy === 'Delete' ? null : resource.deletionPolicy, external: resource.externalId !== undefined, condition: resource.condition === undefined ? null : conditionText(resource.condition),
      })),
      ...Object.values(outputs).map((output) => node('output', output.name, { type: 'output', shape: 'output', condition: output.condition === undefined ? null : conditionText(output.condition) })),
    ];
  }

  private madeOf(type: string): Pick<GraphNode, 'shape' | 'file'> {
    const file = this.catalogue.get(type)?.file ?? null;
    return { shape: file === null ? shapeOf(type) : 'nested', file };
  }

  edges(byKey: ReadonlyMap<NodeKey, GraphNode>): Pick<StackGraph, 'edges' | 'missing'> {
    const edges: GraphEdge[] = [];
    const missing: MissingReference[] = [];
    let found: GraphEdge[] = [];
    /** By `Ref`. */
    let refers = false;
    const add = (kind: EdgeKind, from: NodeKey, to: NodeKey, path: DocumentPath, label: string, attribute: string | null = null): void => {
      found.push({ id: `${kind}|${from}|${to}|${path.join('/')}`, kind, from, to, label, attribute, path });
    };
    const settle = (edge: GraphEdge): void => {
      const { kind, from, to, path, label } = edge;
      if (byKey.has(from) && byKey.has(to)) edges.push(edge);
      else if (byKey.has(to) && kind !== 'condition') {
        const name = nameOf(from);
        // OS::stack_name and its like are there without being written.
        if (!/^(OS|AWS)::/.test(name)) missing.push({ kind: kind === 'param' ? 'parameter' : 'resource', name, to, label, order: kind === 'order', path });
      }
    };
    const cfn = this.template.versionKey !== 'heat_template_version';
    const visit = (value: Json, to: NodeKey, path: (string | number)[], depth: number): void => {
      if (typeof value !== 'object' || value === null) return;
      if (Array.isArray(value)) {
        value.forEach((item, index) => visit(item, to, [...path, index], depth));
        return;
      }
      const keys = Object.keys(value);
      const [only] = keys;
      if (keys.length === 1 && only !== undefined) {
        const reference = referenceOf(only, value[only] ?? null);
        if (reference !== null) {
          const label = path.slice(depth).join('.');
          const { name, attribute } = reference;
          if (only === 'Ref') refers = true;
          const isParameter = reference.kind === 'param' || (only === 'Ref' && this.template.parameters[name] !== undefined);
          if (isParameter) add('param', nodeKey('parameter', name), to, path, label);
          else if (reference.kind === 'condition') add('condition', nodeKey('condition', name), to, path, label);
          else add(to.startsWith('output:') ? 'output' : reference.kind, nodeKey('resource', name), to, path, label, attribute);
        }
      }
      for (const [key, item] of Object.entries(value)) {
        if (/^(Fn::)?if$/i.test(key) && Array.isArray(item) && typeof item[0] === 'object') {
          for (const found of conditionNames(item[0], [...path, key, 0])) add('condition', nodeKey('condition', found.condition), to, found.path, path.slice(depth).join('.'));
        }
        visit(item, to, [...path, key], depth);
      }
    };
    const section = cfn ? 'Resources' : 'resources';
    for (const resource of Object.values(this.template.resources)) {
      // What `Ref` refers to depends on the parameters.
      const known = cfn ? undefined : referencesOf.get(resource);
      if (known !== undefined) {
        known.forEach(settle);
        continue;
      }
      found = [];
      const to = nodeKey('resource', resource.name);
      const base = [section, resource.name];
      visit(resource.properties, to, [...base, cfn ? 'Properties' : 'properties'], 3);
      visit(resource.metadata, to, [...base, cfn ? 'Metadata' : 'metadata'], 2);
      resource.dependsOn.forEach((name, index) => add('order', nodeKey('resource', name), to, [...base, cfn ? 'DependsOn' : 'depends_on', index], 'depends on'));
      if (typeof resource.condition === 'string') add('condition', nodeKey('condition', resource.condition), to, [...base, cfn ? 'Condition' : 'condition'], 'condition');
      else if (resource.condition !== undefined) visit(resource.condition, to, [...base, cfn ? 'Condition' : 'condition'], 2);
      found.forEach(settle);
      if (!cfn && !refers) referencesOf.set(resource, found);
      refers = false;
    }
    found = [];
    for (const output of Object.values(this.template.outputs)) {
      const to = nodeKey('output', output.name);
      const base = [cfn ? 'Outputs' : 'outputs', output.name];
      visit(output.value, to, [...base, cfn ? 'Value' : 'value'], 3);
      if (typeof output.condition === 'string') add('condition', nodeKey('condition', output.condition), to, [...base, cfn ? 'Condition' : 'condition'], 'condition');
      else if (output.condition !== undefined) visit(output.condition, to, [...base, cfn ? 'Condition' : 'condition'], 2);
    }
    for (const [name, definition] of Object.entries(this.template.conditions)) {
      const to = nodeKey('condition', name);
      const base = [cfn ? 'Conditions' : 'conditions', name];
      visit(definition, to, base, 2);
      for (const { condition, path } of conditionNames(definition, base)) add('condition', nodeKey('condition', condition), to, path, path.slice(2).join('.'));
    }
    found.forEach(settle);
    return { edges, missing };
  }

  private known(resource: ResourceDefinition): GraphNode['details'] {
    const { catalogue } = this;
    const before = detailsOf.get(resource);
    if (before?.catalogue === catalogue) return before.details;
    const details = this.details(resource);
    detailsOf.set(resource, { catalogue, details });
    return details;
  }

  /** The properties people tell resources apart by: required ones with a plain value, then those that are set. */
  private details(resource: ResourceDefinition): GraphNode['details'] {
    const { properties } = resource;
    if (typeof properties !== 'object' || properties === null || Array.isArray(properties)) return [];
    const schema = this.catalogue.get(resource.type)?.properties ?? {};
    const rank = (name: string): number => (schema[name]?.required ? 0 : 2) + (PREFERRED.has(name) ? -1 : 0);
    return Object.entries(properties)
      .filter(([name, value]) => name !== 'user_data_format' && shortText(value) !== null)
      .sort(([a], [b]) => rank(a) - rank(b))
      .slice(0, 2)
      .map(([name, value]) => ({ name, value: shortText(value) ?? '' }));
  }
}

const PREFERRED = new Set(['flavor', 'image', 'size', 'cidr', 'group', 'count', 'value', 'url', 'length', 'timeout', 'network']);

/** How many members a group has, or between which numbers it scales. */
function countOf({ type, properties }: ResourceDefinition): string | null {
  if (shapeOf(type) !== 'group' || typeof properties !== 'object' || properties === null || Array.isArray(properties)) return null;
  const text = (name: string): string | null => shortText(properties[name] ?? null);
  const [least, most] = [text('min_size') ?? text('MinSize'), text('max_size') ?? text('MaxSize')];
  const [only] = [text('count'), text('desired_capacity')].filter((each) => each !== null);
  return only ?? (least === null || most === null ? null : least === most ? least : `${least} to ${most}`);
}

function shortText(value: Json): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return value.length > 60 || value.includes('\n') || value === '' ? null : value;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const parameter = value.get_param ?? value.Ref;
  return typeof parameter === 'string' ? `$${parameter}` : null;
}

function conditionText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Conditions that a condition is made of: by their names in `not`, `and` and `or`, or alone. */
export function conditionNames(value: Json, path: DocumentPath): { condition: string; path: DocumentPath }[] {
  if (typeof value === 'string') return [{ condition: value, path }];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([call, parts]) => {
    if (!/^(Fn::)?(not|and|or)$/i.test(call)) return [];
    return Array.isArray(parts) ? parts.flatMap((part, index) => conditionNames(part, [...path, call, index])) : conditionNames(parts, [...path, call]);
  });
}

interface Reference {
  kind: 'ref' | 'attr' | 'param' | 'condition';
  name: string;
  attribute: string | null;
}

function referenceOf(fn: string, args: Json): Reference | null {
  const [first, ...rest] = Array.isArray(args) ? args : [args];
  if (typeof first !== 'string') return null;
  switch (fn) {
    case 'get_resource':
    case 'Ref':
      return { kind: 'ref', name: first, attribute: null };
    case 'get_attr':
    case 'Fn::GetAtt':
      return { kind: 'attr', name: first, attribute: rest.map((step) => (typeof step === 'object' ? '…' : String(step))).join('.') };
    case 'get_param':
      return { kind: 'param', name: first, attribute: rest.join('.') };
    case 'if':
    case 'Fn::If':
      return { kind: 'condition', name: first, attribute: null };
    default:
      return null;
  }
}

export function shapeOf(type: string): GraphNode['shape'] {
  if (/\.(yaml|template)$/.test(type)) return 'nested';
  if (/^OS::Heat::(Software|Structured)Deployment$/.test(type)) return 'deployment';
  if (/^OS::Heat::(SoftwareConfig|StructuredConfig|SoftwareComponent|CloudConfig|MultipartMime)$/.test(type)) return 'config';
  if (/^(OS::Nova::Server|OS::Heat::DeployedServer|AWS::EC2::Instance|Hearth::Docker::Container)$/.test(type)) return 'server';
  if (/Group$|ResourceChain$/.test(type) && /^(OS::Heat|AWS::AutoScaling)/.test(type)) return 'group';
  return 'resource';
}

/** Deployments are drawn in their server, in the order in which they run there: after what they depend on, else as written. */
function placeDeployments(nodes: GraphNode[], edges: GraphEdge[], byKey: ReadonlyMap<NodeKey, GraphNode>): void {
  const requires = new Map<NodeKey, NodeKey[]>();
  for (const edge of edges) {
    const node = byKey.get(edge.to);
    const target = byKey.get(edge.from);
    if (node?.shape !== 'deployment' || target === undefined) continue;
    if (edge.kind === 'ref' && edge.label === 'server' && target.shape === 'server' && node.inside === null) {
      node.inside = target.key;
      target.holds.push(node.key);
    } else if (target.shape === 'deployment') requires.set(node.key, [...(requires.get(node.key) ?? []), target.key]);
  }
  for (const node of nodes) if (node.holds.length > 1) node.holds = inOrder(node.holds, requires);
}

function inOrder(keys: NodeKey[], requires: ReadonlyMap<NodeKey, readonly NodeKey[]>): NodeKey[] {
  const result: NodeKey[] = [];
  const left = new Set(keys);
  while (left.size > 0) {
    const next = [...left].find((key) => !(requires.get(key) ?? []).some((needed) => left.has(needed))) ?? [...left][0];
    if (next === undefined) break;
    left.delete(next);
    result.push(next);
  }
  return result;
}
