/** A line whose beginning is put somewhere else: one reference is rewritten, and nothing beside it. */
import type { Json, TypeCatalogue } from '@/lib/hot/types';
import { readRecent, readTemplateText } from '@/lib/hot/reading';
import { addDependency, removeDependency, setAt } from './commands';
import { inDialect } from './dialect';
import { EditRefused } from './edit';
import { type GraphEdge, type GraphNode, nameOf } from './model';
import { attributeFor, reference } from './source-value';

/** @throws EditRefused where the other cannot be referred to in that way */
export function beginElsewhere(text: string, edge: GraphEdge, other: GraphNode, catalogue: TypeCatalogue): string {
  if (edge.kind === 'condition') throw new EditRefused('A condition stands for itself. Choose another one in the form, under Meta.');
  if (edge.kind === 'order') {
    if (other.kind !== 'resource') throw new EditRefused(`Only resources have an order, and ${other.name} is a ${other.kind}.`);
    return addDependency(removeDependency(text, nameOf(edge.to), nameOf(edge.from)), nameOf(edge.to), other.name);
  }
  if (other.kind !== 'resource' && other.kind !== 'parameter') throw new EditRefused('Values come from resources and parameters.');
  return setAt(text, edge.path, inDialect(text, valueOf(text, edge, other, catalogue)));
}

/** The same attribute where the other has it, with its path; else what of it such a property takes. */
function valueOf(text: string, edge: GraphEdge, other: GraphNode, catalogue: TypeCatalogue): Json {
  if (other.kind === 'parameter') return { get_param: other.name };
  const source = readTemplateText(text).template?.resources[other.name];
  if (source === undefined) return { get_resource: other.name };
  const before = valueAt(text, edge.path);
  const attributes = catalogue.get(source.type)?.attributes ?? {};
  if (typeof before === 'object' && before !== null && !Array.isArray(before)) {
    const args = before.get_attr ?? before['Fn::GetAtt'];
    if (Array.isArray(args) && typeof args[1] === 'string' && Object.hasOwn(attributes, args[1])) return { get_attr: [other.name, ...args.slice(1)] };
    if (args === undefined) return reference(source).value;
  }
  const property = String(edge.path.findLast((step) => typeof step === 'string') ?? '');
  const attribute = attributeFor(source, property, catalogue);
  return attribute === null ? reference(source).value : { get_attr: [other.name, attribute.name] };
}

function valueAt(text: string, path: GraphEdge['path']): Json | undefined {
  let value: Json | undefined = readRecent(text).value;
  for (const step of path) value = typeof value === 'object' && value !== null ? (Array.isArray(value) ? value[Number(step)] : value[String(step)]) : undefined;
  return value;
}
