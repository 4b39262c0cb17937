/** The OpenAPI document of the routes: made from the same schemas that read requests, so that it cannot say anything else. */
import { z } from 'zod';
import type { Json, JsonMap } from '@/lib/hot/types';
import { faultBody, HeatFault } from './fault';
import { MOUNT } from './router';
import type { Route } from './route';

const json: z.ZodType<Json> = z.json();

export function openApiDocument(routes: readonly Route[], server: { origin: string; version: string }): JsonMap {
  const paths: Record<string, JsonMap> = {};
  const shapes: JsonMap = {};
  for (const route of routes) {
    const path = `/v1/{project_id}${route.path}`;
    const answer = route.returns === null ? null : answerOf(route.returns);
    Object.assign(shapes, answer?.shapes);
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: operation(route, answer?.schema ?? null) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Orchestration API of Hearth',
      version: server.version,
      description: 'The Orchestration API, version 1, of OpenStack Heat. Tokens come from the identity service of the same server.',
    },
    servers: [{ url: `${server.origin}${MOUNT}` }],
    security: [{ token: [] }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { token: { type: 'apiKey', in: 'header', name: 'X-Auth-Token' } },
      schemas: { Fault: FAULT, ...Object.fromEntries(Object.entries(shapes).toSorted(([a], [b]) => a.localeCompare(b))) },
    },
  };
}

const FAULT: JsonMap = {
  type: 'object',
  required: ['code', 'title', 'explanation', 'error'],
  properties: {
    code: { type: 'integer' }, title: { type: 'string' }, explanation: { type: 'string' },
    error: {
      type: 'object', required: ['type', 'traceback'],
      properties: { type: { type: 'string', description: 'Name of the exception that Heat raises for it.' }, message: { type: 'string' }, traceback: { type: 'null' } },
    },
  },
  example: faultBody(new HeatFault('EntityNotFound', 'The Stack (web) could not be found.')),
};

function operation(route: Route, answer: JsonMap | null): JsonMap {
  const body = route.method === 'GET' || route.method === 'DELETE' ? null : schemaOf(route.body);
  const described = body !== null && Object.keys(body).length > 0;
  return {
    operationId: `${route.method.toLowerCase()}${route.path.replaceAll(/[{}]/g, '').replaceAll(/[/_](\w)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [route.tag],
    summary: route.summary,
    description: `Rule \`${route.policy}\`: needs the role ${route.role}${route.stackUsers === true ? ', or the credentials of the resource' : ''}.`,
    parameters: [...pathParameters(route.path), ...queryParameters(route)],
    ...(described ? { requestBody: { content: { 'application/json': { schema: body } } } } : {}),
    responses: {
      [String(route.status)]: { description: route.answer, ...(answer === null ? {} : { content: { 'application/json': { schema: answer } } }) },
      default: { description: 'What was wrong', content: { 'application/json': { schema: { $ref: '#/components/schemas/Fault' } } } },
    },
  };
}

function pathParameters(path: string): Json[] {
  const names = ['project_id', ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)];
  return names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
}

/** Query parameters carry their own type: on the way in each is a list of texts. */
function queryParameters({ query }: Route): Json[] {
  const schema = schemaOf(query);
  const properties: Json = schema['properties'] ?? {};
  return Object.entries(mapOf(properties)).map(([name, property]): JsonMap => {
    const { description, 'x-query': type } = mapOf(property);
    return { name, in: 'query', required: false, ...(description === undefined ? {} : { description }), schema: type ?? { type: 'string' } };
  });
}

/** The schema of an answer, and the shapes with names that it refers to. */
function answerOf(returns: z.ZodType): { schema: JsonMap; shapes: JsonMap } {
  // Within a map, a shape with a name is referred to by it, as everywhere else.
  const whole = z.toJSONSchema(z.strictObject({ answer: returns }), { io: 'output', unrepresentable: 'any' });
  const { properties, $defs: shapes } = mapOf(json.parse(JSON.parse(JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/'))));
  return { schema: mapOf(mapOf(properties ?? null)['answer'] ?? null), shapes: mapOf(shapes ?? null) };
}

function schemaOf(schema: z.ZodType): JsonMap {
  const { $schema: _dialect, ...rest } = mapOf(json.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })));
  return rest;
}

function mapOf(value: Json): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
