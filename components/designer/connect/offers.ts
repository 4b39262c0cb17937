/** What a line from one node to another can mean, the likeliest first. */
import { circleOf, connect, connectionCandidates, deployConfig, EditRefused, followRecipe, type GraphNode, nodeKey, recipeLabel, recipesFor, sectionOf, setAt, inDialect, isCfn, type NodeKey, type StackGraph } from '@/lib/graph';
import type { Json, PropertySchema, Template, TypeCatalogue, TypeSchema } from '@/lib/hot/types';
import type { Analysis } from '../document/analyse';

export interface Offer {
  id: string;
  /** The property, or what will be made. */
  label: string;
  /** The YAML that is written. */
  preview: string;
  /** 0 to 1; see `isObvious`. */
  score: number;
  taken: boolean;
  /** It is an item more of a list that has some. */
  appends: boolean;
  command: (text: string) => string;
}

/** Nothing to choose: applied without asking. */
export function isObvious(offers: readonly Offer[]): boolean {
  const [first] = offers;
  return first !== undefined && first.score >= 0.9 && !first.taken;
}

/** @throws EditRefused when there can be no such line */
export function offersFor({ template, graph }: Pick<Analysis, 'template' | 'graph'>, catalogue: TypeCatalogue, from: NodeKey, to: NodeKey): Offer[] {
  const source = graph.byKey.get(from);
  const target = graph.byKey.get(to);
  if (source === undefined || target === undefined) return [];
  if (from === to) throw new EditRefused(`"${source.name}" cannot refer to itself.`);
  const deployed = deploymentOf(source, target);
  if (deployed !== null) return [deployed];
  if (target.kind === 'output') return [outputOf(source, target)];
  if (source.kind === 'parameter') return [...fromParameter(source.name, target, template, catalogue.get(target.type)), asMetadata(source, target)];
  if (source.kind !== 'resource' || target.kind !== 'resource') throw new EditRefused('Lines go from resources and parameters to resources and outputs.');
  refuseCircle(graph, from, to);
  const recipes = recipesFor(source.type, target.type).map((recipe): Offer => ({
    id: `recipe:${recipe.type}:${recipe.name}`, label: recipeLabel(recipe, source.name, target.name), preview: `${Object.entries(recipe.properties).map(([property, which]) => `${property}: ${which === 'from' ? source.name : target.name}`).join(', ')} (${recipe.type.replace(/^OS::/, '')})`,
    score: 0.85, taken: false, appends: false, command: (text) => followRecipe(text, recipe, source.name, target.name).text,
  }));
  return [...recipes, ...connectionCandidates({ template, catalogue, from: source.name, to: target.name }).map((candidate): Offer => ({
    id: candidate.label, label: candidate.connection.kind === 'order' ? 'Only order (depends_on)' : candidate.label, score: candidate.score, taken: candidate.taken, appends: candidate.appends,
    preview: candidate.connection.kind === 'order' ? candidate.preview : `${candidate.label}: ${candidate.preview}`,
    command: (text) => connect(text, source.name, target.name, candidate.connection),
  })), asMetadata(source, target)];
}

/** For what no property of the type takes: metadata can hold anything, and scripts on the machine read it. */
function asMetadata(source: GraphNode, target: GraphNode): Offer {
  const value = referenceTo(source);
  return {
    id: 'more:metadata', label: 'Pass as metadata', preview: `metadata.${source.name}: ${asText(value)}`, score: 0.02, taken: false, appends: false,
    command: (text) => setAt(text, [sectionOf(text, 'resource'), target.name, isCfn(text) ? 'Metadata' : 'metadata', source.name], inDialect(text, value)),
  };
}

export function referenceTo({ kind, name }: GraphNode): Json {
  return kind === 'parameter' ? { get_param: name } : { get_resource: name };
}

export function asText(value: Json): string {
  return JSON.stringify(value).replace(/"/g, '').replace(/([:,])/g, '$1 ');
}

export function valueAt(value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  return path.reduce<Json | undefined>((found, step) => (typeof found === 'object' && found !== null ? (Array.isArray(found) ? found[Number(step)] : found[String(step)]) : undefined), value);
}

function refuseCircle(graph: StackGraph, from: NodeKey, to: NodeKey): void {
  const circle = circleThrough(graph, from, to);
  if (circle.length === 0) return;
  const names = circle.map((key) => graph.byKey.get(key)?.name ?? key);
  throw new EditRefused(`That would close a circle: ${[...names, names[0]].join(' → ')}. Each would wait for the other. Remove one of these lines first.`);
}

/** The nodes of the circle that a line would close, from where it ends to where it begins; none where it would not. */
export function circleThrough(graph: StackGraph, from: NodeKey, to: NodeKey): NodeKey[] {
  const circle = from === to ? null : circleOf(graph.edges.filter((edge) => edge.from !== edge.to), from, to);
  const keys = new Map<string, NodeKey>([...graph.byKey.keys()].map((key) => [key, key]));
  return (circle ?? []).flatMap((key) => keys.get(key) ?? []);
}

function deploymentOf(a: GraphNode, b: GraphNode): Offer | null {
  const [config, server] = a.shape === 'config' && b.shape === 'server' ? [a, b] : a.shape === 'server' && b.shape === 'config' ? [b, a] : [];
  if (config === undefined || server === undefined) return null;
  return { id: 'deploy', label: `Deploy ${config.name} on ${server.name}`, preview: `${config.name}_on_${server.name}: {config: ${config.name}, server: ${server.name}}`, score: 1, taken: false, appends: false, command: (text) => deployConfig(text, config.name, server.name).text };
}

function outputOf(source: GraphNode, target: GraphNode): Offer {
  const value: Json = source.kind === 'parameter' ? { get_param: source.name } : { get_resource: source.name };
  return { id: 'value', label: 'value', preview: `value: {${Object.keys(value)[0]}: ${source.name}}`, score: 0.5, taken: true, appends: false, command: (text) => setAt(text, [sectionOf(text, 'output'), target.name, isCfn(text) ? 'Value' : 'value'], inDialect(text, value)) };
}

function fromParameter(name: string, target: GraphNode, { resources }: Template, schema: TypeSchema | undefined): Offer[] {
  const rank = ([property, { required }]: [string, PropertySchema]): number => (property === name ? 0.95 : name.includes(property) || property.includes(name) ? 0.6 : required ? 0.3 : 0.1);
  return Object.entries(schema?.properties ?? {})
    .filter(([, property]) => property.support !== 'HIDDEN' && property.support !== 'UNSUPPORTED')
    .map((entry): Offer => {
      const taken = valueAt(resources[target.name]?.properties, [entry[0]]) !== undefined;
      return {
        id: entry[0], label: entry[0], preview: `${entry[0]}: {get_param: ${name}}`, score: taken ? rank(entry) - 0.25 : rank(entry), taken, appends: false,
        command: (text) => setAt(text, [sectionOf(text, 'resource'), target.name, isCfn(text) ? 'Properties' : 'properties', entry[0]], inDialect(text, { get_param: name })),
      };
    })
    .sort((a, b) => b.score - a.score || a.label.localeCompare(b.label));
}

export const resourceKey = (name: string): NodeKey => nodeKey('resource', name);
