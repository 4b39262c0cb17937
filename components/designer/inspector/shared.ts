/** What several resources have in common, as one form. */
import { isMap } from '@/lib/hot/json';
import type { Json, PropertySchema, ResourceDefinition, TypeCatalogue } from '@/lib/hot/types';

export interface SharedField {
  name: string;
  schema: PropertySchema;
  /** Undefined where they differ, or none has it. */
  value: Json | undefined;
  /** What the resources have, by name of the resource, where they differ. */
  mixed: boolean;
  set: number;
}

/** Properties that all of their types have, with the same type of value; those that are set first. */
export function sharedFields(resources: readonly ResourceDefinition[], catalogue: TypeCatalogue): SharedField[] {
  const [first, ...others] = resources.map(({ type }) => catalogue.get(type)?.properties ?? {});
  if (first === undefined) return [];
  const names = Object.keys(first).filter((name) => others.every((each) => each[name] !== undefined && each[name].type === first[name]?.type));
  return names.flatMap((name): SharedField[] => {
    const schema = first[name];
    if (schema === undefined || schema.support === 'HIDDEN' || schema.support === 'UNSUPPORTED') return [];
    const values = resources.map(({ properties }) => (isMap(properties) ? properties[name] : undefined));
    const mixed = new Set(values.map((value) => JSON.stringify(value))).size > 1;
    return [{ name, schema, value: mixed ? undefined : values[0], mixed, set: values.filter((value) => value !== undefined).length }];
  }).toSorted((a, b) => Number(b.set > 0) - Number(a.set > 0));
}
