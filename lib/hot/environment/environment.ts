/** Environments: parameter values, defaults for nested stacks, and what type names stand for. */
import { isMap } from '../json';
import type { Diagnostic, DocumentPath, Json, JsonMap } from '../types';
import { own } from '../values';
import { readDocument, UNPARSED } from '../yaml/read';

export interface Environment {
  parameters: JsonMap;
  parameterDefaults: JsonMap;
  resourceRegistry: JsonMap;
  encryptedParamNames: string[];
  eventSinks: Json[];
  parameterMergeStrategies: JsonMap;
}

export const EMPTY_ENVIRONMENT: Environment = { parameters: {}, parameterDefaults: {}, resourceRegistry: {}, encryptedParamNames: [], eventSinks: [], parameterMergeStrategies: {} };

const SECTIONS = ['parameters', 'parameter_defaults', 'resource_registry', 'encrypted_param_names', 'event_sinks', 'parameter_merge_strategies'];
const HOOKS = ['pre-create', 'pre-update', 'pre-delete', 'post-create', 'post-update', 'post-delete'];
const RESTRICTED = ['update', 'replace'];

/** Accepts text (YAML or JSON) or a document that was parsed already. A diagnostic's path leads into the environment. */
export function parseEnvironment(source: string | JsonMap): { environment: Environment; diagnostics: Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  let document: Json = typeof source === 'string' ? null : source;
  let rangeAt: ((path: DocumentPath) => Diagnostic['range']) | null = null;
  if (typeof source === 'string') {
    const read = readDocument(source);
    diagnostics.push(...read.diagnostics.map((diagnostic) => inEnvironment(diagnostic)));
    document = read.value ?? {};
    rangeAt = (path) => read.rangeAt(path, 'pair');
  }
  const fail = (message: string, path: DocumentPath, heat: string, type = 'HTTPBadRequest'): void => {
    const range = rangeAt?.(path);
    diagnostics.push({ code: 'environment', severity: 'error', message, path, ...(range ? { range } : {}), heat: { type, message: heat } });
  };
  if (!isMap(document)) {
    fail('An environment is a map of sections; this document is something else.', [], 'Environment not in valid format: The environment is not a valid YAML mapping data type.');
    return { environment: EMPTY_ENVIRONMENT, diagnostics };
  }
  for (const [section, value] of Object.entries(document)) {
    if (!SECTIONS.includes(section)) fail(`"${section}" is not a section of an environment; sections are ${SECTIONS.join(', ')}.`, [section], `Environment not in valid format: environment has wrong section "${section}"`);
    else if (value === null) fail(`The section "${section}" is empty. Remove it or fill it.`, [section], `Environment not in valid format: environment has empty section "${section}"`);
  }
  const map = (section: string): JsonMap => {
    const value = own(document, section);
    if (value !== undefined && value !== null && !isMap(value)) fail(`The section "${section}" has to be a map.`, [section], `Environment not in valid format: section "${section}" is not a map`);
    return isMap(value) ? value : {};
  };
  const list = (section: string): Json[] => {
    const value = own(document, section);
    if (value !== undefined && value !== null && !Array.isArray(value)) fail(`The section "${section}" has to be a list.`, [section], `Environment not in valid format: section "${section}" is not a list`);
    return Array.isArray(value) ? value : [];
  };
  const registry = map('resource_registry');
  const sinks = list('event_sinks');
  const encrypted = list('encrypted_param_names');
  checkSinks(sinks, fail);
  for (const [index, name] of encrypted.entries()) {
    if (typeof name !== 'string') fail('"encrypted_param_names" lists names of parameters.', ['encrypted_param_names', index], 'Environment not in valid format: section "encrypted_param_names" is not a list of names');
  }
  checkOverrides(own(registry, 'resources') ?? null, ['resource_registry', 'resources'], fail);
  return {
    environment: {
      parameters: map('parameters'),
      parameterDefaults: map('parameter_defaults'),
      resourceRegistry: withoutRemoved(registry),
      encryptedParamNames: encrypted.filter((name) => typeof name === 'string'),
      eventSinks: sinks,
      parameterMergeStrategies: map('parameter_merge_strategies'),
    },
    diagnostics,
  };
}

/** Null takes an entry away that stands before it; with a wildcard, every entry that starts so. */
function withoutRemoved(registry: JsonMap): JsonMap {
  const kept = new Map<string, Json>();
  for (const [key, value] of Object.entries(registry)) {
    if (value !== null) kept.set(key, value);
    else if (key.endsWith('*')) for (const name of [...kept.keys()]) if (name.startsWith(key.slice(0, -1)) && name !== 'resources') kept.delete(name);
    if (value === null) kept.delete(key);
  }
  return Object.fromEntries(kept);
}

/** The same faults of YAML under the heading that Heat gives them in an environment. */
function inEnvironment(diagnostic: Diagnostic): Diagnostic {
  const { heat } = diagnostic;
  return heat === undefined ? diagnostic : { ...diagnostic, heat: { ...heat, message: heat.message.replace(UNPARSED, 'Environment not in valid format: ') } };
}

/** What Heat itself can send events to. */
const SINKS = ['zaqar-queue'];

function checkSinks(sinks: readonly Json[], fail: (message: string, path: DocumentPath, heat: string) => void): void {
  for (const [index, sink] of sinks.entries()) {
    const type = isMap(sink) ? own(sink, 'type') : undefined;
    if (typeof type !== 'string') fail('An event sink is a map with a "type".', ['event_sinks', index], `Environment not in valid format: event sink ${index} has no type`);
    else if (!SINKS.includes(type)) fail(`There is no event sink of the type "${type}"; there is ${SINKS.join(', ')}.`, ['event_sinks', index, 'type'], `Environment not in valid format: unknown event sink "${type}"`);
    else if (isMap(sink) && typeof own(sink, 'target') !== 'string') fail(`An event sink of the type "${type}" needs a "target", the name of a queue.`, ['event_sinks', index], `Environment not in valid format: event sink ${index} has no target`);
  }
}

function checkOverrides(value: Json, path: DocumentPath, fail: (message: string, path: DocumentPath, heat: string, type?: string) => void): void {
  if (!isMap(value)) return;
  for (const [name, entry] of Object.entries(value)) {
    const here = [...path, name];
    if (name === 'hooks' || name === 'restricted_actions') {
      const allowed = name === 'hooks' ? HOOKS : RESTRICTED;
      for (const word of Array.isArray(entry) ? entry : [entry]) {
        if (typeof word === 'string' && allowed.includes(word)) continue;
        if (name === 'hooks') fail(`"${String(word)}" is no hook; hooks are ${HOOKS.join(', ')}.`, here, `Invalid hook type "${String(word)}" for resource breakpoint, acceptable hook types are: (${HOOKS.map((hook) => `'${hook}'`).join(', ')})`, 'InvalidBreakPointHook');
        else fail(`"${String(word)}" cannot be restricted; update and replace can.`, here, `Invalid action "${String(word)}" specified for restricted_actions`, 'InvalidRestrictedAction');
      }
    } else checkOverrides(entry, here, fail);
  }
}
