import { describe, expect, it } from 'vitest';
import { matching } from '@/lib/wire/api-reference';
import { openApiDocument } from './openapi';
import { referenceOf } from './reference';
import { ROUTES } from './routes';

const document = JSON.parse(JSON.stringify(openApiDocument(ROUTES, { origin: 'http://hearth', version: '1' })));

describe('the OpenAPI document', () => {
  it('has an operation for every route, each with a name of its own', () => {
    const operations = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) => Object.values(path));
    expect(operations).toHaveLength(ROUTES.length);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(ROUTES.length);
  });

  it('types query parameters as clients write them', () => {
    const { parameters } = document.paths['/v1/{project_id}/stacks'].get;
    expect(parameters).toContainEqual({ name: 'limit', in: 'query', required: false, description: 'Most stacks on a page.', schema: { type: 'integer', minimum: 0 } });
    expect(parameters).toContainEqual({ name: 'sort_dir', in: 'query', required: false, description: 'Newest first when no keys are given, else ascending.', schema: { type: 'string', enum: ['asc', 'desc'] } });
  });

  it('describes bodies by the schemas that read them', () => {
    const { schema } = document.paths['/v1/{project_id}/stacks'].post.requestBody.content['application/json'];
    expect(schema.properties.stack_name).toMatchObject({ type: 'string' });
    expect(schema.properties.template).toMatchObject({ type: ['object', 'string'] });
  });
});

describe('the reference for people', () => {
  const sections = referenceOf(document);
  const found = (filter: string) => matching(sections, filter).flatMap(({ operations }) => operations.map(({ method, path }) => `${method} ${path}`));

  it('has every route', () => {
    expect(found('')).toHaveLength(ROUTES.length);
  });

  it('is filtered by words in any order, of paths, methods, rules and parameters', () => {
    expect(found('signal POST')).toEqual(['POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}/signal']);
    expect(found('stacks:abandon')).toEqual(['DELETE /v1/{project_id}/stacks/{stack_name}/{stack_id}/abandon']);
    expect(found('ignore_errors')).toEqual(['POST /v1/{project_id}/validate']);
    expect(found('nothing has this')).toEqual([]);
  });
});
