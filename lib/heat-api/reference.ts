/** The OpenAPI document in the order in which people read it. */
import type { Json, JsonMap } from '@/lib/hot/types';
import type { ReferenceOperation, ReferenceSection } from '@/lib/wire/api-reference';

export function referenceOf(document: JsonMap): ReferenceSection[] {
  const sections = new Map<string, ReferenceOperation[]>();
  for (const [path, methods] of Object.entries(mapOf(document['paths']))) {
    for (const [method, found] of Object.entries(mapOf(methods))) {
      const operation = mapOf(found);
      const tag = text(listOf(operation['tags'])[0]);
      sections.set(tag, [...(sections.get(tag) ?? []), operationOf(method, path, operation)]);
    }
  }
  return [...sections].map(([name, operations]) => ({ name, operations }));
}

function operationOf(method: string, path: string, operation: JsonMap): ReferenceOperation {
  const [[status = '', response = null] = []] = Object.entries(mapOf(operation['responses']));
  const content = mapOf(mapOf(mapOf(operation['requestBody'])['content'])['application/json']);
  return {
    id: text(operation['operationId']), method: method.toUpperCase(), path, summary: text(operation['summary']), description: text(operation['description']),
    query: listOf(operation['parameters']).map(mapOf).filter((parameter) => parameter['in'] === 'query').map((parameter) => ({
      name: text(parameter['name']), type: typeOf(mapOf(parameter['schema'])), description: text(parameter['description']),
    })),
    body: Object.entries(mapOf(mapOf(content['schema'])['properties'])).map(([name, property]) => ({ name, type: typeOf(mapOf(property)), description: text(mapOf(property)['description']) })),
    status, answer: text(mapOf(response)['description']),
  };
}

function typeOf(schema: JsonMap): string {
  const choices = listOf(schema['enum']);
  if (choices.length > 0) return choices.map(text).join(' | ');
  const type = schema['type'];
  if (Array.isArray(type)) return type.map(text).join(' or ');
  return type === 'array' ? `list of ${typeOf(mapOf(schema['items']))}` : text(type);
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
