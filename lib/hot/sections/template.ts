/** A document that was read, as a Template: sections and their keys checked, everything kept that can be understood. */
import type { PatternFault } from '../constraints/read';
import { HotError } from '../error';
import { isMap } from '../json';
import type { Diagnostic, DocumentPath, Json, JsonMap, OutputDefinition, ParameterGroup, ParameterSchema, ResourceDefinition, Template } from '../types';
import { own, pythonRepr, pythonType, setKey, truthy } from '../values';
import { VERSIONS, type Version, versionOf } from '../versions';
import { DIALECTS, type Dialect } from './dialects';
import { parameterSchema } from './parameters';
import { resourceDefinition } from './resources';

export type Report = (code: string, message: string, path: DocumentPath, heat?: { type: string; message: string }, severity?: Diagnostic['severity']) => void;

/** Null when there is no telling which language this is. */
export function readTemplate(value: Json, patternFault: PatternFault, report: Report): Template | null {
  const document = value === null ? {} : value;
  if (!isMap(document)) {
    report('not-a-map', 'A template is a map of sections; this document is something else. Start with "heat_template_version: 2021-04-16".', [], {
      type: 'HTTPBadRequest', message: 'Template not in valid format: The template is not a JSON object or YAML mapping.',
    });
    return null;
  }
  const version = findVersion(document, report);
  if (version === null) return null;
  const { versionKey } = version;
  const rules = versionOf(version);
  const dialect = DIALECTS[rules.dialect];
  const sections = sectionsOf(document, dialect, rules, versionKey, report);
  const parameters = parametersOf(sections.parameters, dialect, rules, patternFault, report);
  return {
    version: version.version,
    versionKey,
    description: typeof sections.description === 'string' ? sections.description : 'No description',
    parameterGroups: groupsOf(sections.parameter_groups, parameters, report),
    parameters,
    conditions: conditionsOf(sections.conditions, dialect, report),
    resources: resourcesOf(sections.resources, dialect, rules, report),
    outputs: outputsOf(sections.outputs, dialect, rules, report),
    mappings: mappingsOf(sections.mappings, report),
  };
}

/** Nothing but Fn::FindInMap looks at them: Heat takes a template whose mappings are something else, as long as nobody looks. */
function mappingsOf(value: Json | undefined, report: Report): JsonMap {
  if (isMap(value)) return value;
  if (value !== undefined && value !== null) {
    report('section-not-a-map', `"Mappings" has to be a map of names; found ${pythonRepr(value).slice(0, 80)}, in which Fn::FindInMap finds nothing.`, ['Mappings'], undefined, 'warning');
  }
  return {};
}

function findVersion(document: JsonMap, report: Report): { versionKey: Template['versionKey']; version: string } | null {
  const keys = (['heat_template_version', 'HeatTemplateFormatVersion', 'AWSTemplateFormatVersion'] as const).filter((key) => Object.hasOwn(document, key));
  if (keys.length === 0) {
    report('version-missing', 'The template does not say its version. Add "heat_template_version: 2021-04-16" as its first line.', [], { type: 'HTTPBadRequest', message: 'Template not in valid format: Template format version not found.' });
    return null;
  }
  const stated = keys.filter((key) => typeof document[key] === 'string');
  const [key, second] = stated;
  if (key === undefined) {
    report('version-missing', `The version has to be a text, such as 2021-04-16; found ${pythonRepr(document[keys[0] ?? ''] ?? null)}.`, [keys[0] ?? ''], { type: 'InvalidTemplateVersion', message: 'The template version is invalid: Template version was not provided' });
    return null;
  }
  if (second !== undefined) {
    report('version-ambiguous', `The template states two versions, ${key} and ${second}. Keep one.`, [second], { type: 'InvalidTemplateVersion', message: `The template version is invalid: Ambiguous versions (${stated.join(', ')})` });
    return null;
  }
  const version = String(document[key]);
  const known = VERSIONS[key];
  if (!known?.has(version)) {
    const names = [...(known?.keys() ?? [])].sort();
    report('version-unknown', `There is no version "${version}". Use one of ${names.join(', ')}.`, [key], {
      type: 'InvalidTemplateVersion', message: `The template version is invalid: "${key}: ${version}". "${key}" should be one of: ${names.join(', ')}`,
    });
    return null;
  }
  return { versionKey: key, version };
}

/** The sections under HOT's names, whatever the dialect calls them. */
function sectionsOf(document: JsonMap, dialect: Dialect, rules: Version, versionKey: string, report: Report): JsonMap {
  const sections: JsonMap = {};
  for (const [key, value] of Object.entries(document)) {
    if (key === versionKey) continue;
    const name = own(dialect.sections, key);
    if (name === undefined || (name === 'conditions' && !rules.conditions)) {
      const hint = name === 'conditions' ? ` This version does not have it; ${versionKey === 'heat_template_version' ? '2016-10-14 and later do' : 'AWSTemplateFormatVersion does'}.` : ` Sections are ${Object.keys(dialect.sections).join(', ')}.`;
      report('section-unknown', `"${key}" is not a section of a template.${hint}`, [key], { type: 'StackValidationFailed', message: `The template section is invalid: ${key}` });
      continue;
    }
    sections[name] = value;
  }
  return sections;
}

function mapOf(value: Json | undefined, path: DocumentPath, what: string, report: Report, heat: (value: Json) => string): JsonMap {
  if (isMap(value)) return value;
  // Whatever is empty counts as a section with nothing in it.
  if (value === undefined || !truthy(value)) return {};
  report('section-not-a-map', `${what} has to be a map of names; found ${pythonRepr(value).slice(0, 80)}.`, path, { type: 'StackValidationFailed', message: heat(value) });
  return {};
}

function parametersOf(value: Json | undefined, dialect: Dialect, rules: Version, patternFault: PatternFault, report: Report): Record<string, ParameterSchema> {
  const result: Record<string, ParameterSchema> = {};
  const section = dialect.names.parameters;
  for (const [name, definition] of Object.entries(mapOf(value, [section], `"${section}"`, report, () => `The template section is invalid: ${section}`))) {
    try {
      setKey(result, name, parameterSchema(name, definition, dialect, rules, patternFault, report));
    } catch (fault) {
      if (!(fault instanceof HotError)) throw fault;
      report('parameter', `Parameter "${name}": ${fault.message}.`, [section, name], { type: fault.type, message: fault.message });
    }
  }
  return result;
}

function groupsOf(value: Json | undefined, parameters: Record<string, ParameterSchema>, report: Report): ParameterGroup[] {
  if (value === undefined || !truthy(value)) return [];
  const fail = (text: string, path: DocumentPath): void => {
    report('parameter-groups', text, path, { type: 'StackValidationFailed', message: `Parameter Groups error: ${text}` });
  };
  if (!Array.isArray(value)) {
    fail('parameter_groups: The parameter_groups should be a list.', ['parameter_groups']);
    return [];
  }
  const seen = new Set<string>();
  const groups: ParameterGroup[] = [];
  value.forEach((entry, index) => {
    const path = ['parameter_groups', index];
    const label = isMap(entry) && typeof entry.label === 'string' ? entry.label : undefined;
    // Heat has no other name for a group.
    const at = label ?? '';
    if (!isMap(entry) || !Array.isArray(entry.parameters)) {
      fail(isMap(entry) && truthy(entry.parameters ?? null) ? `parameter_groups.${at}: The parameters of parameter group should be a list.` : `parameter_groups.${at}: The parameters must be provided for each parameter group.`, path);
      return;
    }
    const names: string[] = [];
    entry.parameters.forEach((name, position) => {
      const here = [...path, 'parameters', position];
      if (typeof name !== 'string' || own(parameters, name) === undefined) fail(`parameter_groups.${at}: The grouped parameter ${String(name)} does not reference a valid parameter.`, here);
      else if (seen.has(name)) fail(`parameter_groups.${at}: The ${name} parameter must be assigned to one parameter group only.`, here);
      else {
        seen.add(name);
        names.push(name);
      }
    });
    groups.push({ ...(label === undefined ? {} : { label }), ...(typeof entry.description === 'string' ? { description: entry.description } : {}), parameters: names });
  });
  return groups;
}

function conditionsOf(value: Json | undefined, dialect: Dialect, report: Report): Record<string, Json> {
  const section = dialect.names.conditions;
  if (value !== undefined && value !== null && !isMap(value)) {
    report('section-not-a-map', `"${section}" has to be a map of names.`, [section], { type: 'StackValidationFailed', message: `Conditions validation error: Condition definitions must be a map. Found a ${pythonType(value)} instead` });
  }
  return isMap(value) ? value : {};
}

/** Of definitions in which nothing is wrong, by what they were read from: where a text is read by what changed in it, all others are what they were. */
const sound = new WeakMap<JsonMap, { rules: Version; resource: ResourceDefinition }>();

function resourcesOf(value: Json | undefined, dialect: Dialect, rules: Version, report: Report): Record<string, ResourceDefinition> {
  const section = dialect.names.resources;
  const result: Record<string, ResourceDefinition> = {};
  for (const [name, definition] of Object.entries(mapOf(value, [section], `"${section}"`, report, (found) => `"${section}" must contain a map of ${section} maps. Found a [${pythonRepr(found).slice(0, 80)}] instead`))) {
    const before = isMap(definition) ? sound.get(definition) : undefined;
    if (before !== undefined && before.rules === rules && before.resource.name === name) {
      setKey(result, name, before.resource);
      continue;
    }
    let problems = 0;
    const resource = resourceDefinition(name, definition, dialect, rules, (...problem) => {
      problems += 1;
      report(...problem);
    });
    if (resource !== null) setKey(result, name, resource);
    if (resource !== null && problems === 0 && isMap(definition)) sound.set(definition, { rules, resource });
  }
  return result;
}

function outputsOf(value: Json | undefined, dialect: Dialect, rules: Version, report: Report): Record<string, OutputDefinition> {
  const section = dialect.names.outputs;
  const { value: valueKey, description: descriptionKey, condition: conditionKey } = dialect.output;
  const result: Record<string, OutputDefinition> = {};
  for (const [name, definition] of Object.entries(mapOf(value, [section], `"${section}"`, report, () => `Outputs validation error: ${section}: "${section}" must contain a map of output maps`))) {
    const path = [section, name];
    const found = isMap(definition) ? own(definition, valueKey) : undefined;
    if (!isMap(definition) || found === undefined) {
      report('output-value', `Output "${name}" needs a "${valueKey}".`, path, {
        type: 'StackValidationFailed',
        message: isMap(definition)
          ? `Output validation error: ${section}.${name}: Each output definition must contain a ${valueKey} key.`
          : `Output validation error: ${section}.${name}: Output definitions must be a map. Found a ${pythonType(definition)} instead`,
      });
      continue;
    }
    const condition = rules.conditions ? own(definition, conditionKey) : undefined;
    const description = own(definition, descriptionKey);
    setKey(result, name, { name, value: found, ...(typeof description === 'string' ? { description } : {}), ...(condition === undefined ? {} : { condition }) });
  }
  return result;
}
