/** What can be written where the cursor is: types, properties, functions and names. */
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from '@codemirror/autocomplete';
import type { PropertySchema, Template, TypeCatalogue } from '@/lib/hot/types';
import type { DesignerSession } from '../document/session';
import { needsConnection, runsHere } from '../palette/typeSearch';
import { placeAt } from './place';

const FUNCTIONS = ['get_resource', 'get_attr', 'get_param', 'get_file', 'str_replace', 'list_join', 'if', 'repeat', 'digest', 'str_split', 'map_merge', 'map_replace', 'yaql', 'filter', 'contains', 'equals', 'not', 'and', 'or', 'resource_facade', 'make_url', 'list_concat', 'list_concat_unique', 'str_replace_strict', 'str_replace_vstrict'];
const SECTIONS = ['heat_template_version', 'description', 'parameter_groups', 'parameters', 'conditions', 'resources', 'outputs'];
const RESOURCE_KEYS = ['type', 'properties', 'depends_on', 'condition', 'metadata', 'deletion_policy', 'update_policy', 'description', 'external_id'];
const PARAMETER_KEYS = ['type', 'label', 'description', 'default', 'hidden', 'constraints', 'immutable', 'tags'];

export function completions(session: DesignerSession): CompletionSource {
  return (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const column = context.pos - line.from;
    const place = placeAt(context.state.doc.toString().split('\n'), line.number - 1, column);
    const word = context.matchBefore(/[\w:.-]*/);
    const from = word?.from ?? context.pos;
    if (!context.explicit && word !== null && word.from === word.to && !/[[{,:] ?$/.test(place.before)) return null;
    const options = optionsAt(session.read().template, session.catalogue, place.path, place.key, place.before);
    return options.length === 0 ? null : { from, options, validFor: /^[\w:.-]*$/ };
  };
}

function optionsAt(template: Template, catalogue: TypeCatalogue, path: readonly string[], key: string | null, before: string): Completion[] {
  const reference = /(get_resource|get_attr|get_param|depends_on)\s*:\s*\[?\s*([\w.-]+\s*,\s*)?[\w:.-]*$/.exec(before);
  const inList = before.endsWith(':') ? null : path.at(-1);
  const asked = reference?.[1] ?? (inList === 'depends_on' || inList === 'get_attr' ? inList : null);
  if (asked === 'get_param') return names([...Object.keys(template.parameters), 'OS::stack_name', 'OS::stack_id', 'OS::project_id'], 'parameter');
  if (asked === 'get_attr' && reference?.[2] !== undefined) return attributes(template, catalogue, reference[2].replace(/\s*,\s*$/, ''));
  if (asked) return Object.values(template.resources).map(({ name, type }) => ({ label: name, detail: type, type: 'variable' }));
  const [section, name] = path;
  if (section === 'resources' && path.length === 2 && key === 'type') return catalogue.names().map((type) => typeOption(catalogue, type));
  if (section === 'parameters' && path.length === 2 && key === 'type') return names(['string', 'number', 'boolean', 'json', 'comma_delimited_list'], 'type');
  if (key === 'condition') return names(Object.keys(template.conditions), 'condition');
  const property = section === 'resources' && path[2] === 'properties' ? propertyAt(template, catalogue, name, key === null ? path.slice(3) : [...path.slice(3), key]) : undefined;
  if (key !== null || /\{\s*\w*$/.test(before)) return [...(key !== null && property?.schema ? allowedValues(property.schema) : []), ...FUNCTIONS.map((fn): Completion => ({ label: fn, apply: /\{\s*\w*$/.test(before) ? `${fn}: ` : `{${fn}: }`, type: 'function', detail: 'function' }))];
  if (path.length === 0) return keys(SECTIONS);
  if (section === 'resources' && path.length === 2) return keys(RESOURCE_KEYS);
  if (section === 'parameters' && path.length === 2) return keys(PARAMETER_KEYS);
  if (section === 'outputs' && path.length === 2) return keys(['value', 'description', 'condition']);
  if (property) return [...Object.entries(property.members).map(([label, schema]): Completion => ({ label, apply: `${label}: `, detail: `${schema.type}${schema.required ? ', required' : ''}`, info: schema.description, type: 'property', boost: schema.required ? 2 : schema.support === 'DEPRECATED' ? -5 : 0 })), ...FUNCTIONS.map((fn): Completion => ({ label: fn, apply: `${fn}: `, type: 'function', detail: 'function', boost: -10 }))];
  return [];
}

function typeOption(catalogue: TypeCatalogue, name: string): Completion {
  const type = catalogue.get(name);
  return { label: name, type: 'type', info: type?.description, detail: type && runsHere(type) ? (needsConnection(type) === null ? 'runs here' : 'runs on a connection') : undefined, boost: type && runsHere(type) ? 5 : 0 };
}

function attributes(template: Template, catalogue: TypeCatalogue, name: string): Completion[] {
  const resource = template.resources[name];
  return Object.entries((resource && catalogue.get(resource.type)?.attributes) ?? {}).map(([label, { description }]) => ({ label, info: description, type: 'property' }));
}

const keys = (labels: readonly string[]): Completion[] => labels.map((label) => ({ label, apply: `${label}: `, type: 'keyword' }));
const names = (labels: readonly string[], detail: string): Completion[] => labels.map((label) => ({ label, detail, type: 'variable' }));

function allowedValues(schema: PropertySchema): Completion[] {
  const values = schema.type === 'Boolean' ? [true, false] : (schema.constraints ?? []).flatMap((constraint) => (constraint.kind === 'allowed_values' ? constraint.values : []));
  return values.map((value): Completion => ({ label: String(value), type: 'enum', boost: 10 }));
}

/** The property a path of keys leads to, lists passed through; without steps, the properties of the type. */
export function propertyAt(template: Template, catalogue: TypeCatalogue, resource: string | undefined, path: readonly string[]): { schema: PropertySchema | null; members: Record<string, PropertySchema> } | undefined {
  const type = resource === undefined ? undefined : template.resources[resource]?.type;
  let members = type === undefined ? undefined : catalogue.get(type)?.properties;
  let schema: PropertySchema | null = null;
  for (const step of path) {
    const next: PropertySchema | undefined = members?.[step];
    if (next === undefined) return undefined;
    schema = next;
    members = next.schema ?? next.items?.schema ?? {};
  }
  return members === undefined ? undefined : { schema, members };
}
