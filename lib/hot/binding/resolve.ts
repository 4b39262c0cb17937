/** Values of a bound stack: properties, metadata, outputs. */
import { HotError, UnknownValue } from '../error';
import { evaluate, evaluatePart, type Expression, OMIT } from '../functions/expression';
import type { ResourceResolver, Scope } from '../functions/scope';
import { coerceProperty } from '../properties/coerce';
import { PropertyError } from '../properties/error';
import { bothNames, formerNames } from '../properties/former';
import type { Json, JsonMap } from '../types';
import { own, setKey } from '../values';
import type { BoundResource, BoundStack } from './bind';

export type ResolvedProperties = { ok: true; properties: JsonMap; unknown: string[] } | { ok: false; errorType: string; message: string };

/**
 * The properties of one resource: evaluated, converted to the types of its schema, completed with defaults, and checked. Properties that only
 * the deployment can tell are left out and named in `unknown`. Messages are Heat's.
 */
export function resolveProperties(stack: BoundStack, name: string, resolver: ResourceResolver): ResolvedProperties {
  const resource = stack.resources.get(name);
  if (resource === undefined) return { ok: false, errorType: 'ResourceNotFound', message: `The Resource (${name}) could not be found.` };
  const scope = stack.scope(resolver);
  const given: JsonMap = {};
  const unknown: string[] = [];
  const at = (path: readonly (string | number)[]): string => `resources.${name}.properties${path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')}`;
  const failed = (path: readonly (string | number)[], message: string): ResolvedProperties => ({ ok: false, errorType: 'StackValidationFailed', message: `Property error: ${at(path)}: ${message}` });
  for (const [key, expression] of propertyEntries(stack.compiled.properties(name), scope)) {
    try {
      const value = evaluatePart(expression, scope);
      if (value !== OMIT) setKey(given, key, value);
    } catch (fault) {
      if (fault instanceof UnknownValue) unknown.push(key);
      else if (fault instanceof HotError) return failed([key], fault.message);
      else throw fault;
    }
  }
  for (const [former, today] of formerNames(resource.schema.properties)) {
    const open = unknown.indexOf(former);
    const value = own(given, former) ?? null;
    if (open < 0 && value === null) continue;
    if (unknown.includes(today) || (own(given, today) ?? null) !== null) return { ok: false, errorType: 'ResourcePropertyConflict', message: bothNames(today, former) };
    delete given[former];
    if (open >= 0) unknown[open] = today;
    else setKey(given, today, value);
  }
  try {
    return { ok: true, properties: conformed(resource, given, unknown), unknown };
  } catch (fault) {
    if (fault instanceof PropertyError) return failed(fault.heatPath, fault.message);
    throw fault;
  }
}

/** The properties as written; a function in place of the whole map is evaluated first. */
function propertyEntries(expression: Expression, scope: Scope): [string, Expression][] {
  if (expression.kind === 'map') return expression.entries;
  const value = expression.kind === 'literal' ? expression.value : evaluate(expression, scope);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).map(([key, entry]): [string, Expression] => [key, { kind: 'literal', value: entry }]);
}

function conformed(resource: BoundResource, given: JsonMap, unknown: readonly string[]): JsonMap {
  const { schema } = resource;
  if (schema.anything) return given;
  for (const key of [...Object.keys(given), ...unknown]) if (own(schema.properties, key) === undefined) throw new PropertyError(`Unknown Property ${key}`, []);
  const properties: JsonMap = {};
  for (const [key, property] of Object.entries(schema.properties)) {
    if (property.implemented === false && (own(given, key) !== undefined || unknown.includes(key))) throw new PropertyError(`Property ${key} not implemented yet`, []);
    if (unknown.includes(key)) continue;
    let found = own(given, key);
    if (found === undefined && key === 'description' && property.updateAllowed && resource.definition.description !== undefined) found = resource.definition.description;
    const value = coerceProperty(property, found, [key]);
    if (value !== undefined) setKey(properties, key, value);
    else if (property.required) throw new PropertyError(`Property ${key} not assigned`, []);
  }
  return properties;
}

/** The metadata of one resource; throws HotError or UnknownValue. */
export function resolveMetadata(stack: BoundStack, name: string, resolver: ResourceResolver): JsonMap {
  const value = evaluate(stack.compiled.metadata(name), stack.scope(resolver));
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** The value of one output, or why it has none. */
export function resolveOutput(stack: BoundStack, name: string, resolver: ResourceResolver): { value: Json; error: string | null } {
  try {
    return { value: evaluate(stack.compiled.output(name), stack.scope(resolver)), error: null };
  } catch (fault) {
    if (fault instanceof HotError || fault instanceof UnknownValue) return { value: null, error: fault.message };
    throw fault;
  }
}
