import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signatureV2 } from '@/lib/software/aws-signature-v2';
import { type IdentityStage, identityStage, PASSWORD, passwordBody } from '../testing/identity-stage';

let stage: IdentityStage;
beforeAll(async () => {
  stage = await identityStage();
});
afterAll(async () => {
  await stage.end();
});

const getToken = (body: unknown) => stage.send('POST', '/identity/v3/auth/tokens', { body });
const scoped = (scope?: unknown) => getToken(passwordBody('admin', PASSWORD, scope));

describe('the version documents', () => {
  it('lead from the root to version 3, at the address that was asked', async () => {
    const { status, body } = await stage.send('GET', '/identity');
    expect(status).toBe(300);
    expect(body).toMatchObject({ versions: { values: [{ id: 'v3.14', status: 'stable', links: [{ rel: 'self', href: `${stage.web.url}/identity/v3/` }] }] } });
    expect((await stage.send('GET', '/identity/v3/')).body).toMatchObject({ version: { id: 'v3.14' } });
    expect((await stage.send('GET', '/identity/v2.0')).status).toBe(404);
  });
});

describe('a token by password', () => {
  it('says who, where, with which roles, and where every service is', async () => {
    const { status, body, headers } = await scoped({ project: { name: 'default', domain: { id: 'default' } } });
    expect(status).toBe(201);
    expect(headers.get('x-subject-token')).toMatch(/^[\w-]{43}$/);
    expect(body).toMatchObject({
      token: {
        methods: ['password'], user: { id: stage.owner.id, name: 'admin', domain: { id: 'default', name: 'Default' } },
        project: { id: stage.project.id, name: 'default', domain: { id: 'default' } }, is_domain: false, roles: [{ name: 'admin' }, { name: 'member' }, { name: 'reader' }],
        expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      },
    });
    const { token } = JSON.parse(JSON.stringify(body));
    const urls = Object.fromEntries(token.catalog.map((one: { type: string; endpoints: { interface: string; url: string }[] }) => [one.type, one.endpoints.find((end) => end.interface === 'public')?.url]));
    expect(urls).toEqual({
      orchestration: `${stage.web.url}/orchestration/v1/${stage.project.id}`, cloudformation: `${stage.web.url}/cfn/v1`, identity: `${stage.web.url}/identity/v3`,
      'object-store': `${stage.web.url}/objects/v1/AUTH_${stage.project.id}`, messaging: `${stage.web.url}/queues`,
    });
  });

  it.each([
    ['by the id of the project', () => ({ project: { id: stage.project.id } }), 201, true],
    ['by the name of the domain', () => ({ project: { name: 'default', domain: { name: 'Default' } } }), 201, true],
    ['with nothing: in the default project', () => undefined, 201, true],
    ['unscoped', () => 'unscoped', 201, false],
    ['in a domain that is not there', () => ({ project: { name: 'default', domain: { name: 'Elsewhere' } } }), 401, false],
    ['in a project that is not there', () => ({ project: { id: '0'.repeat(32) } }), 401, false],
    ['in a domain, where nobody has a role', () => ({ domain: { id: 'default' } }), 401, false],
    ['in the system', () => ({ system: { all: true } }), 401, false],
    ['in a project without id and name', () => ({ project: {} }), 400, false],
  ])('is scoped %s', async (_how, scope, status, inProject) => {
    const answer = await scoped(scope());
    expect(answer.status).toBe(status);
    if (status === 201) expect('project' in JSON.parse(answer.text).token).toBe(inProject);
    else expect(answer.body).toMatchObject({ error: { code: status, title: status === 401 ? 'Unauthorized' : 'Bad Request', message: expect.any(String) } });
  });

  it.each([
    ['a wrong password', passwordBody('admin', 'wrong horse')],
    ['nobody', passwordBody('nobody', PASSWORD)],
    ['a method nobody knows', { auth: { identity: { methods: ['oauth1'] } } }],
    ['a token nobody issued', { auth: { identity: { methods: ['token'], token: { id: 'x' } } } }],
    ['an application credential that is not there', { auth: { identity: { methods: ['application_credential'], application_credential: { id: 'x', secret: 'y' } } } }],
  ])('is refused to %s with 401, and nothing is kept', async (_who, body) => {
    const before = await stage.prisma.apiToken.count();
    const answer = await getToken(body);
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ error: { code: 401, title: 'Unauthorized' } });
    expect(answer.headers.get('www-authenticate')).toBe(`Keystone uri="${stage.web.url}/identity/v3"`);
    expect(await stage.prisma.apiToken.count()).toBe(before);
  });

  it.each([
    ['no JSON', '{"auth":', 400],
    ['no auth', '{}', 400],
    ['an empty list of methods', '{"auth":{"identity":{"methods":[]}}}', 400],
    ['nothing', '', 400],
    ['a password that is a number', JSON.stringify(passwordBody('admin', 'x')).replace('"x"', '7'), 400],
    ['what is nested too deeply', '['.repeat(5000), 400],
    ['what is too large', `{"auth":"${'x'.repeat(200_000)}"}`, 413],
    ['a NUL in a name', JSON.stringify(passwordBody('admin\0', 'x')), 401],
    ['half a character in a name', JSON.stringify(passwordBody('\ud800', 'x')), 401],
  ])('%s is answered with %s', async (_what, body, status) => {
    expect((await getToken(body)).status).toBe(status);
  });

  it('is not guessed quickly: after ten failures the right password waits too', async () => {
    const { name } = await stage.person('guessed', 'reader');
    await Promise.all(Array.from({ length: 10 }, () => getToken(passwordBody(name, 'wrong horse'))));
    expect(await getToken(passwordBody(name, PASSWORD))).toMatchObject({ status: 401, body: { error: { message: expect.stringContaining('Too many') } } });
    expect((await scoped()).status).toBe(201);
  });
});

describe('a token got with a token', () => {
  it('is for another project, does not live longer, and keeps the chain', async () => {
    const first = await scoped('unscoped');
    const token = first.headers.get('x-subject-token') ?? '';
    const second = await getToken({ auth: { identity: { methods: ['token'], token: { id: token } }, scope: { project: { id: stage.project.id } } } });
    expect(second.status).toBe(201);
    const [one, two] = [JSON.parse(first.text).token, JSON.parse(second.text).token];
    expect(two.methods).toEqual(['token', 'password']);
    expect(two.expires_at).toBe(one.expires_at);
    expect(two.audit_ids[1]).toBe(one.audit_ids[0]);
  });
});

describe('validation and revocation', () => {
  it('shows a token as it was given, and not after it was revoked', async () => {
    const token = await stage.token('admin');
    const headers = { 'x-subject-token': token };
    expect(await stage.send('GET', '/identity/v3/auth/tokens', { token, headers })).toMatchObject({ status: 200, body: { token: { user: { name: 'admin' } } } });
    expect((await stage.send('HEAD', '/identity/v3/auth/tokens', { token, headers })).status).toBe(200);
    expect((await stage.send('GET', '/identity/v3/auth/tokens?nocatalog', { token, headers })).text).not.toContain('catalog');
    const other = await stage.token('admin');
    expect((await stage.send('DELETE', '/identity/v3/auth/tokens', { token, headers })).status).toBe(204);
    expect((await stage.send('GET', '/identity/v3/auth/tokens', { token: other, headers })).status).toBe(404);
    expect((await stage.send('GET', '/identity/v3/auth/projects', { token })).status).toBe(401);
  });

  it('of the token of another is for administrators', async () => {
    await stage.person('curious', 'admin');
    const [mine, theirs] = [await stage.token('curious'), await stage.token('admin')];
    expect((await stage.send('GET', '/identity/v3/auth/tokens', { token: mine, headers: { 'x-subject-token': theirs } })).status).toBe(403);
    expect((await stage.send('DELETE', '/identity/v3/auth/tokens', { token: mine, headers: { 'x-subject-token': theirs } })).status).toBe(403);
    expect((await stage.send('GET', '/identity/v3/auth/tokens', { token: theirs, headers: { 'x-subject-token': mine } })).status).toBe(200);
  });
});

describe('an application credential', () => {
  it('signs in to its project with at most its role, makes no others, and ends when it is deleted', async () => {
    const token = await stage.token('admin');
    const path = `/identity/v3/users/${stage.owner.id}/application_credentials`;
    const made = await stage.send('POST', path, { token, body: { application_credential: { name: 'ci', roles: [{ name: 'reader' }] } } });
    expect(made.status).toBe(201);
    const { id, secret } = JSON.parse(made.text).application_credential;
    expect(JSON.stringify(await stage.prisma.applicationCredential.findMany())).not.toContain(secret);
    expect((await stage.send('GET', `${path}/${id}`, { token })).text).not.toContain(secret);
    const byId = { auth: { identity: { methods: ['application_credential'], application_credential: { id, secret } } } };
    const byName = { auth: { identity: { methods: ['application_credential'], application_credential: { name: 'ci', secret, user: { name: 'admin', domain: { id: 'default' } } } } } };
    const answer = await getToken(byId);
    expect(answer.body).toMatchObject({ token: { methods: ['application_credential'], roles: [{ name: 'reader' }], project: { id: stage.project.id } } });
    expect((await getToken(byName)).status).toBe(201);
    expect((await getToken({ auth: { ...byId.auth, scope: { project: { id: '0'.repeat(32) } } } })).status).toBe(401);
    const restricted = answer.headers.get('x-subject-token') ?? '';
    expect((await stage.send('POST', path, { token: restricted, body: { application_credential: { name: 'another' } } })).status).toBe(403);
    expect((await stage.send('POST', '/identity/v3/projects', { token: restricted, body: { project: { name: 'mine' } } })).status).toBe(403);
    expect((await stage.send('DELETE', `${path}/${id}`, { token })).status).toBe(204);
    expect((await stage.send('GET', '/identity/v3/auth/projects', { token: restricted })).status).toBe(401);
    expect((await getToken(byId)).status).toBe(401);
  });

  it.each([
    ['more than its owner may', { name: 'x', roles: [{ name: 'admin' }] }, 403],
    ['a role that is not there', { name: 'x', roles: [{ name: 'king' }] }, 400],
    ['no name', { name: '' }, 400],
    ['an end in the past', { name: 'x', expires_at: '2001-01-01T00:00:00' }, 400],
    ['an end that is no time', { name: 'x', expires_at: 'soon' }, 400],
    ['a short secret', { name: 'x', secret: 'short' }, 400],
  ])('with %s is refused, and nothing is kept', async (_what, credential, status) => {
    const { id } = (await stage.prisma.user.findFirst({ where: { username: 'reading' } })) ?? (await stage.person('reading', 'reader'));
    const token = await stage.token('reading');
    expect((await stage.send('POST', `/identity/v3/users/${id}/application_credentials`, { token, body: { application_credential: credential } })).status).toBe(status);
    expect(await stage.prisma.applicationCredential.count()).toBe(0);
  });
});

describe('EC2 credentials', () => {
  it('are their owner’s, and sealed at rest', async () => {
    const token = await stage.token('admin');
    const path = `/identity/v3/users/${stage.owner.id}/credentials/OS-EC2`;
    const made = await stage.send('POST', path, { token, body: { tenant_id: stage.project.id } });
    const { access, secret } = JSON.parse(made.text).credential;
    expect(made.status).toBe(201);
    expect(JSON.stringify(await stage.prisma.ec2Credential.findMany())).not.toContain(secret);
    expect(await stage.send('GET', path, { token })).toMatchObject({ body: { credentials: [{ access, secret, tenant_id: stage.project.id }] } });
    await stage.person('other', 'admin');
    const theirs = await stage.token('other');
    expect((await stage.send('GET', path, { token: theirs })).status).toBe(403);
    expect((await stage.send('POST', path, { token, body: { tenant_id: '0'.repeat(32) } })).status).toBe(404);
    expect((await stage.send('DELETE', `${path}/${access}`, { token })).status).toBe(204);
    expect((await stage.send('GET', `${path}/${access}`, { token })).status).toBe(404);
  });
});

describe('a request signed with EC2 credentials', () => {
  const path = '/v1/';
  const exchange = (token: string | undefined, credentials: unknown) => stage.send('POST', '/identity/v3/ec2tokens', { ...(token === undefined ? {} : { token }), body: { credentials } });

  async function signedByAda(name: string, timestamp = new Date().toISOString()) {
    await stage.person(name, 'reader');
    const token = await stage.token(name);
    const { user } = JSON.parse((await stage.send('GET', '/identity/v3/auth/tokens', { token, headers: { 'x-subject-token': token } })).text).token;
    const { access, secret } = JSON.parse((await stage.send('POST', `/identity/v3/users/${user.id}/credentials/OS-EC2`, { token, body: { tenant_id: stage.project.id } })).text).credential;
    const params = { Action: 'ListStacks', AWSAccessKeyId: access, SignatureVersion: '2', SignatureMethod: 'HmacSHA256', Timestamp: timestamp };
    const signature = signatureV2(secret, 'GET', 'cloud.example:8000', path, Object.entries(params));
    return { access, signature, host: 'cloud.example:8000', verb: 'GET', path, params, headers: {}, body_hash: '' };
  }

  it('is exchanged for a token of who signed, which soon ends', async () => {
    const answer = await exchange(await stage.token('admin'), await signedByAda('grace'));
    expect(answer).toMatchObject({ status: 200, body: { token: { methods: ['ec2credential'], user: { name: 'grace' }, project: { id: stage.project.id }, roles: [{ name: 'reader' }] } } });
    const { token } = JSON.parse(answer.text);
    expect(Date.parse(token.expires_at) - Date.now()).toBeLessThanOrEqual(15 * 60_000);
    expect(await stage.tokens.identify(answer.headers.get('x-subject-token') ?? '')).toMatchObject({ userName: 'grace' });
  });

  it('is refused where it is forged, old, or asked about by somebody who is not trusted', async () => {
    const [admin, signed] = [await stage.token('admin'), await signedByAda('edith')];
    const before = await stage.prisma.apiToken.count();
    expect((await exchange(undefined, signed)).status).toBe(401);
    expect((await exchange(await stage.token('edith'), signed)).status).toBe(403);
    expect((await exchange(admin, { ...signed, verb: 'POST' })).status).toBe(401);
    expect((await exchange(admin, { ...signed, access: undefined })).status).toBe(400);
    expect((await exchange(admin, await signedByAda('joan', '2020-01-01T00:00:00Z'))).status).toBe(401);
    // Those of edith and joan, by password.
    expect(await stage.prisma.apiToken.count()).toBe(before + 2);
  });
});

describe('people and projects', () => {
  it('are made, given roles, listed and deleted by an administrator', async () => {
    const token = await stage.token('admin');
    const project = JSON.parse((await stage.send('POST', '/identity/v3/projects', { token, body: { project: { name: 'Web shop', description: 'Sells' } } })).text).project;
    const user = JSON.parse((await stage.send('POST', '/identity/v3/users', { token, body: { user: { name: 'Ada', password: PASSWORD } } })).text).user;
    const grant = `/identity/v3/projects/${project.id}/users/${user.id}/roles`;
    expect((await getToken(passwordBody('ada', PASSWORD, { project: { id: project.id } }))).status).toBe(401);
    expect((await stage.send('PUT', `${grant}/reader`, { token })).status).toBe(204);
    expect((await stage.send('HEAD', `${grant}/reader`, { token })).status).toBe(204);
    expect((await stage.send('HEAD', `${grant}/member`, { token })).status).toBe(404);
    const ada = (await getToken(passwordBody('ada', PASSWORD, { project: { id: project.id } }))).headers.get('x-subject-token') ?? '';
    expect(await stage.send('GET', '/identity/v3/auth/projects', { token: ada })).toMatchObject({ body: { projects: [{ name: 'Web shop' }] } });
    expect(await stage.send('GET', `/identity/v3/role_assignments?scope.project.id=${project.id}&include_names=1`, { token })).toMatchObject({
      // They come in the order of ids, which are random.
      body: {
        role_assignments: expect.arrayContaining([
          expect.objectContaining({ role: expect.objectContaining({ name: 'admin' }) }),
          expect.objectContaining({ role: expect.objectContaining({ name: 'reader' }), user: expect.objectContaining({ name: 'ada' }), scope: { project: expect.objectContaining({ name: 'Web shop' }) } }),
        ]),
      },
    });
    expect((await stage.send('PUT', `${grant}/member`, { token })).status).toBe(204);
    expect((await stage.send('GET', grant, { token })).body).toMatchObject({ roles: [{ name: 'member' }, { name: 'reader' }] });
    expect((await stage.send('DELETE', `${grant}/member`, { token })).status).toBe(204);
    expect((await stage.send('GET', '/identity/v3/auth/projects', { token: ada })).status).toBe(401);
    expect((await stage.send('DELETE', `/identity/v3/users/${user.id}`, { token })).status).toBe(204);
    expect((await stage.send('DELETE', `/identity/v3/projects/${project.id}`, { token })).status).toBe(204);
    expect((await stage.send('GET', `/identity/v3/projects/${project.id}`, { token })).status).toBe(404);
  });

  it.each([
    ['POST', '/projects', { project: { name: 'x' } }],
    ['POST', '/users', { user: { name: 'x', password: PASSWORD } }],
    ['PATCH', '/projects/PROJECT', { project: { name: 'x' } }],
    ['DELETE', '/projects/PROJECT', undefined],
    ['DELETE', '/users/OWNER', undefined],
    ['PUT', '/projects/PROJECT/users/OWNER/roles/reader', undefined],
    ['GET', '/users/OWNER', undefined],
    ['GET', '/role_assignments', undefined],
    ['GET', '/users/OWNER/projects', undefined],
  ])('%s %s is not for a member', async (method, path, body) => {
    if ((await stage.prisma.user.count({ where: { username: 'worker' } })) === 0) await stage.person('worker', 'member');
    const token = await stage.token('worker');
    const counts = async () => [await stage.prisma.user.count(), await stage.prisma.project.count(), await stage.prisma.membership.count()];
    const before = await counts();
    const answer = await stage.send(method, `/identity/v3${path.replace('PROJECT', stage.project.id).replace('OWNER', stage.owner.id)}`, { token, body });
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 403, title: 'Forbidden' } } });
    expect(await counts()).toEqual(before);
  });

  it.each([
    ['a project twice', 'POST', '/projects', { project: { name: 'default' } }, 409],
    ['a project without a name', 'POST', '/projects', { project: {} }, 400],
    ['a project with a slash', 'POST', '/projects', { project: { name: 'a/b' } }, 400],
    ['a person twice', 'POST', '/users', { user: { name: 'ADMIN', password: PASSWORD } }, 409],
    ['a short password', 'POST', '/users', { user: { name: 'short', password: 'x' } }, 400],
    ['the last administrator gone', 'DELETE', '/users/OWNER', undefined, 409],
    ['a role nobody knows', 'PUT', '/projects/PROJECT/users/OWNER/roles/king', undefined, 404],
    ['a role for nobody', 'PUT', '/projects/PROJECT/users/none/roles/reader', undefined, 404],
    ['an unknown path', 'GET', '/trusts', undefined, 404],
    ['an unknown method', 'PUT', '/projects', undefined, 405],
  ])('%s is refused in the words of Keystone', async (_what, method, path, body, status) => {
    const token = await stage.token('admin');
    const answer = await stage.send(method, `/identity/v3${path.replace('PROJECT', stage.project.id).replace('OWNER', stage.owner.id)}`, { token, body });
    expect(answer).toMatchObject({ status, body: { error: { code: status, message: expect.any(String), title: expect.any(String) } } });
  });

  it('a new password ends the tokens got with the old one', async () => {
    const { id } = await stage.person('changing', 'reader');
    const token = await stage.token('changing');
    const change = (original: string) => stage.send('POST', `/identity/v3/users/${id}/password`, { token, body: { user: { password: 'battery staple', original_password: original } } });
    expect((await change('wrong horse')).status).toBe(401);
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await change(PASSWORD)).status).toBe(401);
    expect(await stage.token('changing', 'battery staple')).not.toBe('');
  });
});
