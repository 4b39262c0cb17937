/**
 * The CFN-compatible API beside a real Keystone: another instance stands for it, or a server that plays one; and one of a cloud, where
 * HEARTH_TEST_OPENSTACK_RC names a file with its `export OS_...` lines of an administrator.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keystoneSignatures } from '@/lib/auth/keystone-signatures';
import { tokenAuthority } from '@/lib/auth/token-authority';
import { composeApis } from '@/lib/runtime/apis';
import { canonicalQuery } from '@/lib/software/aws-request';
import { signatureV2 } from '@/lib/software/aws-signature-v2';
import { freshDatabase } from '@/lib/testing/postgres';
import { webServer, type WebServer } from '@/lib/testing/web-server';
import { type IdentityStage, identityStage } from '../testing/identity-stage';

const database = await freshDatabase();
const { pool, prisma } = database;
const warnings: string[] = [];
const faults: unknown[] = [];
const servers: WebServer[] = [];
let stage: IdentityStage;
let keys = { access: '', secret: '' };
let account: { id: string; secret: string };

beforeAll(async () => {
  stage = await identityStage();
  const token = await stage.token('admin');
  const { credential } = JSON.parse((await stage.send('POST', `/identity/v3/users/${stage.owner.id}/credentials/OS-EC2`, { token, body: { tenant_id: stage.project.id } })).text);
  keys = credential;
  account = JSON.parse((await stage.send('POST', `/identity/v3/users/${stage.owner.id}/application_credentials`, { token, body: { application_credential: { name: 'cfn', unrestricted: true } } })).text).application_credential;
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  await stage.end();
  await database.close();
  if (faults.length > 0) throw new AggregateError(faults, 'The APIs had faults.');
});

/** An instance with a database of its own, to which the keys are strange; it has no worker. */
async function instance(url: string, with_: { id: string; secret: string } | null): Promise<string> {
  const config = { publicUrl: 'http://hearth.example', publicUrlGiven: false, allowPrivateUrls: true, hiddenStackTags: [] };
  const keystone = keystoneSignatures({ url, account: with_, prisma, warn: (message) => void warnings.push(message) });
  const { cfn } = composeApis({
    ...stage.stage.ports(), queue: { enqueueRun: async () => undefined }, pool, prisma, vault: stage.vault, tokens: tokenAuthority({ pool, vault: stage.vault }), config, keystone, logger: { error: (fault: unknown) => void faults.push(fault) },
  });
  const server = await webServer(cfn);
  servers.push(server);
  return server.url;
}

function signed(url: string, parameters: Record<string, string>, { access, secret } = keys, time: string | null = new Date().toISOString()): string {
  const all = Object.entries({ ...parameters, AWSAccessKeyId: access, SignatureVersion: '2', SignatureMethod: 'HmacSHA256', ...(time === null ? {} : { Timestamp: time }) });
  return `${url}/cfn/v1/?${canonicalQuery([...all, ['Signature', signatureV2(secret, 'GET', new URL(url).host, '/cfn/v1/', all)]])}`;
}

async function ask(request: string): Promise<{ status: number; text: string }> {
  const answer = await fetch(request);
  return { status: answer.status, text: await answer.text() };
}

const python = ['/usr/bin/python3', 'python3'].find((name) => spawnSync(name, ['-c', 'import boto3']).status === 0);

/** The exit code of boto3, which signs with version 4. */
function boto(url: string, { access, secret }: typeof keys): Promise<unknown> {
  const script = `import boto3, sys
c = boto3.client('cloudformation', endpoint_url=sys.argv[1] + '/cfn/v1/', region_name='RegionOne', aws_access_key_id=sys.argv[2], aws_secret_access_key=sys.argv[3])
print(c.list_stacks()['StackSummaries'])`;
  const child = spawn(python ?? '', ['-c', script, url, access, secret]);
  return new Promise((resolve) => child.on('close', resolve));
}

describe('a request signed with keys that a real Keystone has', () => {
  it('is that of their owner, with their role, in their project', async () => {
    const url = await instance(`${stage.web.url}/identity/v3`, account);
    const made = await ask(signed(url, { Action: 'CreateStack', StackName: 'there', TemplateBody: 'heat_template_version: 2021-04-16\n' }));
    expect(made.text).toMatch(new RegExp(`<StackId>arn:openstack:heat::${stage.project.id}:stacks/there/`));
    expect(await prisma.stack.findFirst({ where: { name: 'there' } })).toMatchObject({ projectId: stage.project.id, createdBy: 'admin' });
    expect((await ask(signed(url, { Action: 'ListStacks' }))).text).toContain('<StackName>there</StackName>');
  });

  it.each([
    ['whose secret is another', () => ({ ...keys, secret: 'x' }), undefined, 403, 'SignatureDoesNotMatch'],
    ['whose key nobody has', () => ({ access: '0'.repeat(32), secret: 'x' }), undefined, 403, 'InvalidClientTokenId'],
    ['from twenty minutes ago', () => keys, new Date(Date.now() - 20 * 60_000).toISOString(), 403, 'RequestExpired'],
    ['that changes something and has no time', () => keys, null, 400, 'MissingParameter'],
  ])('%s is refused, and nothing is made', async (_what, who, time, status, code) => {
    const url = await instance(`${stage.web.url}/identity/v3`, account);
    const answer = await ask(signed(url, { Action: 'CreateStack', StackName: 'forged', TemplateBody: 'heat_template_version: 2021-04-16\n' }, who(), time));
    expect(answer.text).toContain(`<Code>${code}</Code>`);
    expect(answer.status).toBe(status);
    expect(await prisma.stack.count({ where: { name: 'forged' } })).toBe(0);
  });

  it('is answered when Keystone is there, and lets this server ask', async () => {
    const nobody = await ask(signed(await instance('http://127.0.0.1:9/v3', account), { Action: 'ListStacks' }));
    expect([nobody.status, nobody.text]).toEqual([503, expect.stringContaining('Keystone cannot be reached')]);
    const strange = await ask(signed(await instance(`${stage.web.url}/identity/v3`, null), { Action: 'ListStacks' }));
    expect(strange.status).toBe(403);
    expect(warnings).toContainEqual(expect.stringContaining('Keystone cannot be asked'));
  });
});

describe('what Keystone is asked', () => {
  const asked: { headers: Headers; body: { credentials: Record<string, unknown> & { headers: Record<string, string> } } }[] = [];
  let answer: () => Response;
  let url: string;
  beforeAll(async () => {
    const played = await webServer(async (request) => {
      asked.push({ headers: request.headers, body: JSON.parse(await request.text()) });
      return answer();
    });
    servers.push(played);
    url = await instance(`${played.url}/v3`, null);
  });

  const token = (roles: string[]) => Response.json({
    token: {
      methods: ['ec2credential'], audit_ids: ['a'], issued_at: '2026-11-23T07:27:28Z', expires_at: '2026-11-23T08:27:28Z', user: { id: 'u', name: 'ada' }, project: { id: 'f'.repeat(32), name: 'theirs' },
      roles: roles.map((name) => ({ name })),
    },
  });

  it('is the request as it was signed, without the signature among its parameters', async () => {
    answer = () => token(['member']);
    expect((await ask(signed(url, { Action: 'ListStacks' }))).text).toContain('<ListStacksResponse>');
    expect(asked.at(-1)?.body.credentials).toMatchObject({
      access: keys.access, verb: 'GET', host: new URL(url).host, path: '/cfn/v1/', params: { Action: 'ListStacks', AWSAccessKeyId: keys.access, SignatureVersion: '2' }, body_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(asked.at(-1)?.body.credentials['params']).not.toHaveProperty('Signature');
  });

  it.each([
    ['no role that means something here', () => token(['auditor']), 403, 'AccessDenied'],
    ['an error', () => Response.json({}, { status: 500 }), 503, 'ServiceUnavailable'],
    ['that this server may not ask', () => Response.json({ error: { message: 'You are not authorized' } }, { status: 403 }), 503, 'ServiceUnavailable'],
    ['something else', () => Response.json({ token: {} }), 503, 'ServiceUnavailable'],
    ['that the key is not there', () => Response.json({ error: { message: 'EC2 access key not found.' } }, { status: 401 }), 403, 'InvalidClientTokenId'],
    ['that the signature is wrong', () => Response.json({ error: { message: 'Invalid EC2 signature.' } }, { status: 401 }), 403, 'SignatureDoesNotMatch'],
  ])('and answers with %s: %s', async (_what, says, status, code) => {
    answer = says;
    const refused = await ask(signed(url, { Action: 'ListStacks' }));
    expect([refused.status, refused.text]).toEqual([status, expect.stringContaining(`<Code>${code}</Code>`)]);
  });

  it.skipIf(python === undefined)('of version 4 has the headers as Python names them', async () => {
    answer = () => token(['reader']);
    expect(await boto(url, keys)).toBe(0);
    expect(asked.at(-1)?.body.credentials).toMatchObject({ access: keys.access, verb: 'POST', signature: expect.stringMatching(/^[0-9a-f]{64}$/), headers: { Authorization: expect.stringContaining('AWS4-HMAC-SHA256'), 'X-Amz-Date': expect.any(String) } });
  }, 30_000);
});

const rc = process.env['HEARTH_TEST_OPENSTACK_RC'];

describe.runIf(rc !== undefined && existsSync(rc))('the Keystone of a cloud', () => {
  const value = (name: string): string => new RegExp(`\\b${name}=["']?([^"'\\s]+)`).exec(readFileSync(rc ?? '', 'utf8'))?.[1] ?? '';
  let theirs: typeof keys;
  let url: string;
  beforeAll(async () => {
    const keystone = value('OS_AUTH_URL');
    const domain = { name: value('OS_USER_DOMAIN_NAME') };
    const post = async (path: string, body: unknown, token = '') => {
      const response = await fetch(`${keystone}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', ...(token === '' ? {} : { 'x-auth-token': token }) }, body: JSON.stringify(body) });
      return { token: response.headers.get('x-subject-token') ?? '', body: JSON.parse(await response.text()) };
    };
    const { token, body } = await post('/auth/tokens', {
      auth: { identity: { methods: ['password'], password: { user: { name: value('OS_USERNAME'), domain, password: value('OS_PASSWORD') } } }, scope: { project: { name: value('OS_PROJECT_NAME'), domain } } },
    });
    const user = `/users/${body.token.user.id}`;
    theirs = (await post(`${user}/credentials/OS-EC2`, { tenant_id: body.token.project.id }, token)).body.credential;
    const { application_credential: own } = (await post(`${user}/application_credentials`, { application_credential: { name: `hearth-${Date.now()}` } }, token)).body;
    url = await instance(keystone, own);
  });

  it('tells whose signatures are, of both versions, and which are none', async () => {
    expect((await ask(signed(url, { Action: 'ListStacks' }, theirs))).text).toContain('<ListStacksResponse>');
    if (python !== undefined) expect(await boto(url, theirs)).toBe(0);
    expect((await ask(signed(url, { Action: 'ListStacks' }, { ...theirs, secret: 'x' }))).status).toBe(403);
    expect((await ask(signed(url, { Action: 'ListStacks' }, { ...theirs, access: '0'.repeat(32) }))).status).toBe(403);
  }, 60_000);
});
