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

describe('the answers of the document', () => {
  const answerOf = (path: string, method: string, status: string) => document.paths[`/v1/{project_id}${path}`][method].responses[status].content?.['application/json'].schema;

  it('are shapes with names, which say what is always there', () => {
    expect(answerOf('/stacks/{stack_name}/{stack_id}', 'get', '200')).toEqual({ type: 'object', properties: { stack: { $ref: '#/components/schemas/Stack' } }, required: ['stack'], additionalProperties: false });
    expect(document.components.schemas.Stack).toMatchObject({ type: 'object', additionalProperties: false, required: expect.arrayContaining(['id', 'stack_status']), properties: { creation_time: { type: 'string', format: 'date-time' } } });
    expect(document.components.schemas.Stack.required).not.toContain('outputs');
  });

  it('refer to nothing that is not there', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(references.filter((name) => document.components.schemas[name ?? ''] === undefined)).toEqual([]);
    expect(new Set(references).size).toBe(Object.keys(document.components.schemas).length);
  });

  it('are described for every route that has one', () => {
    const without = ROUTES.filter(({ status, returns }) => (returns === null) !== (status === 204));
    expect(without).toEqual([]);
  });
});

describe('the reference for people', () => {
  const sections = referenceOf(document);
  const found = (filter: string) => matching(sections, filter).flatMap(({ operations }) => operations.map(({ method, path }) => `${method} ${path}`));

  it('has every route', () => {
    expect(found('')).toHaveLength(ROUTES.length);
  });

  it('tells the fields of answers, and what is within them', () => {
    const show = sections.flatMap(({ operations }) => operations).find(({ method, path }) => method === 'GET' && path.endsWith('/stacks/{stack_name}/{stack_id}'));
    const [stack] = show?.answerFields ?? [];
    expect(stack).toMatchObject({ name: 'stack', type: 'Stack', optional: false });
    expect(stack?.fields.find(({ name }) => name === 'outputs')).toMatchObject({ type: 'list of Output', optional: true, fields: [{ name: 'output_key', type: 'text' }, {}, { name: 'output_value', type: 'anything' }, {}] });
    expect(stack?.fields.find(({ name }) => name === 'updated_time')).toMatchObject({ type: 'time or null' });
  });

  it('is filtered by words in any order, of paths, methods, rules, parameters and fields of answers', () => {
    expect(found('signal POST')).toEqual(['POST /v1/{project_id}/stacks/{stack_name}/{stack_id}/resources/{resource_name}/signal']);
    expect(found('stacks:abandon')).toEqual(['DELETE /v1/{project_id}/stacks/{stack_name}/{stack_id}/abandon']);
    expect(found('ignore_errors')).toEqual(['POST /v1/{project_id}/validate']);
    expect(found('report_interval')).toEqual(['GET /v1/{project_id}/services']);
    expect(found('nothing has this')).toEqual([]);
  });
});
