/** Everything an expression can refer to. */
import { UnknownValue } from '../error';
import type { Json, JsonMap } from '../types';
import type { FunctionTable } from './expression';

/** Values of resources. A resolver throws UnknownValue where only the deployment will tell. */
export interface ResourceResolver {
  /** What get_resource yields. */
  referenceId(name: string): Json;
  /** What get_attr yields, the path followed; null where there is nothing at its end. */
  attribute(name: string, attribute: string, path: Json[]): Json;
  /** All attributes, or null when the resource is in no state to have any. */
  attributes(name: string): JsonMap | null;
}

export interface Facade {
  metadata(): Json;
  deletionPolicy(): Json;
  updatePolicy(): Json;
}

export interface Scope {
  functions: FunctionTable;
  /** Effective values, pseudo parameters included. Throws HotError for an unknown name or one without a value. */
  parameter(name: string): Json;
  /** Null: no such condition. */
  condition(name: string): boolean | null;
  /** The functions allowed in conditions. */
  conditionFunctions: FunctionTable;
  files: Readonly<Record<string, string>>;
  mappings: JsonMap;
  /** Whether the template has such a resource and its condition holds. */
  hasResource(name: string): boolean;
  hasParameter(name: string): boolean;
  resources: ResourceResolver;
  facade: Facade | null;
}

const unknown = (name: string): never => {
  throw new UnknownValue(name);
};

/** While a template is read, no resource has a value. */
export const UNKNOWN_RESOURCES: ResourceResolver = { referenceId: unknown, attribute: unknown, attributes: unknown };
