/**
 * A CFN template as HOT: a new text with the same meaning, and what cannot be said in HOT, or should be looked at. Its names stay, its comments where they stand
 * above a section, a member of one, or a key of a member. What Heat's evaluator makes of both is the same as long as no remark says otherwise; tests hold that.
 */
import { type DocumentPath, type Json, type JsonMap, readDocument } from '@/lib/hot';
import { isMap } from '@/lib/hot/json';
import { isCfn } from '../dialect';
import { afterKey, block, isInline, scalar } from '../render';
import { Comments } from './comments';
import { Expressions } from './expressions';
import { parameter } from './parameters';
import type { Remark, Remarked } from './remarks';
import { hasShortForms, withoutShortForms } from './short-forms';

export type Conversion = { ok: true; text: string; remarks: Remark[] } | { ok: false; message: string };

const STYLE = { json: false, step: 2, eol: '\n' };
const RESOURCE_KEYS: readonly (readonly [cfn: string, hot: string])[] = [
  ['Type', 'type'], ['Description', 'description'], ['Condition', 'condition'], ['DependsOn', 'depends_on'], ['DeletionPolicy', 'deletion_policy'], ['UpdatePolicy', 'update_policy'], ['Properties', 'properties'], ['Metadata', 'metadata'],
];
const SAME: Keys = { was: (key) => key, below: () => null };
const called = (names: Readonly<Record<string, string>>, parts: ReadonlySet<string> = new Set()): Keys => ({ was: (key) => names[key] ?? '', below: (key) => (parts.has(key) ? SAME : null) });
const PARTS = new Set(['properties', 'metadata', 'update_policy']);
const SECTIONS = new Set(['AWSTemplateFormatVersion', 'HeatTemplateFormatVersion', 'Description', 'Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs', 'Metadata']);

interface Section {
  name: string;
  /** The section it was. */
  from: string;
  members: readonly (readonly [name: string, value: Json])[];
  /** What keys of a member were called. */
  keys: Keys | null;
}

/** From the keys of HOT to those that they were; `below`: of what is in one of them. */
interface Keys {
  was: (key: string) => string;
  below: (key: string) => Keys | null;
}

export function cfnToHot(text: string): Conversion {
  if (!isCfn(text)) return { ok: false, message: 'This is no CloudFormation template: it has neither AWSTemplateFormatVersion nor HeatTemplateFormatVersion.' };
  const document = readDocument(text);
  const value = (hasShortForms(text) ? withoutShortForms(text) : document.readable ? document.value : null) ?? undefined;
  if (!isMap(value)) return { ok: false, message: `The template cannot be read${document.diagnostics[0] ? `: ${document.diagnostics[0].message}` : '.'} Mend it first.` };
  const remarks: Remark[] = [];
  const remark: Remarked = (kind, path, message) => { remarks.push({ kind, path, message }); };
  const part = (name: string): JsonMap => { const found = value[name]; return isMap(found) ? found : {}; };
  const given = part('Parameters');
  const expressions = new Expressions({ parameters: given, resources: new Set(Object.keys(part('Resources'))), mappings: part('Mappings') }, remark);
  const own = (section: string, entry: (name: string, value: Json) => Json): [string, Json][] => Object.entries(part(section)).map(([name, each]) => [name, entry(name, each)]);
  const conditions = own('Conditions', (name, each) => expressions.condition(each, ['Conditions', name]));
  const resources = own('Resources', (name, each) => resource(name, each, expressions, remark));
  const outputs = own('Outputs', (name, each) => output(name, each, expressions, remark));
  const sections: Section[] = [
    // Those that values need come last: they are known when the values are.
    { name: 'parameters', from: 'Parameters', members: [...labelled(own('Parameters', (name, each) => parameter(name, each, remark)), part('Metadata')), ...Object.entries(expressions.made)], keys: called({ type: 'Type', default: 'Default', description: 'Description', label: 'Label', hidden: 'NoEcho' }) },
    { name: 'conditions', from: 'Conditions', members: conditions, keys: null },
    { name: 'resources', from: 'Resources', members: resources, keys: called(Object.fromEntries(RESOURCE_KEYS.map(([cfn, hot]) => [hot, cfn])), PARTS) },
    { name: 'outputs', from: 'Outputs', members: outputs, keys: called({ value: 'Value', description: 'Description', condition: 'Condition' }) },
  ];
  const groups = groupsOf(part('Metadata'), given);
  for (const key of Object.keys(value)) if (!SECTIONS.has(key) || (key === 'Metadata' && groups.length === 0)) remark('lost', [key], `HOT has no section like "${key}"; it is left out.`);
  const comments = new Comments(text, document);
  const converted = written({ description: value.Description, groups, sections, comments, head: document.readable ? headOf(value) : null });
  const left = comments.left();
  if (left > 0) remark('lost', [], `${left} ${left === 1 ? 'comment stands' : 'comments stand'} behind or within a value, and ${left === 1 ? 'is' : 'are'} left out.`);
  return { ok: true, text: converted, remarks };
}

function resource(name: string, definition: Json, expressions: Expressions, remark: Remarked): Json {
  if (!isMap(definition)) return definition;
  const path = ['Resources', name];
  const result: Record<string, Json> = {};
  for (const [cfn, hot] of RESOURCE_KEYS) {
    const value = definition[cfn];
    if (value === undefined) continue;
    if (hot === 'type' || hot === 'description' || hot === 'depends_on') result[hot] = value;
    else if (hot === 'condition') result[hot] = expressions.condition(value, [...path, cfn]);
    else if (hot === 'deletion_policy' && typeof value === 'string') result[hot] = policy(value, [...path, cfn], remark);
    else result[hot] = expressions.value(value, [...path, cfn]);
    if (PARTS.has(hot) && !isMap(result[hot])) remark('lost', [...path, cfn], `"${hot}" has to be a map, and this gives none.`);
  }
  for (const key of Object.keys(definition)) if (!RESOURCE_KEYS.some(([cfn]) => cfn === key)) remark('lost', [...path, key], `"${key}" means nothing to Heat; HOT refuses it, so it is left out.`);
  return result;
}

function policy(value: string, path: string[], remark: Remarked): string {
  if (/^(Delete|Retain|Snapshot)$/.test(value)) return value.toLowerCase();
  if (value !== 'RetainExceptOnCreate') return value;
  remark('look', path, 'Heat knows no RetainExceptOnCreate: what could not be created stays, too.');
  return 'retain';
}

function output(name: string, definition: Json, expressions: Expressions, remark: Remarked): Json {
  if (!isMap(definition)) return definition;
  const path = ['Outputs', name];
  const result: Record<string, Json> = {};
  const { Description: description, Condition: condition, Value: value } = definition;
  if (description !== undefined) result.description = description;
  if (condition !== undefined) result.condition = expressions.condition(condition, [...path, 'Condition']);
  if (value !== undefined) result.value = expressions.value(value, [...path, 'Value']);
  for (const key of Object.keys(definition)) if (!['Description', 'Condition', 'Value'].includes(key)) remark('lost', [...path, key], `"${key}" means nothing for an output of Heat; it is left out.`);
  return result;
}

const INTERFACE = 'AWS::CloudFormation::Interface';

function labelled(parameters: [string, Json][], metadata: JsonMap): [string, Json][] {
  const labels = isMap(metadata[INTERFACE]) && isMap(metadata[INTERFACE].ParameterLabels) ? metadata[INTERFACE].ParameterLabels : {};
  return parameters.map(([name, definition]) => {
    const label = isMap(labels[name]) ? labels[name].default : undefined;
    return [name, isMap(definition) && typeof label === 'string' && definition.label === undefined ? { ...definition, label } : definition];
  });
}

/** What Amazon's console takes from the metadata, HOT has a section for. */
function groupsOf(metadata: JsonMap, parameters: JsonMap): JsonMap[] {
  const groups = isMap(metadata[INTERFACE]) ? metadata[INTERFACE].ParameterGroups : undefined;
  const seen = new Set<string>();
  return Array.isArray(groups) ? groups.flatMap((group): JsonMap[] => {
    if (!isMap(group) || !Array.isArray(group.Parameters)) return [];
    const names = group.Parameters.filter((name): name is string => typeof name === 'string' && Object.hasOwn(parameters, name) && !seen.has(name));
    for (const name of names) seen.add(name);
    const label = isMap(group.Label) ? group.Label.default : undefined;
    return names.length === 0 ? [] : [{ ...(typeof label === 'string' ? { label } : {}), parameters: names }];
  }) : [];
}

function headOf(value: JsonMap): string | null {
  return Object.keys(value)[0] ?? null;
}

function written({ description, groups, sections, comments, head }: { description: Json | undefined; groups: readonly JsonMap[]; sections: readonly Section[]; comments: Comments; head: string | null }): string {
  const lines = head === null ? [] : [...comments.above([head])];
  lines.push('heat_template_version: 2021-04-16');
  if (typeof description === 'string') lines.push(...(head === 'Description' ? [] : comments.above(['Description'])), `description:${afterKey(description, 0, STYLE)}`);
  if (groups.length > 0) lines.push('', 'parameter_groups:', block([...groups], 2, STYLE));
  for (const { name, from, members, keys } of sections) {
    if (members.length === 0) continue;
    lines.push('', ...(head === from ? [] : comments.above([from])), `${name}:`);
    for (const [member, value] of members) lines.push(...entry(member, value, [from, member], 2, keys, comments));
  }
  return `${lines.join('\n')}\n`;
}

/** A key with its value and the comments above both, and above what is within as far as its keys are known. */
function entry(name: string, value: Json, path: DocumentPath, indent: number, keys: Keys | null, comments: Comments): string[] {
  const pad = ' '.repeat(indent);
  const above = comments.above(path).map((line) => pad + line);
  if (keys === null || !isMap(value) || isInline(value)) return [...above, `${pad}${scalar(name, false)}:${afterKey(value, indent, STYLE)}`];
  return [...above, `${pad}${scalar(name, false)}:`, ...Object.entries(value).flatMap(([key, item]) => entry(key, item, [...path, keys.was(key)], indent + 2, keys.below(key), comments))];
}
