import { execFile, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { canonicalQuery } from '@/lib/software/aws-request';
import { signatureV2 } from '@/lib/software/aws-signature-v2';
import { stackUserSecrets } from '@/lib/software/stack-user';
import { type IdentityStage, identityStage } from '../testing/identity-stage';

const run = promisify(execFile);
const TEMPLATE = 'heat_template_version: 2021-04-16\nparameters: {p: {type: string, default: one}}\nresources:\n  v: {type: OS::Heat::Value, properties: {value: {get_param: p}}}\noutputs: {o: {value: {get_attr: [v, value]}}}\n';

let stage: IdentityStage;
let keys = { access: '', secret: '' };
beforeAll(async () => {
  stage = await identityStage();
  keys = await keysOf('admin', stage.owner.id);
});
afterAll(() => stage.end());

async function keysOf(name: string, userId: string) {
  const token = await stage.token(name);
  const { text } = await stage.send('POST', `/identity/v3/users/${userId}/credentials/OS-EC2`, { token, body: { tenant_id: stage.project.id } });
  return JSON.parse(text).credential;
}

/** A request signed with version 2. */
function signed(parameters: Record<string, string>, { access, secret } = keys, time: string | null = new Date().toISOString()): string {
  const all = Object.entries({ ...parameters, AWSAccessKeyId: access, SignatureVersion: '2', SignatureMethod: 'HmacSHA256', ...(time === null ? {} : { Timestamp: time }) });
  const signature = signatureV2(secret, 'GET', new URL(stage.web.url).host, '/cfn/v1/', all);
  return `/cfn/v1/?${canonicalQuery([...all, ['Signature', signature]])}`;
}

const ask = (parameters: Record<string, string>, who = keys) => stage.send('GET', signed(parameters, who));
const json = async (parameters: Record<string, string>, who = keys) => JSON.parse((await ask({ ...parameters, ContentType: 'JSON' }, who)).text);

async function settled(name: string): Promise<string> {
  let status = '';
  await expect.poll(async () => {
    status = (await json({ Action: 'DescribeStacks', StackName: name })).DescribeStacksResponse?.DescribeStacksResult.Stacks[0].StackStatus ?? 'gone';
    return status;
  }, { timeout: 20_000 }).not.toMatch(/IN_PROGRESS$/);
  return status;
}

async function create(name: string, template = TEMPLATE): Promise<string> {
  const made = await json({ Action: 'CreateStack', StackName: name, TemplateBody: template });
  expect(await settled(name)).toBe('CREATE_COMPLETE');
  return made.CreateStackResponse.CreateStackResult.StackId;
}

describe('a stack over the CFN-compatible API', () => {
  it('is made, described, updated and deleted', async () => {
    const made = await json({ Action: 'CreateStack', StackName: 'web', TemplateBody: TEMPLATE, 'Parameters.member.1.ParameterKey': 'p', 'Parameters.member.1.ParameterValue': 'two' });
    const arn = made.CreateStackResponse.CreateStackResult.StackId;
    expect(arn).toMatch(new RegExp(`^arn:openstack:heat::${stage.project.id}:stacks/web/[0-9a-f-]{36}$`));
    expect(await settled('web')).toBe('CREATE_COMPLETE');
    const { DescribeStacksResponse: described } = await json({ Action: 'DescribeStacks', StackName: arn });
    expect(described.DescribeStacksResult.Stacks[0]).toMatchObject({ StackId: arn, StackName: 'web', Outputs: [{ OutputKey: 'o', OutputValue: 'two' }], Parameters: expect.arrayContaining([{ ParameterKey: 'p', ParameterValue: 'two' }]) });
    expect((await json({ Action: 'ListStackResources', StackName: 'web' })).ListStackResourcesResponse.ListStackResourcesResult.StackResourceSummaries).toMatchObject([{ LogicalResourceId: 'v', ResourceType: 'OS::Heat::Value', ResourceStatus: 'CREATE_COMPLETE' }]);
    expect((await json({ Action: 'DescribeStackResources', StackName: 'web', LogicalResourceId: 'v' })).DescribeStackResourcesResponse.DescribeStackResourcesResult.StackResources).toMatchObject([{ StackId: arn, LogicalResourceId: 'v' }]);
    expect((await json({ Action: 'DescribeStackEvents', StackName: 'web' })).DescribeStackEventsResponse.DescribeStackEventsResult.StackEvents[0]).toMatchObject({ LogicalResourceId: 'web', ResourceStatus: 'CREATE_COMPLETE', StackId: arn });
    expect(JSON.parse((await json({ Action: 'GetTemplate', StackName: 'web' })).GetTemplateResponse.GetTemplateResult.TemplateBody)).toHaveProperty('heat_template_version');
    await json({ Action: 'UpdateStack', StackName: 'web', TemplateBody: TEMPLATE.replace('resources:', 'resources:\n  w: {type: OS::Heat::Value, properties: {value: 1}}'), 'Parameters.member.1.ParameterKey': 'p', 'Parameters.member.1.UsePreviousValue': 'true' });
    expect(await settled('web')).toBe('UPDATE_COMPLETE');
    expect((await json({ Action: 'DescribeStacks', StackName: 'web' })).DescribeStacksResponse.DescribeStacksResult.Stacks[0].Outputs).toMatchObject([{ OutputValue: 'two' }]);
    expect(await json({ Action: 'DeleteStack', StackName: 'web' })).toEqual({ DeleteStackResponse: { DeleteStackResult: {} } });
    await expect.poll(async () => (await json({ Action: 'ListStacks' })).ListStacksResponse.ListStacksResult.StackSummaries, { timeout: 20_000 }).not.toContainEqual(expect.objectContaining({ StackName: 'web' }));
  });

  it('is answered in XML, as Heat writes it, when nothing else is asked for', async () => {
    await create('xml');
    const { text, headers } = await ask({ Action: 'DescribeStackResource', StackName: 'xml', LogicalResourceId: 'v' });
    expect(headers.get('content-type')).toBe('application/xml');
    expect(text).toMatch(/^<DescribeStackResourceResponse><DescribeStackResourceResult><StackResourceDetail><StackId>arn:openstack:heat::[0-9a-f]+:stacks\/xml\/[0-9a-f-]+<\/StackId>/);
    expect(text).toContain('<Metadata>{}</Metadata>');
    expect((await ask({ Action: 'ListStacks' })).text).toMatch(/^<ListStacksResponse><ListStacksResult><StackSummaries><member>/);
    expect((await ask({ Action: 'ValidateTemplate', TemplateBody: TEMPLATE })).text).toContain('<ParameterKey>p</ParameterKey><DefaultValue>one</DefaultValue>');
    expect((await ask({ Action: 'EstimateTemplateCost', TemplateBody: TEMPLATE })).status).toBe(200);
  });

  it.each([
    ['without an action', {}, 400, 'MissingParameter'],
    ['with an action nobody knows', { Action: 'CreateChangeSet' }, 400, 'InvalidAction'],
    ['with a name of Object', { Action: 'constructor' }, 400, 'InvalidAction'],
    ['for a stack that is not there', { Action: 'DescribeStacks', StackName: 'nowhere' }, 400, 'InvalidParameterValue'],
    ['for a stack of another project', { Action: 'DescribeStacks', StackName: `arn:openstack:heat::${'0'.repeat(32)}:stacks/x/${randomUUID()}` }, 400, 'InvalidParameterValue'],
    ['without a name', { Action: 'CreateStack', TemplateBody: TEMPLATE }, 400, 'MissingParameter'],
    ['without a template', { Action: 'CreateStack', StackName: 'x' }, 400, 'MissingParameter'],
    ['with a broken template', { Action: 'CreateStack', StackName: 'x', TemplateBody: '{' }, 400, 'InvalidParameterValue'],
    ['with a bad name', { Action: 'CreateStack', StackName: '1x', TemplateBody: TEMPLATE }, 400, 'InvalidParameterValue'],
    ['with a parameter without a value', { Action: 'CreateStack', StackName: 'x', TemplateBody: TEMPLATE, 'Parameters.member.1.ParameterKey': 'p' }, 400, 'MissingParameter'],
    ['with two words on failure', { Action: 'CreateStack', StackName: 'x', TemplateBody: TEMPLATE, OnFailure: 'ROLLBACK', DisableRollback: 'true' }, 400, 'InvalidParameterValue'],
    ['for resources of nothing', { Action: 'DescribeStackResources' }, 400, 'MissingParameter'],
    ['for a physical id that is not there', { Action: 'DescribeStackResources', PhysicalResourceId: 'none' }, 400, 'InvalidParameterValue'],
  ])('%s is refused in the terms of the API', async (_what, parameters, status, code) => {
    const before = await stage.prisma.stack.count();
    const answer = await ask(parameters);
    expect(answer.status).toBe(status);
    expect(answer.text).toMatch(new RegExp(`^<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>[^<]+</Message></Error></ErrorResponse>$`));
    expect(await stage.prisma.stack.count()).toBe(before);
  });
});

describe('who signs', () => {
  const changing = { Action: 'CreateStack', StackName: 'forged', TemplateBody: TEMPLATE };
  const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();

  it.each([
    ['with another secret', () => signed(changing, { ...keys, secret: 'x' }), 403, 'SignatureDoesNotMatch'],
    ['with a key nobody has', () => signed(changing, { access: '0'.repeat(32), secret: 'x' }), 403, 'InvalidClientTokenId'],
    ['not at all', () => `/cfn/v1/?${canonicalQuery(Object.entries(changing))}`, 403, 'MissingAuthenticationToken'],
    ['and then changes the request', () => signed(changing).replace('forged', 'other'), 403, 'SignatureDoesNotMatch'],
    ['and then adds to the request', () => `${signed(changing)}&DisableRollback=true`, 403, 'SignatureDoesNotMatch'],
    ['twenty minutes ago: a replay', () => signed(changing, keys, minutes(-20)), 403, 'RequestExpired'],
    ['for a time to come', () => signed(changing, keys, minutes(20)), 403, 'RequestExpired'],
    ['without a time what changes something', () => signed(changing, keys, null), 400, 'MissingParameter'],
    ['with a time that is none', () => signed(changing, keys, 'yesterday'), 403, 'RequestExpired'],
  ])('%s is refused, and nothing is made', async (_how, url, status, code) => {
    const answer = await stage.send('GET', url());
    expect(answer.text).toContain(`<Code>${code}</Code>`);
    expect(answer.status).toBe(status);
    expect(await stage.prisma.stack.count({ where: { name: { in: ['forged', 'other'] } } })).toBe(0);
  });

  it('may do what their role allows, and nothing once they have none', async () => {
    const { id } = await stage.person('looking', 'reader');
    const theirs = await keysOf('looking', id);
    expect((await ask({ Action: 'ListStacks' }, theirs)).status).toBe(200);
    expect((await ask(changing, theirs)).text).toContain('<Code>AccessDenied</Code>');
    await stage.prisma.membership.deleteMany({ where: { userId: id } });
    expect((await ask({ Action: 'ListStacks' }, theirs)).text).toContain('<Code>AccessDenied</Code>');
    expect(await stage.prisma.stack.count({ where: { name: 'forged' } })).toBe(0);
  });

  it('as the user of a resource, reads that resource and nothing else, without a time too', async () => {
    await create('owned', 'heat_template_version: 2021-04-16\nresources:\n  a: {type: OS::Heat::WaitConditionHandle}\n  b: {type: OS::Heat::WaitConditionHandle}\n');
    const { id, physicalResourceId: own } = await stage.prisma.resource.findFirstOrThrow({ where: { name: 'a', stackId: (await stage.prisma.stack.findFirstOrThrow({ where: { name: 'owned' } })).id } });
    const { accessKey: access, secretKey: secret, token } = stackUserSecrets(stage.vault.sign, id);
    const deployments = async (server: string) => (await stage.send('GET', `/orchestration/v1/${stage.project.id}/software_deployments/metadata/${server}`, { token })).status;
    expect([await deployments(own ?? ''), await deployments('another-server')]).toEqual([200, 403]);
    const detail = (name: string, StackName = 'owned') => stage.send('GET', signed({ Action: 'DescribeStackResource', StackName, LogicalResourceId: name }, { access, secret }, null));
    expect((await detail('a')).text).toContain('<LogicalResourceId>a</LogicalResourceId>');
    expect((await detail('b')).status).toBe(403);
    expect((await detail('v', 'xml')).status).toBe(400);
    for (const Action of ['ListStacks', 'DescribeStacks', 'DeleteStack', 'GetTemplate', 'DescribeStackEvents', 'ListStackResources', 'DescribeStackResources']) {
      const { text } = await ask({ Action, StackName: 'owned' }, { access, secret });
      expect(text, Action).toContain('<Code>AccessDenied</Code>');
    }
    expect(await settled('owned')).toBe('CREATE_COMPLETE');
  });
});

/** The interpreter that has a module; undefined where none has it. */
const pythonWith = (module: string) => ['/usr/bin/python3', 'python3'].find((python) => spawnSync(python, ['-c', `import ${module}`]).status === 0);

const BOTO = pythonWith('boto3');
if (BOTO === undefined) console.warn('SKIPPED: no boto3 here (Debian: apt-get install python3-boto3).');

describe.skipIf(BOTO === undefined)('boto3, with signatures of version 4', { timeout: 60_000 }, () => {
  const script = (body: string) => `
import boto3, json, sys
c = boto3.client('cloudformation', endpoint_url=sys.argv[1] + '/cfn/v1/', region_name='RegionOne', aws_access_key_id=sys.argv[2], aws_secret_access_key=sys.argv[3])
${body}
`;
  const python = async (body: string, { access, secret } = keys) => (await run(BOTO ?? '', ['-c', script(body), stage.web.url, access, secret])).stdout.trim();

  it('makes a stack, waits for it, reads it, and deletes it', async () => {
    const out = await python(`
made = c.create_stack(StackName='boto', TemplateBody=${JSON.stringify(TEMPLATE)}, Parameters=[{'ParameterKey': 'p', 'ParameterValue': 'ünï & <x>'}])
c.get_waiter('stack_create_complete').wait(StackName='boto', WaiterConfig={'Delay': 1})
s = c.describe_stacks(StackName=made['StackId'])['Stacks'][0]
print(json.dumps([s['StackStatus'], s['Outputs'][0]['OutputValue'], s['DisableRollback'], s['CreationTime'].year > 2000]))
print(json.dumps([e['ResourceStatus'] for e in c.describe_stack_events(StackName='boto')['StackEvents']][:1]))
print(json.dumps([r['LogicalResourceId'] for r in c.list_stack_resources(StackName='boto')['StackResourceSummaries']]))
print(c.get_template(StackName='boto')['TemplateBody']['heat_template_version'] != '')
print([s['StackName'] for s in c.list_stacks()['StackSummaries'] if s['StackName'] == 'boto'])
c.delete_stack(StackName='boto')
`);
    expect(out.split('\n')).toEqual(['["CREATE_COMPLETE", "ünï & <x>", true, true]', '["CREATE_COMPLETE"]', '["v"]', 'True', "['boto']"].map((line, index) => (index === 0 ? line.replace('ünï', '\\u00fcn\\u00ef') : line)));
  });

  it('is refused with the wrong secret, in its own terms', async () => {
    await expect(python("c.create_stack(StackName='boto2', TemplateBody='{}')", { ...keys, secret: 'wrong' })).rejects.toThrow('SignatureDoesNotMatch');
    expect(await stage.prisma.stack.count({ where: { name: 'boto2' } })).toBe(0);
  });
});

const CFNTOOLS = spawnSync('cfn-signal', ['--help']).status === 0 ? pythonWith('boto.cloudformation') : undefined;
if (CFNTOOLS === undefined) console.warn('SKIPPED: no heat-cfntools here (Debian: apt-get install heat-cfntools).');

describe.skipIf(CFNTOOLS === undefined)('heat-cfntools, with signatures of version 2', { timeout: 60_000 }, () => {
  it('cfn-signal ends the waiting of a condition', async () => {
    const template = 'heat_template_version: 2021-04-16\nresources:\n  handle: {type: AWS::CloudFormation::WaitConditionHandle}\n  wait: {type: AWS::CloudFormation::WaitCondition, properties: {Handle: {get_resource: handle}, Timeout: 60}}\noutputs: {url: {value: {get_resource: handle}}, data: {value: {get_attr: [wait, Data]}}}\n';
    await json({ Action: 'CreateStack', StackName: 'waiting', TemplateBody: template });
    let url = '';
    await expect.poll(async () => {
      const outputs = (await json({ Action: 'DescribeStacks', StackName: 'waiting' })).DescribeStacksResponse.DescribeStacksResult.Stacks[0].Outputs;
      url = outputs.find((one: { OutputKey: string }) => one.OutputKey === 'url')?.OutputValue ?? '';
      return url;
    }, { timeout: 20_000 }).toMatch(/^http/);
    await run('cfn-signal', ['-s', 'true', '-i', 'one', '-d', 'from the tool', '-r', 'done', url]);
    expect(await settled('waiting')).toBe('CREATE_COMPLETE');
    const { Outputs } = (await json({ Action: 'DescribeStacks', StackName: 'waiting' })).DescribeStacksResponse.DescribeStacksResult.Stacks[0];
    expect(Outputs).toContainEqual(expect.objectContaining({ OutputKey: 'data', OutputValue: '{"one": "from the tool"}' }));
  });

  it('the client of cfn-get-metadata reads the metadata of its resource, at /v1 as it insists', async () => {
    await create('described', 'heat_template_version: 2021-04-16\nresources:\n  host: {type: OS::Heat::WaitConditionHandle, metadata: {role: web}}\n');
    const stack = await stage.prisma.stack.findFirstOrThrow({ where: { name: 'described' } });
    const { id } = await stage.prisma.resource.findFirstOrThrow({ where: { stackId: stack.id, name: 'host' } });
    const { accessKey, secretKey } = stackUserSecrets(stage.vault.sign, id);
    // The client as cfn-get-metadata makes it, whose configuration is in a file of the machine.
    const { stdout } = await run(CFNTOOLS ?? '', ['-c', `
import boto.cloudformation, boto.regioninfo, sys
from urllib.parse import urlparse
u = urlparse(sys.argv[1])
c = boto.cloudformation.CloudFormationConnection(aws_access_key_id=sys.argv[2], aws_secret_access_key=sys.argv[3], is_secure=False, port=u.port, path='/v1',
    region=boto.regioninfo.RegionInfo(name='heat', endpoint=u.hostname))
print(c.describe_stack_resource('described', 'host')['DescribeStackResourceResponse']['DescribeStackResourceResult']['StackResourceDetail']['Metadata'])
`, stage.web.url, accessKey, secretKey]);
    expect(JSON.parse(stdout)).toEqual({ role: 'web' });
  });
});
