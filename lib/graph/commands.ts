/** What people do on the canvas and in forms, as edits of the text. Each gives the whole new text; EditRefused says why one cannot be done. */
import { readTemplateText } from '@/lib/hot/reading';
import type { DocumentPath, Json, JsonMap, Template } from '@/lib/hot/types';
import { inDialect, isCfn } from './dialect';
import { applyEdits, appendItem, EditRefused, removeValue, renameKey, setValue } from './edit';
import { type EdgeKind, type GraphEdge, nameOf, type NodeKind } from './model';
import { conditionNames } from './project';

const VERSION = '2021-04-16';

function read(text: string): Template | null {
  return readTemplateText(text).template;
}

const SECTION: Readonly<Record<NodeKind, { hot: string; cfn: string }>> = {
  resource: { hot: 'resources', cfn: 'Resources' }, parameter: { hot: 'parameters', cfn: 'Parameters' }, output: { hot: 'outputs', cfn: 'Outputs' }, condition: { hot: 'conditions', cfn: 'Conditions' },
};

export function sectionOf(text: string, kind: NodeKind): string {
  return isCfn(text) ? SECTION[kind].cfn : SECTION[kind].hot;
}

/** Sets a value anywhere; a text without a version gets one first. */
export function setAt(text: string, path: DocumentPath, value: Json): string {
  const base = text.trim() === '' ? applyEdits(text, setValue(text, ['heat_template_version'], VERSION)) : text;
  return applyEdits(base, setValue(base, path, value));
}

export function removeAt(text: string, path: DocumentPath): string {
  return applyEdits(text, removeValue(text, path));
}

export function appendAt(text: string, path: DocumentPath, value: Json): string {
  return applyEdits(text, appendItem(text, path, value));
}

/** A name that is free: `server`, then `server_2` and so on; for `server_2` it is `server_3`. `also`: names that are given already and not in the text yet. */
export function freeName(text: string, wanted: string, also: readonly string[] = []): string {
  const template = read(text);
  const taken = new Set([...Object.keys(template?.resources ?? {}), ...Object.keys(template?.parameters ?? {}), ...also]);
  if (!taken.has(wanted)) return wanted;
  const [, stem = wanted, last = '1'] = /^(.+)_(\d{1,6})$/.exec(wanted) ?? [];
  let number = Number(last) + 1;
  while (taken.has(`${stem}_${number}`)) number += 1;
  return `${stem}_${number}`;
}

/** `OS::Nova::Server` -> `server` */
export function nameForType(type: string): string {
  const last = type.replace(/\.(yaml|template)$/, '').split(/::|\//).pop() ?? 'resource';
  return last.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/[^A-Za-z0-9_]+/g, '_').toLowerCase() || 'resource';
}

export function addResource(text: string, type: string, name: string, properties: JsonMap = {}): string {
  const definition: JsonMap = isCfn(text) ? { Type: type } : { type };
  if (Object.keys(properties).length > 0) definition[isCfn(text) ? 'Properties' : 'properties'] = properties;
  return setAt(text, [sectionOf(text, 'resource'), name], definition);
}

/** Whatever has a path of its own: resource, parameter, output or condition. */
export function removeNode(text: string, kind: NodeKind, name: string): string {
  return removeAt(text, [sectionOf(text, kind), name]);
}

/** Renames a node and every reference to it. */
export function renameNode(text: string, kind: NodeKind, from: string, to: string): string {
  if (from === to) return text;
  const template = read(text);
  if (template === null) throw new EditRefused('The text cannot be read, so references cannot be found. Mend it first.');
  if (to === '' || to.includes('/')) throw new EditRefused(`"${to}" cannot be a name: it has to have a letter and no "/".`);
  const others = kind === 'resource' || kind === 'parameter' ? [...Object.keys(template.resources), ...Object.keys(template.parameters)] : Object.keys(kind === 'output' ? template.outputs : template.conditions);
  if (others.includes(to)) throw new EditRefused(`There is something called "${to}" already. Choose another name.`);
  const edits: { path: DocumentPath; value: Json }[] = [];
  const visit = (value: Json, path: (string | number)[]): void => {
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, [...path, index]));
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (REFERENCES[kind].includes(key)) {
          if (item === from) edits.push({ path: [...path, key], value: to });
          else if (Array.isArray(item) && item[0] === from) edits.push({ path: [...path, key, 0], value: to });
          else if (kind === 'condition' && Array.isArray(item) && item[0] !== undefined) renameIn(conditionNames(item[0], [...path, key, 0]));
        }
        visit(item, [...path, key]);
      }
    }
  };
  const renameIn = (conditions: ReturnType<typeof conditionNames>): void => {
    for (const found of conditions) if (found.condition === from) edits.push({ path: found.path, value: to });
  };
  const visitCondition = (value: Json, path: DocumentPath): void => {
    visit(value, [...path]);
    if (kind === 'condition') renameIn(conditionNames(value, path));
  };
  const cfn = isCfn(text);
  for (const resource of Object.values(template.resources)) {
    const base = [sectionOf(text, 'resource'), resource.name];
    visit(resource.properties, [...base, cfn ? 'Properties' : 'properties']);
    visit(resource.metadata, [...base, cfn ? 'Metadata' : 'metadata']);
    visit(resource.updatePolicy, [...base, cfn ? 'UpdatePolicy' : 'update_policy']);
    if (kind === 'resource') {
      const path = [...base, cfn ? 'DependsOn' : 'depends_on'];
      resource.dependsOn.forEach((other, index) => { if (other === from) edits.push({ path: resource.dependsOn.length === 1 && !dependsOnIsList(text, resource.name) ? path : [...path, index], value: to }); });
    }
    if (resource.condition !== undefined) visitCondition(resource.condition, [...base, cfn ? 'Condition' : 'condition']);
  }
  for (const output of Object.values(template.outputs)) {
    const base = [sectionOf(text, 'output'), output.name];
    visit(output.value, [...base, cfn ? 'Value' : 'value']);
    if (output.condition !== undefined) visitCondition(output.condition, [...base, cfn ? 'Condition' : 'condition']);
  }
  for (const [name, definition] of Object.entries(template.conditions)) visitCondition(definition, [sectionOf(text, 'condition'), name]);
  if (kind === 'parameter') {
    template.parameterGroups.forEach((group, index) => group.parameters.forEach((name, position) => { if (name === from) edits.push({ path: ['parameter_groups', index, 'parameters', position], value: to }); }));
  }
  return applyEdits(text, [...edits.flatMap(({ path, value }) => setValue(text, path, value)), ...renameKey(text, [sectionOf(text, kind), from], to)]);
}

const REFERENCES: Readonly<Record<NodeKind, readonly string[]>> = {
  resource: ['get_resource', 'get_attr', 'Ref', 'Fn::GetAtt'], parameter: ['get_param', 'Ref'], output: [], condition: ['if', 'Fn::If'],
};

function dependsOnIsList(text: string, name: string): boolean {
  const parsed = readTemplateText(text);
  const range = parsed.rangeAt([sectionOf(text, 'resource'), name, isCfn(text) ? 'DependsOn' : 'depends_on']);
  return range !== undefined && /^\s*[[-]/.test(text.slice(range.start, range.end));
}

export function addDependency(text: string, name: string, on: string): string {
  const path = [sectionOf(text, 'resource'), name, isCfn(text) ? 'DependsOn' : 'depends_on'];
  const current = read(text)?.resources[name]?.dependsOn ?? [];
  if (current.includes(on)) return text;
  if (current.length === 0) return setAt(text, path, [on]);
  return dependsOnIsList(text, name) ? appendAt(text, path, on) : setAt(text, path, [...current, on]);
}

export function removeDependency(text: string, name: string, on: string): string {
  const path = [sectionOf(text, 'resource'), name, isCfn(text) ? 'DependsOn' : 'depends_on'];
  const current = read(text)?.resources[name]?.dependsOn ?? [];
  const index = current.indexOf(on);
  if (index < 0) return text;
  return current.length === 1 || !dependsOnIsList(text, name) ? removeAt(text, path) : removeAt(text, [...path, index]);
}

/** What an edge writes: a reference at a path of the target, or an order. */
export type Connection =
  | { kind: 'reference'; path: DocumentPath; value: Json; append: boolean }
  | { kind: 'order' };

export function connect(text: string, from: string, to: string, connection: Connection): string {
  if (connection.kind === 'order') return addDependency(text, to, from);
  const path = [sectionOf(text, 'resource'), to, isCfn(text) ? 'Properties' : 'properties', ...connection.path];
  const value = inDialect(text, connection.value);
  return connection.append ? appendAt(text, path, value) : setAt(text, path, value);
}

/** Removes exactly the reference an edge stands for: its list item, or its key. */
export function disconnect(text: string, edge: GraphEdge): string {
  const kinds: readonly EdgeKind[] = ['order'];
  if (kinds.includes(edge.kind)) return removeDependency(text, nameOf(edge.to), nameOf(edge.from));
  if (edge.kind === 'condition' && !/^condition$/i.test(String(edge.path.at(-1)))) throw new EditRefused('This condition is part of an expression, which would mean something else without it. Change it in the text.');
  // An output without a value would be an error; one with an empty value waits for another line.
  if (edge.kind !== 'condition' && edge.to.startsWith('output:') && edge.path.length === 3) return setAt(text, edge.path, '');
  return removeAt(text, holderOf(edge));
}

/** A reference within a function (an item of list_join, a parameter of str_replace) goes with the item or key that holds it. */
function holderOf(edge: GraphEdge): DocumentPath {
  return edge.path;
}
