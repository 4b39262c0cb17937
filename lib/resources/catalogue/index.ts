/**
 * The facts of every resource type that Heat registers: what forms, validation, completion and documentation need, whether
 * anything here can run the type or not. Types that run start from `facts(name)` and add their connections.
 *
 * `types.json` holds the schemas, one type a line; `descriptions.json` the texts for people. They are joined on first use of a
 * type, so that importing this module costs no more than parsing the JSON.
 */
import type { AttributeSchema, PropertySchema, TypeCatalogue, TypeSchema } from '@/lib/hot/types';
import descriptions from './descriptions.json';
import { FORMER_NAMES } from './former-names';
import types from './types.json';

/** Texts of one type. Members of maps and of lists of maps are written with a dot: `networks.port`. */
export interface TypeDescription {
  description: string;
  properties?: Record<string, string>;
  attributes?: Record<string, string>;
}

const described = new Map<string, TypeSchema>();

/** The facts of a type. Throws for a name that Heat does not have: asking for one is a mistake of the caller. */
export function facts(name: string): TypeSchema {
  const schema = factsCatalogue.get(name);
  if (schema === undefined) throw new Error(`No facts about a resource type "${name}": it is not one of Heat's types.`);
  return schema;
}

export const factsCatalogue: TypeCatalogue = {
  get(name) {
    const known = described.get(name);
    if (known !== undefined) return known;
    const bare = Object.hasOwn(types, name) ? types[name] : undefined;
    if (bare === undefined) return undefined;
    const texts = Object.hasOwn(descriptions, name) ? descriptions[name] : undefined;
    const former = Object.hasOwn(FORMER_NAMES, name) ? FORMER_NAMES[name] : undefined;
    const schema = texts === undefined && former === undefined ? bare : describe(bare, texts ?? { description: bare.description ?? '' }, former ?? {});
    described.set(name, schema);
    return schema;
  },
  names: () => Object.keys(types),
};

function describe(schema: TypeSchema, texts: TypeDescription, former: Readonly<Record<string, string>>): TypeSchema {
  return {
    ...schema,
    description: texts.description,
    properties: describeProperties(schema.properties, texts.properties ?? {}, former, ''),
    attributes: describeAttributes(schema.attributes, texts.attributes ?? {}),
  };
}

function describeProperties(
  properties: Record<string, PropertySchema>,
  texts: Record<string, string>,
  former: Readonly<Record<string, string>>,
  prefix: string,
): Record<string, PropertySchema> {
  return mapValues(properties, (property, name) => {
    const path = prefix + name;
    const result = { ...property };
    if (texts[path] !== undefined) result.description = texts[path];
    if (former[path] !== undefined) result.formerly = former[path];
    if (property.schema) result.schema = describeProperties(property.schema, texts, former, `${path}.`);
    if (property.items?.schema) {
      result.items = { ...property.items, schema: describeProperties(property.items.schema, texts, former, `${path}.`) };
    }
    return result;
  });
}

function describeAttributes(
  attributes: Record<string, AttributeSchema>,
  texts: Record<string, string>,
): Record<string, AttributeSchema> {
  return mapValues(attributes, (attribute, name) => {
    const text = texts[name];
    return text === undefined ? attribute : { ...attribute, description: text };
  });
}

function mapValues<T>(values: Record<string, T>, change: (value: T, name: string) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value, name)]));
}
