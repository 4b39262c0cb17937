/** Puts one recorded expression to the language, the way it was put to Heat: as the value of an output. */
import { bindStack, HotError, parseTemplate, resolveOutput, UnknownValue, validateTemplate } from '..';
import type { Json, JsonMap, TypeCatalogue } from '../types';

export interface Vector {
  id: string;
  version: string;
  parameters?: JsonMap | string;
  values?: JsonMap | string;
  conditions?: JsonMap | string;
  files?: Record<string, string> | string;
  expr: Json;
  outcome: { value: Json } | { error: { stage: 'validate' | 'resolve'; type: string; message: string } };
}

export interface Standard {
  parameters: JsonMap;
  values: JsonMap;
  files: Record<string, string>;
  conditions: JsonMap;
}

export type Result = { value: Json } | { error: { stage: 'validate' | 'resolve'; message: string } };

const NO_TYPES: TypeCatalogue = { get: () => undefined, names: () => [] };

export function runVector(vector: Vector, std: Standard): Result {
  const pick = <T>(given: T | string | undefined, standard: T, none: T): T => (given === '$std' ? standard : typeof given === 'string' || given === undefined ? none : given);
  const files = pick(vector.files, std.files, {});
  const values = pick(vector.values, std.values, {});
  const document: JsonMap = { heat_template_version: vector.version, parameters: pick(vector.parameters, std.parameters, {}), outputs: { o: { value: vector.expr } } };
  const conditions = pick(vector.conditions, std.conditions, {});
  if (Object.keys(conditions).length > 0) document.conditions = conditions;
  const parsed = parseTemplate(JSON.stringify(document));
  const [problem] = validateTemplate({ parsed, files, catalogue: NO_TYPES, parameters: values }).filter((diagnostic) => diagnostic.severity === 'error');
  if (parsed.template === null || problem !== undefined) return { error: { stage: 'validate', message: problem?.heat?.message ?? problem?.message ?? '' } };
  try {
    const { stack, diagnostics } = bindStack({ template: parsed.template, files, parameters: values, pseudo: { stackName: 'stk', stackId: null, projectId: 'p' }, catalogue: NO_TYPES });
    if (stack === null) return { error: { stage: 'validate', message: diagnostics[0]?.heat?.message ?? '' } };
    const none = (name: string): never => { throw new UnknownValue(name); };
    const { value, error } = resolveOutput(stack, 'o', { referenceId: none, attribute: none, attributes: none });
    return error === null ? { value } : { error: { stage: 'resolve', message: error } };
  } catch (fault) {
    if (fault instanceof HotError) return { error: { stage: fault.stage, message: fault.message } };
    throw fault;
  }
}
