/** One resource definition of a template. */
import { isMap } from '../json';
import type { DeletionPolicy, Json, ResourceDefinition } from '../types';
import { own, pythonRepr, pythonText, truthy } from '../values';
import type { Version } from '../versions';
import { deletionPolicyOf } from './deletion-policy';
import type { Dialect } from './dialects';
import type { Report } from './template';

export function resourceDefinition(name: string, value: Json, dialect: Dialect, rules: Version, report: Report): ResourceDefinition | null {
  const keys = dialect.resource;
  const section = dialect.names.resources;
  const path = [section, name];
  const fail = (code: string, message: string, at: readonly (string | number)[], heat: string): void => report(code, message, at, { type: 'StackValidationFailed', message: heat });
  if (name === '' || name.includes('/')) fail('resource-name', `"${name}" cannot be the name of a resource: it has to have a letter and no "/".`, path, `Resource name may not contain "/"`);
  if (value === null || (isMap(value) && Object.keys(value).length === 0)) {
    fail('resource-type-missing', `Resource "${name}" needs a "${keys.type}".`, path, `Each ${section.slice(0, -1)} must contain a ${keys.type} key.`);
    return null;
  }
  if (!isMap(value)) {
    fail('resource-not-a-map', `Resource "${name}" has to be a map with a "${keys.type}"; found ${pythonRepr(value).slice(0, 80)}.`, path, `"${section}" must contain a map of ${section.slice(0, -1)} maps. Found a [${pythonClass(value)}] instead`);
    return null;
  }
  const allowed = Object.values(keys).filter((key) => key !== null);
  for (const key of Object.keys(value)) {
    const known = allowed.includes(key) && (rules.conditions || (key !== keys.condition && key !== keys.externalId));
    if (!known && dialect.strict) fail('resource-key', `"${key}" means nothing in a resource. Allowed are ${allowed.join(', ')}.`, [...path, key], `"${key}" is not a valid keyword inside a resource definition`);
  }
  const type = own(value, keys.type);
  if (typeof type !== 'string' || type === '') {
    const missing = type === undefined || !truthy(type);
    fail(missing ? 'resource-type-missing' : 'resource-type', `Resource "${name}" needs a "${keys.type}" that is the name of a resource type.`, type === undefined ? path : [...path, keys.type],
      type !== undefined && missing ? 'Each Resource must contain a Type key.' : missing ? `Each ${section.slice(0, -1)} must contain a ${keys.type} key.` : `Resource ${name} ${keys.type} type must be string`);
    return null;
  }
  const description = own(value, keys.description);
  const externalId = keys.externalId === null || !rules.conditions ? undefined : own(value, keys.externalId);
  const condition = rules.conditions ? own(value, keys.condition) : undefined;
  const part = (key: string): Json => {
    const found = own(value, key);
    if (found === undefined || isMap(found)) return found ?? {};
    fail('resource-part', `"${key}" of resource "${name}" has to be a map${found === null ? '; it is empty. Fill it, or remove it' : ''}.`, [...path, key], `Resource ${name} ${key} type must be object`);
    return {};
  };
  const shape = (key: string, wanted: (found: Json) => boolean, what: string): void => {
    const found = own(value, key);
    if (found !== undefined && !wanted(found)) fail('resource-part', `"${key}" of resource "${name}" has to be ${what}; found ${pythonRepr(found).slice(0, 80)}.`, [...path, key], `Resource ${name} ${key} type must be string`);
  };
  const isText = (found: Json): boolean => typeof found === 'string';
  const isTextOrCall = (found: Json): boolean => isText(found) || (isMap(found) && Object.keys(found).length === 1);
  shape(keys.description, isText, 'text');
  shape(keys.deletionPolicy, isTextOrCall, 'one of Delete, Retain and Snapshot');
  if (keys.externalId !== null && rules.conditions) shape(keys.externalId, isTextOrCall, 'text');
  return {
    name,
    type,
    properties: part(keys.properties),
    metadata: part(keys.metadata),
    dependsOn: dependencies(own(value, keys.dependsOn), (rule) => fail('depends-on', `"${keys.dependsOn}" of resource "${name}" has to be the name of a resource, or a list of names.`, [...path, keys.dependsOn], `Resource ${name} ${keys.dependsOn} ${rule}`)),
    deletionPolicy: deletionPolicy(own(value, keys.deletionPolicy), rules, (found) => fail('deletion-policy', `"${found}" is no deletion policy; use Delete, Retain or Snapshot.`, [...path, keys.deletionPolicy], `Invalid deletion policy "${found}"`)),
    ...(isMap(own(value, keys.deletionPolicy)) ? { deletionPolicyCall: own(value, keys.deletionPolicy) } : {}),
    updatePolicy: part(keys.updatePolicy),
    ...(typeof description === 'string' ? { description } : {}),
    ...(externalId === undefined ? {} : { externalId }),
    ...(condition === undefined ? {} : { condition }),
  };
}

function pythonClass(value: Json): string {
  return typeof value === 'string' ? "<class 'str'>" : Array.isArray(value) ? "<class 'list'>" : typeof value === 'boolean' ? "<class 'bool'>" : "<class 'int'>";
}

function dependencies(value: Json | undefined, fail: (rule: string) => void): string[] {
  if (value === undefined) return [];
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) {
    fail('type must be list or string');
    return [];
  }
  const names = value.filter((item) => typeof item === 'string');
  if (names.length < value.length) fail('must be a list of strings');
  return names;
}

function deletionPolicy(value: Json | undefined, rules: Version, fail: (found: string) => void): DeletionPolicy {
  if (value === undefined || value === null) return 'Delete';
  // A function: resource_facade of a nested template. It is resolved when the template is bound. What is no text has been refused.
  if (typeof value !== 'string') return 'Delete';
  const policy = deletionPolicyOf(value, rules.conditions);
  if (policy === undefined) fail(pythonText(value));
  return policy ?? 'Delete';
}
