import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeObject } from '@/lib/store/objects';
import type { Json, JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf, mapOf } from './testing/api-stage';

let api: ApiStage;
beforeAll(async () => {
  api = await ApiStage.open();
});
afterAll(() => api.close());

const TEMPLATE: JsonMap = {
  heat_template_version: '2021-04-16',
  description: 'Two values',
  parameters: { length: { type: 'number', default: 8 }, secret: { type: 'string', hidden: true, default: 'none' } },
  resources: {
    a: { type: 'OS::Heat::RandomString', description: 'random', properties: { length: { get_param: 'length' } } },
    b: { type: 'OS::Heat::Value', properties: { value: { get_attr: ['a', 'value'] } } },
  },
  outputs: { text: { value: { get_attr: ['b', 'value'] } }, hidden: { value: { get_param: 'secret' } } },
};

describe('a stack of the API', () => {
  it('is created, shown with its parameters and outputs, updated and deleted', async () => {
    const address = await api.create('web', TEMPLATE, { parameters: { length: 12, secret: 'pa55word' }, tags: 'x,y' });
    const stack = mapOf((await api.ask('GET', address)).map['stack']);
    expect(stack).toMatchObject({
      stack_name: 'web', stack_status: 'CREATE_COMPLETE', stack_status_reason: 'Stack CREATE completed successfully', description: 'Two values', disable_rollback: true, tags: ['x', 'y'],
      parameters: { 'OS::stack_name': 'web', 'OS::project_id': api.projectId, length: '12', secret: '******' }, updated_time: null, parent: null,
    });
    expect(listOf(stack['outputs']).find((output) => output['output_key'] === 'text')?.['output_value']).toMatch(/^\w{12}$/);
    expect(JSON.stringify(stack)).not.toContain('pa55word');

    expect(await api.ask('PUT', address, { template: TEMPLATE })).toMatchObject({ status: 202, map: { code: '202 Accepted', title: 'Accepted' } });
    expect(await api.settled(address)).toBe('UPDATE_COMPLETE');
    expect(mapOf(mapOf((await api.ask('GET', address)).map['stack'])['parameters'])['length']).toBe('8');

    expect((await api.ask('DELETE', address)).status).toBe(204);
    expect(await api.settled(address)).toBe('DELETE_COMPLETE');
    expect((await api.ask('GET', '/stacks/web')).map).toMatchObject({ code: 404, error: { type: 'EntityNotFound', message: 'The Stack (web) could not be found.' } });
    expect(mapOf((await api.ask('GET', address)).map['stack'])['stack_status']).toBe('DELETE_COMPLETE');
    expect((await api.ask('DELETE', address)).status).toBe(404);
  });

  it('shows its template as the document that was sent, and what a person can read in the designer', async () => {
    const address = await api.create('document', TEMPLATE);
    expect((await api.ask('GET', `${address}/template`)).body).toEqual(TEMPLATE);
    const { rows } = await api.stage.world.database.pool.query<{ text: string }>("SELECT template_text AS text FROM revision r JOIN stack s ON s.id = r.stack_id WHERE s.name = 'document'");
    expect(rows[0]?.text).toMatch(/^heat_template_version: 2021-04-16\ndescription: Two values\nparameters:\n  length:\n    type: number/);
  });

  it('with PATCH keeps what is not given, hidden values too, and forgets what is to be cleared', async () => {
    const address = await api.create('patched', TEMPLATE, { parameters: { length: 9, secret: 'kept-value' }, tags: 'x' });
    expect((await api.ask('PATCH', address, { parameters: { length: 10 } })).status).toBe(202);
    await api.settled(address);
    const stack = mapOf((await api.ask('GET', address)).map['stack']);
    expect(stack).toMatchObject({ tags: ['x'], parameters: { length: '10' } });
    expect((await api.ask('GET', `${address}/environment`)).map).toMatchObject({ parameters: { length: 10, secret: '******' } });
    expect((await api.ask('PATCH', address, { clear_parameters: ['length', 'secret'] })).status).toBe(202);
    await api.settled(address);
    expect((await api.ask('GET', `${address}/environment`)).map).toMatchObject({ parameters: {} });
    expect(mapOf((await api.ask('GET', address)).map['stack'])['parameters']).toMatchObject({ length: '8' });
  });

  it('is found by name, id and ARN with a redirect that keeps the rest of the address', async () => {
    const address = await api.create('found', TEMPLATE);
    const id = address.split('/').at(-1) ?? '';
    for (const called of ['found', id, `arn%3Aopenstack%3Aheat%3A%3A${api.projectId}%3Astacks%2Ffound%2F${id}`]) {
      const answer = await api.ask('GET', `/stacks/${called}?resolve_outputs=false`);
      expect({ status: answer.status, location: answer.headers.get('location') }).toEqual({ status: 302, location: `${address}?resolve_outputs=false` });
    }
    expect((await api.ask('GET', '/stacks/found/events')).headers.get('location')).toBe(`${address}/events`);
    expect((await api.ask('GET', '/stacks/found/bogus/outputs')).status).toBe(404);
  });
});

describe('the list of stacks', () => {
  it('filters, sorts, counts and pages', async () => {
    for (const name of ['l1', 'l2', 'l3']) await api.create(name, { heat_template_version: '2021-04-16' }, { tags: name === 'l2' ? 'blue,old' : 'blue' });
    const names = async (query: string) => listOf((await api.ask('GET', `/stacks?${query}`)).map['stacks']).map((stack) => stack['stack_name']);
    expect(await names('tags=blue&sort_keys=stack_name')).toEqual(['l1', 'l2', 'l3']);
    expect(await names('tags=blue&sort_keys=stack_name&sort_dir=desc')).toEqual(['l3', 'l2', 'l1']);
    expect(await names('tags=blue')).toEqual(['l3', 'l2', 'l1']);
    expect(await names('tags=blue&not_tags=old&sort_keys=stack_name')).toEqual(['l1', 'l3']);
    expect(await names('tags_any=old,none')).toEqual(['l2']);
    expect(await names('name=l1&name=l3&sort_keys=stack_name')).toEqual(['l1', 'l3']);
    expect(await names('stack_status=CREATE_FAILED')).toEqual([]);
    const page = await api.ask('GET', '/stacks?tags=blue&sort_keys=stack_name&limit=2&with_count=true');
    expect(page.map['count']).toBe(3);
    const next = String(listOf(page.map['links'])[0]?.['href']);
    expect(listOf((await api.ask('GET', next)).map['stacks']).map((stack) => stack['stack_name'])).toEqual(['l3']);
    expect(await names('limit=0')).toEqual([]);
  });

  it('has those with a hidden tag only for who asks for them', async () => {
    await api.create('l4', { heat_template_version: '2021-04-16' }, { tags: 'internal,l' });
    const names = async (query: string) => listOf((await api.ask('GET', `/stacks?${query}`)).map['stacks']).map((stack) => stack['stack_name']);
    expect(await names('tags=l')).toEqual([]);
    expect(await names('tags=l&show_hidden=true')).toEqual(['l4']);
    expect((await api.ask('GET', '/stacks?tags=l&with_count=true')).map['count']).toBe(0);
  });
});

describe('files from a container', () => {
  const parent = { heat_template_version: '2021-04-16', resources: { child: { type: 'child.yaml' } }, outputs: { word: { value: { get_attr: ['child', 'word'] } }, text: { value: { get_file: 'hello.txt' } } } };
  const put = (name: string, text: string) => writeObject(api.stage.world.database.pool, { projectId: api.projectId, container: 'templates', name }, Buffer.from(text), 'text/plain');

  it('are nested templates, texts and environments, unless the body has one of that name', async () => {
    await put('child.yaml', JSON.stringify({ heat_template_version: '2021-04-16', parameters: { word: { type: 'string' } }, outputs: { word: { value: { get_param: 'word' } } } }));
    await put('hello.txt', 'from the container');
    await put('env.yaml', 'parameter_defaults: {word: default}');
    const address = await api.create('contained', parent, { files_container: 'templates', environment_files: ['env.yaml'], files: { 'hello.txt': 'from the body' } });
    await api.settled(address);
    const shown = mapOf((await api.ask('GET', address)).map['stack']);
    expect(listOf(shown['outputs']).map((output) => output['output_value']).toSorted()).toEqual(['default', 'from the body']);
  });

  it('that is not there are refused, and so are too many', async () => {
    const ask = async (container: Json) => (await api.ask('POST', '/stacks', { stack_name: 'uncontained', template: parent, files_container: container })).map;
    expect(await ask('nowhere')).toMatchObject({ code: 404, error: { type: 'NotFound', message: expect.stringContaining('Could not fetch files from container nowhere') } });
    expect(await ask(7)).toMatchObject({ code: 400 });
    await put('large', 'x'.repeat(1_100_000));
    expect(await ask('templates')).toMatchObject({ code: 400, error: { type: 'DownloadLimitExceeded' } });
  });
});

describe('what is refused', () => {
  it('says so in Heat\'s shape, and nothing is stored', async () => {
    const before = (await api.ask('GET', '/stacks?with_count=true')).map['count'];
    const refusals: [JsonMap, string, string][] = [
      [{ stack_name: 'x' }, 'HTTPBadRequest', 'No template specified'],
      [{ template: TEMPLATE }, 'HTTPBadRequest', 'No stack name specified'],
      [{ stack_name: '1bad', template: TEMPLATE }, 'StackValidationFailed', 'Invalid stack name 1bad must contain only alphanumeric or "_-." characters, must start with alpha and must be 255 characters or less.'],
      [{ stack_name: 'x', template: TEMPLATE, timeout_mins: 'x' }, 'HTTPBadRequest', "Only integer is acceptable by 'timeout_mins'."],
    ];
    for (const [body, type, message] of refusals) {
      expect((await api.ask('POST', '/stacks', body)).map).toMatchObject({ code: 400, title: 'Bad Request', error: { type, message, traceback: null } });
    }
    expect((await api.ask('GET', '/stacks?with_count=true')).map['count']).toBe(before);
  });

  it('is who has no token, another project, or too little a role', async () => {
    const none = await api.ask('GET', '/stacks', undefined, { 'x-auth-token': 'x' });
    expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, `Keystone uri="${api.web.url}/identity"`]);
    expect((await api.ask('GET', `${api.web.url}/orchestration/v1/${'0'.repeat(32)}/stacks`)).status).toBe(403);
    const reader = await api.tokenOf('reader');
    expect(await api.ask('POST', '/stacks', { stack_name: 'x', template: TEMPLATE }, { 'x-auth-token': reader })).toMatchObject({
      status: 403, map: { error: { type: 'Forbidden', message: 'You are not authorized to use stacks:create.' } },
    });
    expect((await api.ask('GET', '/services')).status).toBe(403);
  });

  it.each([
    ['too old', 'expires_at = now()'], ['revoked', 'revoked_at = now()'],
  ])('is a token that is %s, which changes nothing', async (_, change) => {
    const token = await api.tokenOf('member');
    const headers = { 'x-auth-token': token };
    expect((await api.ask('GET', '/stacks', undefined, headers)).status).toBe(200);
    await api.stage.world.database.pool.query(`UPDATE api_token SET ${change} WHERE hash = (SELECT hash FROM api_token ORDER BY created_at DESC LIMIT 1)`);
    const refused = await api.ask('POST', '/stacks', { stack_name: 'late', template: TEMPLATE }, headers);
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, `Keystone uri="${api.web.url}/identity"`]);
    expect((await api.ask('GET', '/stacks/late')).status).toBe(404);
  });

  it('is a body that is too large, or no JSON', async () => {
    const large = await api.ask('POST', '/stacks', { stack_name: 'x', template: 'x'.repeat(1_100_000) });
    expect(large.map).toMatchObject({ code: 400, error: { type: 'RequestLimitExceeded' } });
    const response = await fetch(`${api.base}/stacks`, { method: 'POST', body: '{x', headers: { 'x-auth-token': api.token, 'content-type': 'application/json' } });
    expect(await response.json()).toMatchObject({ error: { type: 'HTTPBadRequest', message: 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)' } });
  });

  it('is a method that a path does not know, and a path that is none', async () => {
    expect((await api.ask('PUT', '/stacks', {})).map).toMatchObject({ code: 405, error: { type: 'HTTPMethodNotAllowed' } });
    expect((await api.ask('GET', '/nosuch')).map).toEqual({ code: '404 Not Found', title: 'Not Found', message: 'The resource could not be found.<br /><br />\n\n\n' });
    expect((await api.ask('OPTIONS', '/stacks')).status).toBe(204);
    expect((await api.ask('GET', `${api.web.url}/orchestration/`)).status).toBe(300);
    expect(api.faults).toEqual([]);
  });
});
