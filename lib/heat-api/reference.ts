/** The OpenAPI document in the order in which people read it. */
import type { Json, JsonMap } from '@/lib/hot/types';
import type { ReferenceField, ReferenceOperation, ReferenceSection } from '@/lib/wire/api-reference';

export function referenceOf(document: JsonMap): ReferenceSection[] {
  const shapes = mapOf(mapOf(document['components'])['schemas']);
  const sections = new Map<string, ReferenceOperation[]>();
  for (const [path, methods] of Object.entries(mapOf(document['paths']))) {
    for (const [method, found] of Object.entries(mapOf(methods))) {
      const operation = mapOf(found);
      const tag = text(listOf(operation['tags'])[0]);
      sections.set(tag, [...(sections.get(tag) ?? []), operationOf(method, path, operation, shapes)]);
    }
  }
  return [...sections].map(([name, operations]) => ({ name, operations }));
}

function operationOf(method: string, path: string, operation: JsonMap, shapes: JsonMap): ReferenceOperation {
  const [[status = '', response = null] = []] = Object.entries(mapOf(operation['responses']));
  return {
    id: text(operation['operationId']), method: method.toUpperCase(), path, summary: text(operation['summary']), description: text(operation['description']),
    query: listOf(operation['parameters']).map(mapOf).filter((parameter) => parameter['in'] === 'query').map((parameter) => ({
      name: text(parameter['name']), type: typeOf(mapOf(parameter['schema'])), description: text(parameter['description']), optional: true, fields: [],
    })),
    body: fieldsIn(contentOf(mapOf(operation['requestBody'])), shapes, []),
    status, answer: text(mapOf(response)['description']), answerFields: fieldsIn(contentOf(mapOf(response)), shapes, []),
  };
}

function contentOf(described: JsonMap): JsonMap {
  return mapOf(mapOf(mapOf(described['content'])['application/json'])['schema']);
}

/** Fields of a map, or of the maps in a list or under any key. `within`: shapes that are being told, which are not told again inside themselves. */
function fieldsIn(schema: JsonMap, shapes: JsonMap, within: readonly string[]): ReferenceField[] {
  const name = shapeName(schema);
  if (name !== null) return within.includes(name) ? [] : fieldsIn(mapOf(shapes[name]), shapes, [...within, name]);
  const { items, additionalProperties: others, anyOf } = schema;
  if (items !== undefined) return fieldsIn(mapOf(items), shapes, within);
  if (anyOf !== undefined) return listOf(anyOf).map((choice) => fieldsIn(mapOf(choice), shapes, within)).find((fields) => fields.length > 0) ?? [];
  const required = listOf(schema['required']);
  const own = Object.entries(mapOf(schema['properties'])).map(([key, property]): ReferenceField => {
    const inner = mapOf(property);
    return { name: key, type: typeOf(inner), description: text(inner['description']), optional: !required.includes(key), fields: fieldsIn(inner, shapes, within) };
  });
  return own.length > 0 ? own : fieldsOfOthers(mapOf(others), shapes, within);
}

function fieldsOfOthers(others: JsonMap, shapes: JsonMap, within: readonly string[]): ReferenceField[] {
  return Object.keys(others).length === 0 ? [] : fieldsIn(others, shapes, within);
}

function shapeName({ $ref: reference }: JsonMap): string | null {
  return typeof reference === 'string' ? (reference.split('/').at(-1) ?? null) : null;
}

function typeOf(schema: JsonMap): string {
  const name = shapeName(schema);
  if (name !== null) return name;
  const choices = listOf(schema['enum']);
  if (choices.length > 0) return choices.map(text).join(' | ');
  const { type, anyOf, additionalProperties: others } = schema;
  if (Array.isArray(anyOf)) return anyOf.map((choice) => typeOf(mapOf(choice))).filter((choice, index, all) => all.indexOf(choice) === index).join(' or ');
  if (Array.isArray(type)) return type.map((one) => word(text(one), schema)).join(' or ');
  if (type === 'array') {
    const items = typeOf(mapOf(schema['items']));
    return items === 'anything' || items === '' ? 'list' : `list of ${items}`;
  }
  if (type === 'object' && others !== undefined && schema['properties'] === undefined && Object.keys(mapOf(others)).length > 0) return `map of ${typeOf(mapOf(others))}`;
  return type === undefined ? (schema['not'] === undefined ? 'anything' : '') : word(text(type), schema);
}

function word(type: string, { format }: JsonMap): string {
  if (type === 'string') return format === 'date-time' ? 'time' : 'text';
  return type === 'object' ? 'map' : type;
}

function mapOf(value: Json | undefined): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : value === undefined || value === null ? '' : JSON.stringify(value);
}
