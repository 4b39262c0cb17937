/** One expression of the template language evaluated on sample data, as a template with a single output. */
import { bindStack, parseTemplate, readDocument, resolveOutput, type ResourceResolver, UnknownValue, VERSIONS } from '@/lib/hot';
import type { Json, JsonMap, TypeCatalogue } from '@/lib/hot/types';
import { block } from '@/lib/graph/render';

export interface PlaygroundInput {
  /** Of HOT, or of the CFN dialect. */
  version: string;
  /** YAML of the value: `str_replace: {...}`. */
  expression: string;
  /** YAML of a map: what `get_param` gives, or `Ref`; in the CFN dialect its maps are the mappings, too. */
  sample: string;
}

export type PlaygroundResult = { ok: true; value: Json } | { ok: false; problems: string[] };

const NO_TYPES: TypeCatalogue = { get: () => undefined, names: () => [] };
const nothing = (): never => {
  throw new UnknownValue('there are no resources here');
};
const NO_RESOURCES: ResourceResolver = { referenceId: nothing, attribute: nothing, attributes: nothing };

export function evaluate({ version, expression, sample }: PlaygroundInput): PlaygroundResult {
  const data = readDocument(sample.trim() === '' ? '{}' : sample);
  if (data.value === undefined || data.value === null || typeof data.value !== 'object' || Array.isArray(data.value)) return { ok: false, problems: ['The sample data has to be a map of names and values.'] };
  const parsed = parseTemplate(templateOf(version, expression, data.value));
  const errors = parsed.diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message);
  if (parsed.template === null || errors.length > 0) return { ok: false, problems: errors };
  const { stack, diagnostics } = bindStack({ template: parsed.template, parameters: {}, files: {}, catalogue: NO_TYPES, pseudo: { stackName: 'playground', stackId: null, projectId: 'project' } });
  if (stack === null) return { ok: false, problems: diagnostics.map(({ message }) => message) };
  const { value, error } = resolveOutput(stack, 'result', NO_RESOURCES);
  return error === null ? { ok: true, value } : { ok: false, problems: [error] };
}

function templateOf(version: string, expression: string, data: JsonMap): string {
  const style = { json: false, step: 2, eol: '\n' };
  const versionKey = Object.keys(VERSIONS).find((key) => VERSIONS[key]?.has(version)) ?? 'heat_template_version';
  const cfn = versionKey !== 'heat_template_version';
  const parameters = Object.fromEntries(Object.entries(data).map(([name, value]): [string, JsonMap] => [name, cfn ? { Type: CFN_TYPES[typeOf(value)] ?? 'String', Default: value } : { type: typeOf(value), default: value }]));
  const written = Object.keys(parameters).length === 0 ? '  {}' : block(parameters, 2, style);
  const indented = expression.split('\n').map((line) => `      ${line}`).join('\n');
  if (!cfn) return `heat_template_version: '${version}'\nparameters:\n${written}\nresources: {}\noutputs:\n  result:\n    value:\n${indented}\n`;
  const maps = Object.fromEntries(Object.entries(data).filter(([, value]) => typeof value === 'object' && value !== null && !Array.isArray(value)));
  return `${versionKey}: '${version}'\nMappings:\n${Object.keys(maps).length === 0 ? '  {}' : block(maps, 2, style)}\nParameters:\n${written}\nResources: {}\nOutputs:\n  result:\n    Value:\n${indented}\n`;
}

const CFN_TYPES: Readonly<Record<string, string>> = { number: 'Number', boolean: 'Boolean', string: 'String', comma_delimited_list: 'CommaDelimitedList', json: 'Json' };

function typeOf(value: Json): string {
  switch (typeof value) {
    case 'number': return 'number';
    case 'boolean': return 'boolean';
    case 'string': return 'string';
    default: return Array.isArray(value) && value.every((item) => typeof item === 'string') ? 'comma_delimited_list' : 'json';
  }
}
