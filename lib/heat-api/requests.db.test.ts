/** Query parameters, bodies and what is not there, route by route: Heat's status, error type and message for each. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf, mapOf } from './testing/api-stage';
import { REQUESTS } from './testing/replay-differences';

let api: ApiStage;
/** Of the stack `web`, whose resource is `a`; and of one that is not there. */
let web: string;
let gone: string;
beforeAll(async () => {
  api = await ApiStage.open();
  web = await api.create('web', TEMPLATE);
  gone = web.replace(/[0-9a-f]{4}$/, '0000');
});
afterAll(() => api.close());

const TEMPLATE: JsonMap = { heat_template_version: '2021-04-16', description: 'One text', resources: { a: { type: 'OS::Heat::RandomString' } }, outputs: { o: { value: 1 } } };
const MALFORMED = 'The server could not comply with the request since it is either malformed or otherwise incorrect.';
const BAD = 'HTTPBadRequest';
const LONG = 'x'.repeat(81);

/** `web:` and `gone:` stand for the addresses of the two stacks. */
const at = (path: string): string => path.replace(/^web:/, web).replace(/^gone:/, gone);

async function refused(method: string, path: string, body?: Json): Promise<[number, Json, Json]> {
  const { status, map } = await api.ask(method, at(path), body);
  const { type = null, message = null } = mapOf(map['error']);
  return [status, type, message];
}

const integer = (name: string): string => `Only integer is acceptable by '${name}'.`;
const word = (name: string, value: string): string => `Unrecognized value "${value}" for "${name}", acceptable values are: true, false.`;

describe('a question that is not understood', () => {
  it.each<[string, number, string, string | null]>([
    ['/stacks?limit=abc', 400, BAD, integer('limit')],
    ['/stacks?limit=%2B1', 400, BAD, integer('limit')],
    ['/stacks?limit=01', 400, BAD, integer('limit')],
    ['/stacks?limit=-1', 400, BAD, "Value '-1' is invalid for 'limit' which only accepts non-negative integer."],
    ['/stacks?show_deleted=1', 400, BAD, word('show_deleted', '1')],
    ['/stacks?show_nested=yes', 400, BAD, word('show_nested', 'yes')],
    ['/stacks?show_hidden=x', 400, BAD, word('show_hidden', 'x')],
    ['/stacks?with_count=x', 400, BAD, word('with_count', 'x')],
    ['/stacks?global_tenant=x', 400, BAD, word('global_tenant', 'x')],
    ['/stacks?global_tenant=true', 403, 'Forbidden', 'You are not authorized to use stacks:global_index.'],
    ['/stacks?sort_dir=up', 400, 'ValueError', null],
    [`/stacks?tags=${LONG}`, 400, BAD, `Invalid tag, "${LONG}" is longer than 80 characters`],
    [`/stacks?not_tags_any=a,${LONG}`, 400, BAD, `Invalid tag, "${LONG}" is longer than 80 characters`],
    ['web:?resolve_outputs=', 400, BAD, word('resolve_outputs', '')],
    ['web:/outputs/zz', 404, 'NotFound', 'Specified output key zz not found.'],
    ['web:/resources?foo=1', 400, BAD, "Invalid filter parameters ['foo']"],
    ['web:/resources?nested_depth=', 400, BAD, integer('nested_depth')],
    ['web:/resources?with_detail=1', 400, BAD, word('with_detail', '1')],
    ['web:/resources/zz', 404, 'ResourceNotFound', 'The Resource (zz) could not be found in Stack web.'],
    ['web:/resources/zz/metadata', 404, 'ResourceNotFound', 'The Resource (zz) could not be found in Stack web.'],
    ['web:/events?limit=x', 400, BAD, integer('limit')],
    ['web:/events?nested_depth=x', 400, BAD, integer('nested_depth')],
    ['web:/events?sort_dir=x', 400, 'ValueError', null],
    ['web:/resources/zz/events', 404, 'HTTPNotFound', 'No events found for resource zz'],
    ['web:/resources/a/events?resource_status=FAILED', 404, 'HTTPNotFound', 'No events found for resource a'],
    ['web:/resources/a/events/zz', 404, 'HTTPNotFound', 'No event zz found'],
    ['web:/snapshots/zz', 404, 'SnapshotNotFound', 'The Snapshot (zz) for Stack (web) could not be found.'],
    ['gone:', 404, 'EntityNotFound', 'The Stack (web) could not be found.'],
    ['gone:/template', 404, 'EntityNotFound', 'The Stack (web) could not be found.'],
    ['gone:/export', 404, 'EntityNotFound', 'The Stack (web) could not be found.'],
    ['/resource_types?support_status=junk', 400, 'Invalid', "Data supplied was not valid: Invalid support status and should be one of ('UNKNOWN', 'SUPPORTED', 'DEPRECATED', 'UNSUPPORTED', 'HIDDEN')"],
    ['/resource_types?with_description=', 400, BAD, word('with_description', '')],
    ['/resource_types/No::Such', 404, 'EntityNotFound', 'The Resource Type (No::Such) could not be found.'],
    ['/resource_types/OS::Heat::Value/template?template_type=Foo', 400, BAD, 'Template type is not supported: Invalid template type "Foo", valid types are: cfn, hot.'],
    ['/template_versions/x/functions', 404, 'NotFound', 'Template with version x not found'],
    ['/template_versions/heat_template_version.2021-04-16/functions?with_condition_func=1', 400, BAD, word('with_condition_func', '1')],
    ['/software_configs/zz', 404, 'EntityNotFound', 'The Software config (zz) could not be found.'],
    ['/software_configs?global_tenant=true', 403, 'Forbidden', 'You are not authorized to use software_configs:global_index.'],
    ['/software_deployments/zz', 404, 'EntityNotFound', 'The Deployment (zz) could not be found.'],
    ['/services', 403, 'Forbidden', 'You are not authorized to use service:index.'],
    ['/validate', 405, 'HTTPMethodNotAllowed', MALFORMED],
  ])('GET %s: %i %s %s', async (path, ...expected) => {
    expect(await refused('GET', path)).toEqual(expected);
  });

  it.each<[string, string, Json | undefined, number, string, string | null]>([
    ['POST', '/stacks', undefined, 400, BAD, MALFORMED],
    ['POST', '/stacks', [1], 400, BAD, MALFORMED],
    ['POST', '/stacks', {}, 400, BAD, 'No stack name specified'],
    ['POST', '/stacks', { stack_name: '', template: TEMPLATE }, 400, 'StackValidationFailed', 'Invalid stack name  must contain only alphanumeric or "_-." characters, must start with alpha and must be 255 characters or less.'],
    ['POST', '/stacks', { stack_name: 'x', disable_rollback: 'maybe' }, 400, BAD, 'No template specified'],
    ['POST', '/stacks', { stack_name: 'x', template: TEMPLATE, disable_rollback: 'maybe' }, 400, 'ValueError', null],
    ['POST', '/stacks', { timeout_mins: '' }, 400, BAD, integer('timeout_mins')],
    ['POST', '/stacks', { timeout_mins: true }, 400, BAD, integer('timeout_mins')],
    ['POST', '/stacks', { stack_name: 'x', template: {} }, 400, 'InvalidTemplateVersion', 'The template version is invalid: Template version was not provided'],
    ['POST', '/stacks', { stack_name: 'x', template: 'a text' }, 400, BAD, 'Template not in valid format: The template is not a JSON object or YAML mapping.'],
    ['POST', '/stacks', { stack_name: 'x', template: 'resources: {}' }, 400, BAD, 'Template not in valid format: Template format version not found.'],
    ['POST', '/stacks', { stack_name: 'x', template: TEMPLATE, environment: '- a' }, 400, BAD, 'Environment not in valid format: The environment is not a valid YAML mapping data type.'],
    ['POST', '/stacks/preview', { stack_name: 'web', template: TEMPLATE }, 409, 'StackExists', 'The Stack (web) already exists.'],
    ['POST', '/stacks/preview', { stack_name: 'x', template: TEMPLATE, converge: true }, 400, BAD, 'converge flag only supported in stack update (or update preview) request.'],
    ['PUT', 'web:', {}, 400, BAD, 'No template specified'],
    ['PUT', 'gone:', {}, 400, BAD, 'No template specified'],
    ['PUT', 'gone:', { template: TEMPLATE }, 404, 'EntityNotFound', 'The Stack (web) could not be found.'],
    ['PATCH', 'gone:', { timeout_mins: 'x' }, 400, BAD, integer('timeout_mins')],
    ['PATCH', 'gone:', {}, 404, 'EntityNotFound', 'The Stack (web) could not be found.'],
    ['PATCH', 'web:', { parameters: { undefined_one: 1 } }, 400, 'UnknownUserParameter', 'The Parameter (undefined_one) was not defined in template.'],
    ['PUT', 'web:/preview?show_nested=1', { template: TEMPLATE }, 400, BAD, word('show_nested', '1')],
    ['DELETE', 'gone:', undefined, 404, 'EntityNotFound', 'The Stack (web) could not be found.'],
    ['DELETE', 'gone:/abandon', undefined, 404, 'EntityNotFound', 'The Stack (web) could not be found.'],
    ['POST', 'gone:/actions', {}, 400, BAD, 'No action specified'],
    ['POST', 'gone:/actions', { suspend: null }, 404, 'EntityNotFound', 'The Stack (web) could not be found.'],
    ['POST', 'web:/actions', { suspend: null, resume: null }, 400, BAD, 'Multiple actions specified'],
    ['POST', 'web:/actions', { explode: null }, 400, BAD, 'Invalid action explode specified'],
    ['POST', 'web:/actions', { cancel_update: null }, 400, 'NotSupported', 'Cancelling update when stack is CREATE_COMPLETE is not supported.'],
    ['POST', 'web:/actions', { cancel_without_rollback: null }, 400, 'NotSupported', 'Cancelling update when stack is CREATE_COMPLETE is not supported.'],
    ['PATCH', 'web:/resources/a', undefined, 400, BAD, MALFORMED],
    ['PATCH', 'web:/resources/a', {}, 400, BAD, 'Missing mandatory (mark_unhealthy) key from mark unhealthy request'],
    ['PATCH', 'web:/resources/a', { mark_unhealthy: 'x' }, 400, BAD, word('mark_unhealthy', 'x')],
    ['PATCH', 'web:/resources/a', { foo: 1 }, 400, BAD, "Invalid keys in resource mark unhealthy {'foo'}"],
    ['PATCH', 'web:/resources/zz', { mark_unhealthy: true }, 404, 'ResourceNotFound', 'The Resource (zz) could not be found in Stack web.'],
    ['POST', 'web:/resources/a/signal', {}, 400, 'ResourceActionNotSupported', 'signal is not supported for resource.'],
    ['POST', 'web:/resources/zz/signal', {}, 404, 'ResourceNotFound', 'The Resource (zz) could not be found in Stack web.'],
    ['POST', 'web:/snapshots/zz/restore', undefined, 404, 'SnapshotNotFound', 'The Snapshot (zz) for Stack (web) could not be found.'],
    ['DELETE', 'web:/snapshots/zz', undefined, 404, 'SnapshotNotFound', 'The Snapshot (zz) for Stack (web) could not be found.'],
    ['POST', '/validate', undefined, 400, BAD, MALFORMED],
    ['POST', '/validate', {}, 400, BAD, 'No template specified'],
    ['POST', '/validate?show_nested=1', { template: TEMPLATE }, 400, BAD, word('show_nested', '1')],
    ['POST', '/software_configs', undefined, 400, BAD, MALFORMED],
    ['DELETE', '/software_configs/zz', undefined, 404, 'EntityNotFound', 'The Software config (zz) could not be found.'],
    ['POST', '/software_deployments', undefined, 400, BAD, MALFORMED],
    ['POST', '/software_deployments', { config_id: 'zz', server_id: 's' }, 404, 'EntityNotFound', 'The Software config (zz) could not be found.'],
    ['PUT', '/software_deployments/zz', {}, 404, 'EntityNotFound', 'The Deployment (zz) could not be found.'],
    ['PATCH', '/stacks', {}, 405, 'HTTPMethodNotAllowed', MALFORMED],
  ])('%s %s %j: %i %s %s', async (method, path, body, ...expected) => {
    expect(await refused(method, path, body)).toEqual(expected);
  });
});

describe('a question', () => {
  const names = async (query: string): Promise<Json[]> => listOf((await api.ask('GET', `/stacks?${query}`)).map['stacks']).map((stack) => stack['stack_name'] ?? null);

  it('of a list leaves what is empty out of account', async () => {
    expect(await names('limit=&show_deleted=&tags=&with_count=&name=&sort_keys=&sort_dir=&marker=')).toEqual(['web', 'shop']);
    expect((await api.ask('GET', `${web}/events?limit=&nested_depth=`)).status).toBe(200);
  });

  it('is answered newest first when none of the keys to sort by is one', async () => {
    await api.create('young', { heat_template_version: '2021-04-16' });
    expect(await names('sort_keys=bogus')).toEqual(['young', 'web', 'shop']);
    expect(await names('sort_keys=bogus&sort_keys=stack_name')).toEqual(['shop', 'web', 'young']);
    expect(await names('show_nested=TRUE&sort_keys=stack_name')).toEqual(['shop', 'web', 'young']);
  });

  it('of a deleted stack shows what it was made from, and nothing of what it was', async () => {
    const address = await api.create('past', TEMPLATE, { files: { 'a.sh': 'echo' } });
    await api.ask('DELETE', address);
    expect(await api.settled(address)).toBe('DELETE_COMPLETE');
    expect((await api.ask('GET', `${address}/template`)).map).toEqual(TEMPLATE);
    expect((await api.ask('GET', `${address}/environment`)).status).toBe(200);
    expect((await api.ask('GET', `${address}/resources`)).map).toEqual({ resources: [] });
    expect(listOf((await api.ask('GET', `${address}/events`)).map['events'])[0]).toMatchObject({ resource_status: 'DELETE_COMPLETE' });
    for (const path of ['/outputs', '/outputs/o', '/resources/a', '/resources/a/metadata', '/snapshots', '/export']) {
      expect(await refused('GET', `${address}${path}`)).toEqual([404, 'EntityNotFound', 'The Stack (past) could not be found.']);
    }
  });

  it('has an id, under which faults are found in the log', async () => {
    const [one, other] = await Promise.all([api.ask('GET', '/stacks'), api.ask('GET', '/stacks/none')]);
    expect(one.headers.get('x-openstack-request-id')).toMatch(/^req-[0-9a-f-]{36}$/);
    expect(other.headers.get('x-openstack-request-id')).not.toBe(one.headers.get('x-openstack-request-id'));
  });
});

describe('where Heat answers otherwise', () => {
  it.each(REQUESTS)('$ask.0 $ask.1 ($heat): $why', async ({ ask: [method, path, body], here }) => {
    const [newest] = listOf((await api.ask('GET', `${web}/resources/a/events`)).map['events']);
    const { status, body: answer } = await api.ask(method, at(path).replace('{newest}', String(newest?.['id'])), body);
    expect({ status, body: answer }).toMatchObject(here);
  });
});

describe('a body', () => {
  const send = (type: string | null, text: string) => fetch(`${api.base}/validate`, { method: 'POST', body: new Blob([text]), headers: { 'x-auth-token': api.token, ...(type === null ? {} : { 'content-type': type }) } });
  const good = JSON.stringify({ template: TEMPLATE });

  it.each([
    ['application/json', good, 200], ['application/json; charset=utf-8', good, 200], ['text/plain', good, 200], [null, good, 200],
    ['application/x-www-form-urlencoded', good, 400], ['text/plain', '[1]', 400], ['application/json', '{x', 400],
  ] as const)('that is called %s is %s: %i', async (type, text, status) => {
    expect((await send(type, text)).status).toBe(status);
  });

  it('that is far too large is read to its end, so that its sender gets the answer', async () => {
    const piece = new Uint8Array(1_048_576).fill(120);
    let left = 16;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        left -= 1;
        if (left < 0) controller.close();
        else controller.enqueue(piece);
      },
    });
    const sent = { method: 'POST', body: stream, duplex: 'half', headers: { 'x-auth-token': api.token, 'content-type': 'application/json' } };
    const answer = await fetch(`${api.base}/validate`, sent);
    expect(await answer.json()).toMatchObject({ code: 400, error: { type: 'RequestLimitExceeded', message: 'Request limit exceeded: JSON body size (16777216 bytes) exceeds maximum allowed size (1048576 bytes).' } });
  });
});

describe('the list of workers', () => {
  it('is for administrators, who are told when none is up', async () => {
    const { pool } = api.stage.world.database;
    const ask = () => api.ask('GET', '/services');
    await pool.query('UPDATE auth_user SET administrator = true WHERE id = (SELECT user_id FROM api_token ORDER BY created_at DESC LIMIT 1)');
    await pool.query("INSERT INTO worker (id, host, report_seconds) VALUES ('w', 'here', 60)");
    expect(listOf((await ask()).map['services'])).toContainEqual(expect.objectContaining({ host: 'here', status: 'up', report_interval: 60, deleted_at: null }));
    await pool.query("UPDATE worker SET seen_at = clock_timestamp() - interval '1 hour'");
    expect(await ask()).toMatchObject({ status: 503, map: { title: 'Service Unavailable', error: { type: 'HTTPServiceUnavailable', message: 'All heat engines are down.' } } });
  });
});
