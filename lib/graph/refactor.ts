/** Changes of form: a resource becomes another type or a group, some of them a template of their own. */
import { isMap } from '@/lib/hot/json';
import type { DocumentPath, Json, TypeSchema } from '@/lib/hot/types';
import { addDependency, addResource, freeName, removeAt, removeDependency, removeNode, sectionOf, setAt } from './commands';
import { isCfn } from './dialect';
import { EditRefused } from './edit';
import { fragmentOf } from './fragment';
import { nameOf, type StackGraph } from './model';
import { readRecent } from '@/lib/hot/reading';

/** Another type for a resource. Properties that it has not are taken away; their names are given. */
export function changeType(text: string, name: string, type: string, schema: TypeSchema | undefined): { text: string; lost: string[] } {
  const cfn = isCfn(text);
  const base = [sectionOf(text, 'resource'), name];
  const properties = valueAt(text, [...base, cfn ? 'Properties' : 'properties']);
  const lost = schema === undefined || !isMap(properties) ? [] : Object.keys(properties).filter((property) => !Object.hasOwn(schema.properties, property));
  let result = setAt(text, [...base, cfn ? 'Type' : 'type'], type);
  for (const property of lost) result = removeAt(result, [...base, cfn ? 'Properties' : 'properties', property]);
  return { text: result, lost };
}

/** A resource becomes the first member of a group of its like. What referred to it refers to that member. */
export function wrapInGroup(text: string, graph: StackGraph, name: string): string {
  if (isCfn(text)) throw new EditRefused('Groups of resources are of the HOT language; this template is of the other one.');
  const base = ['resources', name];
  const type = valueAt(text, [...base, 'type']);
  if (typeof type !== 'string') throw new EditRefused(`"${name}" has no type yet.`);
  const properties = valueAt(text, [...base, 'properties']);
  let result = text;
  for (const edge of [...graph.edges].reverse()) {
    if (edge.from !== `resource:${name}` || (edge.kind !== 'ref' && edge.kind !== 'attr' && edge.kind !== 'output')) continue;
    const attribute = edge.attribute === null ? [] : attributePath(valueAt(text, edge.path));
    result = setAt(result, edge.path, { get_attr: edge.attribute === null ? [name, 'refs', 0] : [name, 'resource.0', ...attribute] });
  }
  result = setAt(result, [...base, 'type'], 'OS::Heat::ResourceGroup');
  return setAt(result, [...base, 'properties'], { count: 1, resource_def: properties === undefined ? { type } : { type, properties } });
}

export interface Extracted {
  text: string;
  /** The new template. */
  nested: string;
  /** The resource that stands for it. */
  name: string;
}

/**
 * Resources become a template of their own, and one resource of that type takes their place. What they need from outside becomes its parameters, what
 * the rest needs from them its outputs.
 * @throws EditRefused where a condition decides over one of them
 */
export function extractNested(text: string, graph: StackGraph, names: readonly string[], file: string): Extracted {
  if (isCfn(text)) throw new EditRefused('Only resources of a HOT template can become a template of their own.');
  const inside = new Set<string>(names.map((name) => `resource:${name}`));
  const crossing = graph.edges.filter(({ from, to }) => inside.has(from) !== inside.has(to));
  const conditioned = crossing.find(({ kind }) => kind === 'condition');
  if (conditioned) throw new EditRefused(`The condition "${nameOf(conditioned.from)}" decides over what is selected. Take it away first, or leave that resource out.`);
  const lines = fragmentOf(text, names);
  if (lines === null) throw new EditRefused('What is selected is not written on lines of its own. Move it in the text.');
  const name = freeName(text, file.replace(/\.yaml$/, '').replace(/[^A-Za-z0-9_]+/g, '_'));
  let nested = `heat_template_version: ${versionOf(text)}\n\nresources:\n${lines.replace(/^(?=.)/gm, '  ')}`;
  let result = text;
  const properties: Record<string, Json> = {};
  const after: string[] = [];
  const outputs = new Map<string, string>();
  for (const edge of [...crossing].reverse()) {
    const value = valueAt(text, edge.path);
    if (edge.kind === 'order') {
      const [from, to] = [nameOf(edge.from), nameOf(edge.to)];
      if (inside.has(edge.to)) {
        nested = removeDependency(nested, to, from);
        after.push(from);
      } else result = replaceDependency(result, to, from, name);
    } else if (inside.has(edge.to)) {
      const parameter = edge.kind === 'param' ? nameOf(edge.from) : named(properties, value, `${nameOf(edge.from)}${edge.attribute ? `_${edge.attribute}` : ''}`);
      if (edge.kind !== 'param') nested = setAt(nested, edge.path, { get_param: parameter });
      properties[parameter] = edge.kind === 'param' ? { get_param: parameter } : (value ?? null);
    } else {
      const output = outputs.get(JSON.stringify(value)) ?? fresh([...outputs.values()], `${nameOf(edge.from)}${edge.attribute ? `_${edge.attribute}` : '_id'}`);
      outputs.set(JSON.stringify(value), output);
      result = setAt(result, edge.path, { get_attr: [name, output] });
    }
  }
  for (const [parameter, value] of Object.entries(properties)) nested = setAt(nested, ['parameters', parameter], definitionOf(text, parameter, value));
  for (const [value, output] of outputs) nested = setAt(nested, ['outputs', output], { value: JSON.parse(value) });
  for (const each of names) result = removeNode(result, 'resource', each);
  result = addResource(result, file, name, properties);
  for (const each of [...new Set(after)].reverse()) result = addDependency(result, name, each);
  return { text: result, nested, name };
}

function replaceDependency(text: string, of: string, from: string, to: string): string {
  return addDependency(removeDependency(text, of, from), of, to);
}

/** A parameter for a value; one value has one parameter. */
function named(known: Readonly<Record<string, Json>>, value: Json | undefined, wanted: string): string {
  const same = Object.entries(known).find(([, other]) => JSON.stringify(other) === JSON.stringify(value));
  return same?.[0] ?? fresh(Object.keys(known), wanted);
}

function fresh(taken: readonly string[], wanted: string): string {
  const plain = wanted.replace(/[^A-Za-z0-9_]+/g, '_');
  let name = plain;
  for (let number = 2; taken.includes(name); number += 1) name = `${plain}_${number}`;
  return name;
}

/** The parameter as the parent has it, or one for what a resource gives. */
function definitionOf(text: string, parameter: string, value: Json): Json {
  const own = isMap(value) && value.get_param === parameter ? valueAt(text, ['parameters', parameter]) : undefined;
  return own ?? { type: 'string' };
}

function versionOf(text: string): string {
  const version = valueAt(text, ['heat_template_version']);
  return typeof version === 'string' ? version : '2021-04-16';
}

function attributePath(value: Json | undefined): Json[] {
  const args = isMap(value) ? value.get_attr : undefined;
  return Array.isArray(args) ? args.slice(1) : [];
}

function valueAt(text: string, path: DocumentPath): Json | undefined {
  let value: Json | undefined = readRecent(text).value;
  for (const step of path) value = Array.isArray(value) && typeof step === 'number' ? value[step] : isMap(value) && Object.hasOwn(value, String(step)) ? value[String(step)] : undefined;
  return value;
}
