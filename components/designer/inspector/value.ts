/** What a property holds, and how it is edited. */
import { isMap } from '@/lib/hot/json';
import { readDocument } from '@/lib/hot/reading';
import type { DocumentPath, Json, PropertySchema, Template } from '@/lib/hot/types';
import { block, flow } from '@/lib/graph/render';

export type Mode = 'value' | 'parameter' | 'resource' | 'attribute' | 'expression';

export const MODE_LABELS: Readonly<Record<Mode, string>> = { value: 'Value', parameter: 'Parameter', resource: 'Resource', attribute: 'Attribute', expression: 'Function' };

/** How a value is written now. A map or list with calls inside is still a value: its parts are edited one by one. */
export function modeOf(value: Json | undefined, schema: PropertySchema): Mode {
  if (!isMap(value)) return Array.isArray(value) && schema.type !== 'List' ? 'expression' : 'value';
  const keys = Object.keys(value);
  const [only = ''] = keys;
  if (keys.length === 1) {
    const args = value[only];
    if (only === 'get_param' && typeof args === 'string') return 'parameter';
    if (only === 'get_resource' && typeof args === 'string') return 'resource';
    if (only === 'get_attr' && Array.isArray(args) && args.every((step) => typeof step !== 'object')) return 'attribute';
    if (FUNCTIONS.test(only)) return 'expression';
  }
  return schema.type === 'Map' || schema.type === 'Any' ? 'value' : 'expression';
}

const FUNCTIONS = /^(get_|str_|list_|map_|Fn::|Ref$|if$|repeat$|digest$|yaql$|make_url$|contains$|filter$|resource_facade$|equals$|not$|and$|or$)/;

/** A value as YAML, for editing by hand. */
export function yamlOf(value: Json | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'object' || value === null) return flow(value, false);
  const short = flow(value, false);
  return short.length <= 60 ? short : block(value, 0, { json: false, step: 2, eol: '\n' });
}

/** YAML that was edited by hand as a value, or what is wrong with it. */
export function parseYaml(text: string): { ok: true; value: Json } | { ok: false; message: string } {
  const document = readDocument(text);
  const problem = document.diagnostics.find((diagnostic) => diagnostic.severity === 'error');
  return problem === undefined ? { ok: true, value: document.value } : { ok: false, message: problem.message };
}

/** Text of a literal as the value its type wants; text that is none stays text, and the problem shows at the field. */
export function literalOf(text: string, schema: PropertySchema): Json {
  if (schema.type === 'Integer' || schema.type === 'Number') return /^[-+]?(\d+\.?\d*|\.\d+)$/.test(text.trim()) ? Number(text) : text;
  if (schema.type === 'Any') {
    const parsed = parseYaml(text);
    return parsed.ok ? parsed.value : text;
  }
  return text;
}

export function textOf(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? yamlOf(value) : String(value);
}

/** An empty value of a type, for a property or item that is added. */
export function emptyValue(schema: PropertySchema): Json {
  if (schema.default !== undefined && schema.default !== null) return schema.default;
  switch (schema.type) {
    case 'Boolean':
      return false;
    case 'List':
      return [];
    case 'Map':
      return {};
    default:
      return '';
  }
}

export function isCfn(template: Template): boolean {
  return template.versionKey !== 'heat_template_version';
}

/** Where the parts of a resource stand in the text. */
export function resourcePath(template: Template, name: string, ...rest: DocumentPath): DocumentPath {
  const cfn = isCfn(template);
  const [part, ...more] = rest;
  const written = part === undefined ? [] : [cfn ? (CFN[String(part)] ?? part) : part];
  return [cfn ? 'Resources' : 'resources', name, ...written, ...more];
}

const CFN: Readonly<Record<string, string>> = { properties: 'Properties', metadata: 'Metadata', depends_on: 'DependsOn', deletion_policy: 'DeletionPolicy', condition: 'Condition', description: 'Description' };
