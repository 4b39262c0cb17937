/** Several environment files made into one, each parameter by the strategy its file asks for. */
import { isMap } from '../json';
import type { Diagnostic, Json, JsonMap, ParameterType, Template } from '../types';
import { own, setKey } from '../values';
import { EMPTY_ENVIRONMENT, type Environment, parseEnvironment } from './environment';

export interface EnvironmentFile {
  name: string;
  text: string;
}

export interface MergeInput {
  /** The root template and every nested one: only parameters that one of them declares are merged. */
  templates: readonly Template[];
  /** Parameters of the request. They are there first, so that by `overwrite` a file wins over them, as in Heat. */
  parameters?: JsonMap;
}

type Strategy = 'overwrite' | 'merge' | 'deep_merge';

/** Files in their order. A diagnostic's path starts with the name of its file. The parameters of the request are part of the result. */
export function mergeEnvironments(files: readonly EnvironmentFile[], input: MergeInput): { environment: Environment; diagnostics: Diagnostic[] } {
  const merge = new Merge(input);
  for (const file of files) merge.add(file);
  return { environment: merge.environment, diagnostics: merge.diagnostics };
}

class Merge {
  environment: Environment;
  readonly diagnostics: Diagnostic[] = [];
  private readonly types = new Map<string, ParameterType>();
  private readonly chosen = new Map<string, Strategy>();

  constructor({ templates, parameters = {} }: MergeInput) {
    this.environment = { ...EMPTY_ENVIRONMENT, parameters };
    for (const template of [...templates].reverse()) for (const { name, type } of Object.values(template.parameters)) this.types.set(name, type);
  }

  add({ name, text }: EnvironmentFile): void {
    const { environment: next, diagnostics } = parseEnvironment(text);
    this.diagnostics.push(...diagnostics.map((diagnostic) => ({ ...diagnostic, path: [name, ...diagnostic.path] })));
    const before = this.environment;
    this.environment = {
      parameters: this.parameters(before.parameters, next.parameters, next.parameterMergeStrategies, name, 'parameters'),
      parameterDefaults: this.parameters(before.parameterDefaults, next.parameterDefaults, next.parameterMergeStrategies, name, 'parameter_defaults'),
      resourceRegistry: mergedMap(before.resourceRegistry, next.resourceRegistry, false),
      encryptedParamNames: [...before.encryptedParamNames, ...next.encryptedParamNames],
      eventSinks: [...before.eventSinks, ...next.eventSinks],
      parameterMergeStrategies: {},
    };
  }

  private parameters(before: JsonMap, next: JsonMap, strategies: JsonMap, file: string, section: string): JsonMap {
    const isFirst = Object.keys(before).length === 0;
    const result: JsonMap = { ...before };
    for (const [name, value] of Object.entries(next)) {
      const type = this.types.get(name);
      if (type === undefined || value === null) {
        // What is there first is taken as it is.
        if (isFirst) setKey(result, name, value);
        continue;
      }
      const strategy = this.strategy(name, strategies, [file, section, name]);
      const old = own(before, name);
      setKey(result, name, strategy === 'overwrite' || old === undefined || old === null ? value : this.merged(type, old, value, strategy, [file, section, name]));
    }
    return result;
  }

  /** The file's own word, else an earlier file's, else the file's default. */
  private strategy(name: string, strategies: JsonMap, path: string[]): Strategy {
    const fallback = asStrategy(own(strategies, 'default')) ?? 'overwrite';
    const stated = own(strategies, name) === undefined ? undefined : (asStrategy(own(strategies, name)) ?? fallback);
    const earlier = this.chosen.get(name);
    if (stated !== undefined && earlier !== undefined && stated !== earlier) {
      this.problem(path, `The parameter "${name}" is merged by "${earlier}" in an earlier file and by "${stated}" here. Use one of them.`, 'ConflictingMergeStrategyForParam', `Conflicting merge strategy '${stated}' for parameter '${name}' in file '${path[0] ?? ''}'.`);
      return earlier;
    }
    const strategy = stated ?? earlier ?? fallback;
    this.chosen.set(name, strategy);
    return strategy;
  }

  private merged(type: ParameterType, old: Json, value: Json, strategy: Strategy, path: string[]): Json {
    switch (type) {
      case 'json':
        return mergedMap(asMap(old), asMap(value), strategy === 'deep_merge');
      case 'comma_delimited_list':
        return typeof old === 'string' && typeof value === 'string' ? `${old},${value}` : [...asList(old), ...asList(value)];
      case 'string':
        return `${String(old)}${String(value)}`;
      case 'number':
        return Number(old) + Number(value);
      case 'boolean':
        this.problem(path, `The parameter "${path[2] ?? ''}" is a boolean: it cannot be merged, only overwritten.`, 'InvalidMergeStrategyForParam', `Invalid merge strategy '${strategy}' for parameter '${path[2] ?? ''}'.`);
        return value;
    }
  }

  private problem(path: string[], message: string, type: string, heat: string): void {
    this.diagnostics.push({ code: 'merge-strategy', severity: 'error', message, path, heat: { type, message: heat } });
  }
}

function asStrategy(value: Json | undefined): Strategy | undefined {
  return value === 'overwrite' || value === 'merge' || value === 'deep_merge' ? value : undefined;
}

/** A value that is null changes nothing. */
function mergedMap(old: JsonMap, value: JsonMap, deep: boolean): JsonMap {
  const result: JsonMap = { ...old };
  for (const [key, item] of Object.entries(value)) {
    if (item === null) continue;
    const before = own(old, key) ?? null;
    setKey(result, key, deep ? deepMerged(before, item) : item);
  }
  return result;
}

function deepMerged(old: Json, value: Json): Json {
  if (isMap(value) && isMap(old)) return mergedMap(old, value, true);
  if (Array.isArray(value) && Array.isArray(old)) return [...old, ...value];
  if (typeof value === 'string' && typeof old === 'string') return old + value;
  return value;
}

function asMap(value: Json): JsonMap {
  if (isMap(value)) return value;
  if (typeof value !== 'string') return {};
  try {
    const parsed: Json = JSON.parse(value);
    return isMap(parsed) ? parsed : {};
  } catch {
    return {};
  }
}

function asList(value: Json): Json[] {
  return Array.isArray(value) ? value : typeof value === 'string' && value !== '' ? value.split(',') : [];
}
