/** The properties of types that nobody has a schema for: withdrawn types, and templates of people's own. */
import type { PropertySchema, ResourceDefinition, Template, TypeCatalogue } from '@/lib/hot/types';
import { headWord, kindWords, nameScore } from './kind-words';
import { attributeFor } from './source-value';

/**
 * What can be set on the target: by the schema of its type; without one, what resources of its type set elsewhere in this template, and a property
 * that is called like what it would be connected with.
 */
export function propertiesFor(source: ResourceDefinition, target: ResourceDefinition, template: Template, catalogue: TypeCatalogue): Readonly<Record<string, PropertySchema>> {
  const schema = catalogue.get(target.type);
  if (schema !== undefined && !(schema.anything === true && Object.keys(schema.properties).length === 0)) return schema.properties;
  const learned: Record<string, PropertySchema> = {};
  for (const { type, properties } of Object.values(template.resources)) {
    if (type !== target.type || typeof properties !== 'object' || properties === null || Array.isArray(properties)) continue;
    for (const [name, value] of Object.entries(properties)) learned[name] ??= { type: Array.isArray(value) ? 'List' : 'Any' };
  }
  const words = kindWords(source.type);
  const answered = Object.keys(learned).some((name) => attributeFor(source, name, catalogue) !== null || nameScore(name, words) >= 0.9);
  if (!answered) learned[headWord(source.type)] ??= { type: 'Any' };
  return learned;
}
