/** Where an edge that was drawn from one resource to another may go: every property of the target that can take the source, the likeliest first. */
import { SERVICE_CONSTRAINTS } from '@/lib/hot/constraints/custom-services';
import type { Json, PropertySchema, ResourceDefinition, Template, TypeCatalogue } from '@/lib/hot/types';
import type { Connection } from './commands';
import { functionCandidates } from './in-functions';
import { isSortOf, kindWords, nameScore } from './kind-words';
import { propertiesFor } from './learned';
import { attributeFor, attributeOf, portOf, reference, wantsAddress, wantsSecret } from './source-value';

export interface Candidate {
  /** `networks.port`, or `order`. */
  label: string;
  /** What the value will be, as text: `{get_resource: port}`. */
  preview: string;
  connection: Connection;
  /** 0 to 1; the first is applied without asking when it is 0.9 or more and nothing stands in its place. */
  score: number;
  /** The property has a value that would be replaced. */
  taken: boolean;
  /** It is an item more of a list that has some. */
  appends: boolean;
}

export interface Pairing {
  template: Template;
  catalogue: TypeCatalogue;
  from: string;
  to: string;
}

/** Best first; "order only" is always the last. */
export function connectionCandidates({ template, catalogue, from, to }: Pairing): Candidate[] {
  const source = template.resources[from];
  const target = template.resources[to];
  if (source === undefined || target === undefined) return [];
  const candidates: Candidate[] = [];
  candidates.push(...inputsOf(source, target, template, catalogue));
  for (const { path, property, list } of pathsOf(propertiesFor(source, target, template, catalogue))) {
    const candidate = rank(source, target, path, property, list, catalogue);
    if (candidate !== null) candidates.push(candidate);
  }
  candidates.push(...functionCandidates(source, target, (name) => inputValue(source, name, catalogue)));
  candidates.sort((a, b) => b.score - a.score || a.label.localeCompare(b.label));
  const order: Candidate = { label: 'order', preview: `depends_on: [${from}]`, connection: { kind: 'order' }, score: isDeployment(source.type) && isDeployment(target.type) ? 0.5 : 0.05, taken: false, appends: false };
  return order.score > 0.1 ? [order, ...candidates].sort((a, b) => b.score - a.score) : [...candidates, order];
}

interface PropertyPath {
  path: string[];
  property: PropertySchema;
  /** The property in which a list begins: the value is appended there as an item. */
  list: number | null;
}

const DEEPEST = 3;

function* pathsOf(properties: Readonly<Record<string, PropertySchema>>, prefix: string[] = [], list: number | null = null): Generator<PropertyPath> {
  for (const [name, property] of Object.entries(properties)) {
    if (property.support === 'HIDDEN' || property.support === 'UNSUPPORTED') continue;
    const path = [...prefix, name];
    if (property.type === 'List') {
      if (property.items?.schema && path.length < DEEPEST && list === null) yield* pathsOf(property.items.schema, path, path.length);
      else yield { path, property: property.items ?? { type: 'Any' }, list: list ?? path.length };
    } else if (property.type === 'Map' && property.schema && path.length < DEEPEST) {
      yield { path, property, list };
      yield* pathsOf(property.schema, path, list);
    } else if (property.type === 'String' || property.type === 'Any' || property.type === 'Number' || property.type === 'Integer' || property.type === 'Map') yield { path, property, list };
  }
}

function rank(source: ResourceDefinition, target: ResourceDefinition, path: string[], property: PropertySchema, list: number | null, catalogue: TypeCatalogue): Candidate | null {
  const name = path.at(-1) ?? '';
  let score = 0;
  for (const constraint of property.constraints ?? []) {
    if (constraint.kind !== 'custom_constraint') continue;
    const service = Object.hasOwn(SERVICE_CONSTRAINTS, constraint.name) ? SERVICE_CONSTRAINTS[constraint.name] : undefined;
    if (service === undefined) continue;
    // A property that names another kind of thing does not take this one; what a template of people's own tells may be anything.
    score = catalogue.get(source.type) === undefined ? 0.1 : service.types.includes(source.type) || isSortOf(source.type, name) ? 0.85 : -1;
  }
  const refused = score < 0;
  const words = kindWords(source.type);
  const similarity = refused ? 0 : nameScore(name, words);
  score = Math.max(refused ? 0 : score, similarity * 0.8) + (score > 0 ? similarity * 0.1 : 0);
  if (!refused) score = Math.max(score, withinScore(path, words));
  const attribute = score < 0.3 ? attributeFor(source, name, catalogue) : null;
  const port = attribute === null && score < 0.3 ? portOf(source, name) : null;
  if (refused && attribute === null && port === null) return null;
  if (/_id$|^id$/.test(name) && similarity === 0) score -= 0.05;
  if (attribute !== null) score = Math.max(score, attribute.certainty);
  if (port !== null) score = Math.max(score, 0.44);
  const given = port ?? (attribute === null ? reference(source) : attributeOf(source, attribute.name));
  // A reference is a name, never a number.
  if (given.attribute === null && (property.type === 'Number' || property.type === 'Integer')) return null;
  if (score <= 0 && given.attribute === 'value' && wantsSecret(name)) score = 0.5;
  if (score <= 0 && property.type !== 'Any' && !(property.type === 'String' && property.constraints === undefined)) return null;
  if (property.required && path.length === 1) score += 0.08;
  if (property.support === 'DEPRECATED') score -= 0.2;
  // A map that has members of its own is seldom given as a whole.
  if (property.type === 'Map' && property.schema) score -= 0.35;
  score -= (path.length - 1) * 0.03;
  const current = valueAt(target.properties, list === null ? path : path.slice(0, list));
  // A list that a function gives cannot be appended to: it is replaced like any other value.
  const replaced = list !== null && current !== undefined && current !== null && !Array.isArray(current);
  const taken = (list === null && current !== undefined) || replaced;
  if (taken) score -= 0.25;
  const inner = path.slice(list ?? path.length);
  const value = list === null ? given.value : inner.reduceRight<Json>((nested, key) => ({ [key]: nested }), given.value);
  return {
    label: path.join('.'),
    preview: given.preview,
    connection: { kind: 'reference', path: list === null ? path : path.slice(0, list), value: replaced ? [value] : value, append: list !== null && !replaced },
    score: Math.max(0.01, Math.min(1, score)),
    taken,
    appends: Array.isArray(current) && current.length > 0,
  };
}

/** The member of a map that stands for a thing (`secrets.ref`), or for any value at all (`query.value`). */
function withinScore(path: readonly string[], words: readonly string[]): number {
  const [name, parent] = [path.at(-1) ?? '', path.at(-2)];
  if (parent === undefined) return 0;
  if (/^(ref|id|name|uuid)$/.test(name) && nameScore(parent, words) === 1) return name === 'name' ? 0.5 : 0.6;
  return name === 'value' ? 0.3 : 0;
}

function isDeployment(type: string): boolean {
  return /^OS::Heat::(Software|Structured)Deployment$/.test(type);
}

/** The inputs of a deployment's config: the likeliest first, those that have a value already last. Only a deployment brings an input that is not declared. */
function inputsOf(source: ResourceDefinition, target: ResourceDefinition, template: Template, catalogue: TypeCatalogue): Candidate[] {
  if (!isDeployment(target.type) || source === configOf(target, template)) return [];
  const inputs = namesIn(configOf(target, template)?.properties ?? {}, 'inputs');
  const config = isDeployment(source.type) ? configOf(source, template) : null;
  const outputs = config === null ? [] : namesIn(config.properties, 'outputs');
  if (!isDeployment(source.type)) return inputs.map((input) => inputCandidate(input, inputValue(source, input, catalogue), target));
  const output = outputs.find((name) => inputs.includes(name)) ?? outputs[0];
  if (output === undefined) return [];
  const input = inputs.find((name) => name === output) ?? inputs.find((name) => valueAt(target.properties, ['input_values', name]) === undefined) ?? output;
  return [inputCandidate(input, { ...attributeOf(source, output), score: inputs.includes(output) ? 0.8 : 0.6 }, target)];
}

function inputValue(source: ResourceDefinition, input: string, catalogue: TypeCatalogue): ReturnType<typeof reference> & { score: number } {
  const attribute = attributeFor(source, input, catalogue);
  if (attribute !== null) return { ...attributeOf(source, attribute.name), score: 0.7 };
  if (wantsAddress(input)) {
    const address = attributeFor(source, 'address', catalogue);
    if (address !== null) return { ...attributeOf(source, address.name), score: 0.7 };
  }
  const own = reference(source);
  return { ...own, score: source.name === input ? 0.75 : own.attribute !== null ? (wantsSecret(input) ? 0.7 : 0.6) : 0.3 };
}

function inputCandidate(input: string, { value, preview, score }: ReturnType<typeof inputValue>, target: ResourceDefinition): Candidate {
  const taken = valueAt(target.properties, ['input_values', input]) !== undefined && valueAt(target.properties, ['input_values', input]) !== '';
  return { label: `input_values.${input}`, preview, connection: { kind: 'reference', path: ['input_values', input], value, append: false }, score: taken ? score - 0.25 : score, taken, appends: false };
}

function configOf(deployment: ResourceDefinition, template: Template): ResourceDefinition | null {
  const config = valueAt(deployment.properties, ['config']);
  const name = typeof config === 'object' && config !== null && !Array.isArray(config) ? config.get_resource : undefined;
  return typeof name === 'string' ? (template.resources[name] ?? null) : null;
}

function namesIn(properties: Json, list: 'inputs' | 'outputs'): string[] {
  const items = valueAt(properties, [list]);
  return Array.isArray(items) ? items.flatMap((item) => (typeof item === 'object' && item !== null && !Array.isArray(item) && typeof item.name === 'string' ? [item.name] : [])) : [];
}

function valueAt(value: Json, path: readonly string[]): Json | undefined {
  let current: Json | undefined = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || Array.isArray(current) || !Object.hasOwn(current, step)) return undefined;
    current = current[step];
  }
  return current;
}

/** The circle an edge would close: names from the target back to the source; null when there is none. */
export function circleOf(edges: readonly { from: string; to: string }[], from: string, to: string): string[] | null {
  if (from === to) return [from];
  const next = new Map<string, string[]>();
  for (const edge of edges) next.set(edge.from, [...(next.get(edge.from) ?? []), edge.to]);
  const trail = new Map<string, string | null>([[to, null]]);
  const queue = [to];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (name === from) {
      const circle: string[] = [];
      for (let step: string | null | undefined = name; step; step = trail.get(step)) circle.unshift(step);
      return circle;
    }
    for (const other of next.get(name) ?? []) {
      if (trail.has(other)) continue;
      trail.set(other, name);
      queue.push(other);
    }
  }
  return null;
}
