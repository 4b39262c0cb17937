import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stackUserSecrets } from '@/lib/software/stack-user';
import { tempUrl } from '@/lib/software/temp-url';
import { type IdentityStage, identityStage } from './testing/identity-stage';

let stage: IdentityStage;
let token = '';
let handle = '';
let stackId = '';
beforeAll(async () => {
  stage = await identityStage();
  token = await stage.token('admin');
  const deployment = await stage.stage.create('shop', 'heat_template_version: 2021-04-16\nresources:\n  handle: {type: OS::Heat::WaitConditionHandle, metadata: {role: web}}\n');
  await stage.stage.finished(deployment);
  stackId = deployment.stackId;
  handle = (await stage.prisma.resource.findFirstOrThrow({ where: { stackId } })).id;
});
afterAll(() => stage.end());

const url = (method: string, name: string, { container = 'box', end = Math.floor(Date.now() / 1000) + 60 } = {}) =>
  tempUrl(stage.vault.sign, `${stage.web.url}/objects`, method, { projectId: stage.project.id, container, name }, end);
const signals = () => stage.prisma.signal.findMany({ where: { resourceId: handle }, orderBy: { receivedAt: 'asc' } });

const handled = () => expect.poll(() => stage.prisma.signal.count({ where: { handledAt: null } }), { timeout: 10_000 }).toBe(0);

describe('an object', () => {
  it('is put, looked at, read and deleted with URLs for each', async () => {
    const put = await stage.send('PUT', url('PUT', 'a b/ü.txt'), { body: 'héllo', headers: { 'content-type': 'text/plain' } });
    expect(put.status).toBe(201);
    const read = await stage.send('GET', url('GET', 'a b/ü.txt'));
    expect(read).toMatchObject({ status: 200, text: 'héllo' });
    expect(read.headers.get('etag')).toBe(put.headers.get('etag'));
    expect(read.headers.get('content-disposition'), 'never shown as a page of this server').toBe('attachment');
    const head = await stage.send('HEAD', url('GET', 'a b/ü.txt'));
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '6']);
    expect((await stage.send('DELETE', url('DELETE', 'a b/ü.txt'))).status).toBe(204);
    expect((await stage.send('GET', url('GET', 'a b/ü.txt'))).status).toBe(404);
  });

  it.each([
    ['a URL for another method', () => ['PUT', url('GET', 'x')], 401],
    ['a URL for another object', () => ['PUT', url('PUT', 'x').replace('/x?', '/y?')], 401],
    ['a URL that has ended', () => ['PUT', url('PUT', 'x', { end: 1 })], 401],
    ['a forged signature', () => ['PUT', url('PUT', 'x').replace(/sig=./, 'sig=z')], 401],
    ['another end', () => ['PUT', url('PUT', 'x').replace(/expires=\d+/, 'expires=9999999999')], 401],
    ['nothing', () => ['PUT', `/objects/v1/AUTH_${stage.project.id}/box/x`], 401],
    ['a path that is none', () => ['PUT', '/objects/v1/box/x'], 404],
  ])('is not put with %s', async (_what, ask, status) => {
    const [method = '', path = ''] = ask();
    expect((await stage.send(method, path, { body: 'x' })).status).toBe(status);
    expect(await stage.prisma.storedObject.count({ where: { name: 'x' } })).toBe(0);
  });

  it('has at most 5 MiB', async () => {
    expect((await stage.send('PUT', url('PUT', 'large'), { body: 'x'.repeat(5 * 1024 * 1024 + 1) })).status).toBe(413);
  });

  it('is listed with a token of its project', async () => {
    await stage.send('PUT', url('PUT', 'one'), { body: '1' });
    const account = `/objects/v1/AUTH_${stage.project.id}`;
    expect(JSON.parse((await stage.send('GET', `${account}/box`, { token })).text)).toMatchObject([{ name: 'one', bytes: 1 }]);
    expect(JSON.parse((await stage.send('GET', account, { token })).text)).toMatchObject([{ name: 'box', count: 1 }]);
    expect((await stage.send('GET', `/objects/v1/AUTH_${'0'.repeat(32)}/box`, { token })).status).toBe(403);
    expect((await stage.send('DELETE', `${account}/box`, { token })).status).toBe(409);
    await stage.person('peeking', 'reader');
    expect((await stage.send('PUT', `${account}/box/two`, { token: await stage.token('peeking'), body: '2' })).status).toBe(403);
  });
});

describe('an object that is named by a resource of a stack', () => {
  it('takes its signals', async () => {
    expect((await stage.send('PUT', stage.stage.world.addresses.objectUrl({ resource: { id: handle, name: 'handle' }, stack: { id: stackId, name: 'shop', projectId: stage.project.id } }), { body: '{"data":1}' })).status).toBe(201);
    expect((await stage.send('PUT', url('PUT', `${handle}/run-1`, { container: stackId }), { body: '' })).status).toBe(201);
    expect((await signals()).map(({ payload }) => payload)).toEqual([{ data: 1 }, { 'hearth:run': 'run-1', 'hearth:body': null }]);
    expect((await stage.send('PUT', url('PUT', handle, { container: stackId }), { body: 'no json' })).status).toBe(422);
  });

  it('shows its metadata, and when it last changed', async () => {
    await handled();
    const read = async () => stage.send('GET', url('GET', handle, { container: stackId }));
    const first = await read();
    expect(first.body).toMatchObject({ role: 'web' });
    expect((await read()).headers.get('last-modified')).toBe(first.headers.get('last-modified'));
    await stage.prisma.resource.update({ where: { id: handle }, data: { metadata: { role: 'db' } } });
    const second = await read();
    expect(second.body).toEqual({ role: 'db' });
    expect(Date.parse(second.headers.get('last-modified') ?? '')).toBeGreaterThan(Date.parse(first.headers.get('last-modified') ?? ''));
  });
});

describe('a queue', () => {
  const queues = '/queues/v2/queues';
  const post = (name: string, messages: unknown, as = token) => stage.send('POST', `${queues}/${name}/messages`, { token: as, body: { messages }, headers: { 'client-id': 'sender' } });
  const bodies = ({ text }: { text: string }) => JSON.parse(text).messages.map(({ body }: { body: unknown }) => body);

  it('gives messages in their order, to each who takes them others', async () => {
    expect((await stage.send('PUT', `${queues}/jobs`, { token })).status).toBe(201);
    expect((await stage.send('PUT', `${queues}/jobs`, { token })).status).toBe(204);
    expect((await post('jobs', [{ body: 'a' }, { body: { b: 1 }, ttl: 300 }, { body: null }])).status).toBe(201);
    expect(bodies(await stage.send('GET', `${queues}/jobs/messages?echo=true&limit=2`, { token, headers: { 'client-id': 'sender' } }))).toEqual(['a', { b: 1 }]);
    expect(bodies(await stage.send('GET', `${queues}/jobs/messages`, { token, headers: { 'client-id': 'sender' } }))).toEqual([]);
    const taken = await Promise.all([1, 2, 3, 4].map(() => stage.send('DELETE', `/queues/v1.1/queues/jobs/messages?pop=1`, { token })));
    expect(taken.flatMap(bodies).map((body) => JSON.stringify(body)).toSorted()).toEqual(['"a"', 'null', '{"b":1}']);
  });

  it('holds what is claimed for who claimed it', async () => {
    await post('claimed', [{ body: 1 }, { body: 2 }]);
    const claim = await stage.send('POST', `${queues}/claimed/claims?limit=1`, { token, body: { ttl: 60, grace: 60 } });
    expect(bodies(claim)).toEqual([1]);
    expect(bodies(await stage.send('GET', `${queues}/claimed/messages`, { token }))).toEqual([2]);
    const [{ id, claim_id: claimId }] = JSON.parse(claim.text).messages;
    expect((await stage.send('DELETE', `${queues}/claimed/messages/${id}`, { token })).status).toBe(403);
    expect(JSON.parse((await stage.send('GET', `${queues}/claimed/stats`, { token })).text).messages).toEqual({ free: 1, claimed: 1, total: 2 });
    expect((await stage.send('PATCH', `${queues}/claimed/claims/${claimId}`, { token, body: { ttl: 120 } })).status).toBe(204);
    expect((await stage.send('DELETE', `${queues}/claimed/messages/${id}?claim_id=${claimId}`, { token })).status).toBe(204);
    expect((await stage.send('GET', `${queues}/claimed/claims/${claimId}`, { token })).status).toBe(404);
  });

  it.each([
    ['no messages', [], 400],
    ['a message without a body', [{ ttl: 60 }], 400],
    ['a life that is too short', [{ body: 1, ttl: 1 }], 400],
    ['too many messages', Array.from({ length: 21 }, () => ({ body: 1 })), 400],
  ])('refuses %s', async (_what, messages, status) => {
    expect((await post('refusing', messages)).status).toBe(status);
    expect(await stage.prisma.queueMessage.count({ where: { queueName: 'refusing' } })).toBe(0);
  });

  it('is not for a reader to write, nor for anybody without a token, nor seen from another project', async () => {
    expect((await post('jobs', [{ body: 1 }], await stage.token('peeking'))).status).toBe(403);
    expect((await stage.send('GET', `${queues}/jobs`)).status).toBe(401);
    expect((await stage.send('PUT', `${queues}/${'x'.repeat(129)}`, { token })).status).toBe(400);
  });

  it('is reached with a signature, for its paths and methods only', async () => {
    await post('shared', [{ body: 'for you' }]);
    const { paths, methods, expires, signature, project } = JSON.parse((await stage.send('POST', `${queues}/shared/share`, { token, body: { methods: ['GET'] } })).text);
    const headers = { 'url-signature': signature, 'url-expires': expires, 'url-methods': methods.join(','), 'url-paths': paths.join(','), 'x-project-id': project };
    expect(bodies(await stage.send('GET', `${queues}/shared/messages`, { headers }))).toEqual(['for you']);
    expect((await stage.send('DELETE', `${queues}/shared/messages?pop=1`, { headers })).status).toBe(403);
    expect((await stage.send('GET', `${queues}/jobs/messages`, { headers })).status).toBe(403);
    expect((await stage.send('DELETE', `${queues}/shared/messages?pop=1`, { headers: { ...headers, 'url-methods': 'DELETE,GET' } })).status).toBe(403);
  });

  it('that is named by a resource takes its signals, and gives its metadata once for each change', async () => {
    const { id, password } = stackUserSecrets(stage.vault.sign, handle);
    const signedIn = await stage.send('POST', '/identity/v3/auth/tokens', { body: { auth: { identity: { methods: ['password'], password: { user: { id, password } } }, scope: { project: { id: stage.project.id } } } } });
    expect(signedIn.body).toMatchObject({ token: { roles: [{ name: 'heat_stack_user' }], project: { id: stage.project.id } } });
    const theirs = signedIn.headers.get('x-subject-token') ?? '';
    const before = (await signals()).length;
    expect((await post(handle, [{ body: { data: 'by queue' } }], theirs)).status).toBe(201);
    expect((await signals()).slice(before).map(({ payload }) => payload)).toEqual([{ data: 'by queue' }]);
    await handled();
    expect((await post(`${handle}--run-2`, [{ body: 7 }], theirs)).status).toBe(201);
    expect((await signals()).at(-1)?.payload).toEqual({ 'hearth:run': 'run-2', 'hearth:body': 7 });
    await handled();
    const pop = () => stage.send('DELETE', `/queues/v1.1/queues/${handle}/messages?pop=1`, { token: theirs });
    expect(bodies(await pop())).toHaveLength(1);
    expect(bodies(await pop())).toEqual([]);
    expect((await stage.send('GET', `${queues}/jobs/messages`, { token: theirs })).status).toBe(403);
    expect((await stage.send('GET', queues, { token: theirs })).status).toBe(403);
  });
});
