/** Every command of the openstack client that is about orchestration, against Hearth, with OS_AUTH_URL and a password alone. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareOwner } from '@/lib/auth/owner';
import type { Json, JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf, mapOf } from './testing/api-stage';
import { heatCommands, openstack, type OpenStack, openstackInstalled, printedJson } from './testing/openstack';

const INSTALLED = openstackInstalled();
if (!INSTALLED) console.warn('SKIPPED: no openstack client with heat commands here (Debian: apt-get install python3-openstackclient python3-heatclient).');

const PASSWORD = 'correct horse';

const TEMPLATES: Readonly<Record<string, string>> = {
  'web.yaml': `
heat_template_version: 2021-04-16
description: A random text
parameters:
  length: {type: number, default: 8}
  secret: {type: string, hidden: true, default: none}
resources:
  text: {type: OS::Heat::RandomString, properties: {length: {get_param: length}}}
  value: {type: OS::Heat::Value, properties: {value: {get_attr: [text, value]}}}
  handle: {type: OS::Heat::WaitConditionHandle, metadata: {who: me}}
outputs:
  text: {description: The text, value: {get_attr: [value, value]}}
  script: {value: {get_file: hello.sh}}
`,
  'env.yaml': 'parameters: {length: 9}\n',
  'hello.sh': 'echo hello\n',
  'fails.yaml': `
heat_template_version: 2021-04-16
resources:
  bad: {type: OS::Heat::TestResource, properties: {fail: true}}
`,
  'hooked.yaml': `
heat_template_version: 2021-04-16
resources:
  a: {type: OS::Heat::Value, properties: {value: 1}}
`,
  'hooks.yaml': 'resource_registry: {resources: {a: {hooks: pre-create}}}\n',
  'slow.yaml': `
heat_template_version: 2021-04-16
parameters: {value: {type: string, default: one}}
resources:
  slow: {type: OS::Heat::TestResource, properties: {value: {get_param: value}, wait_secs: 0, action_wait_secs: {update: 6}}}
`,
  'parent.yaml': `
heat_template_version: 2021-04-16
resources:
  child: {type: child.yaml, properties: {size: 4}}
`,
  'child.yaml': `
heat_template_version: 2021-04-16
parameters: {size: {type: number}}
resources:
  inner: {type: OS::Heat::RandomString, properties: {length: {get_param: size}}}
`,
  'config.sh': '#!/bin/sh\necho $who\n',
  'signal.json': '{"status": "SUCCESS", "id": "1", "data": "ready", "reason": "said so"}\n',
  'def.yaml': 'inputs: [{name: who}]\noutputs: [{name: result}]\n',
};

let api: ApiStage;
let client: OpenStack;
let directory: string;
/** Every command that was run here. */
const ran: string[] = [];
const file = (name: string): string => path.join(directory, name);

beforeAll(async () => {
  api = await ApiStage.open();
  await prepareOwner(api.stage.world.database.prisma, { ownerPassword: PASSWORD });
  directory = mkdtempSync(path.join(tmpdir(), 'hearth-openstack-'));
  for (const [name, text] of Object.entries(TEMPLATES)) writeFileSync(file(name), text.trimStart());
  const own = openstack({
    OS_AUTH_URL: `${api.web.url}/identity`, OS_USERNAME: 'admin', OS_PASSWORD: PASSWORD, OS_PROJECT_ID: api.projectId, OS_USER_DOMAIN_NAME: 'Default', OS_PROJECT_DOMAIN_NAME: 'Default',
  });
  client = {
    run(...commands) {
      ran.push(...commands);
      return own.run(...commands);
    },
  };
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await api.close();
});

/** Runs commands that print JSON. */
async function ask(...commands: string[]): Promise<Json[]> {
  return (await client.run(...commands.map((command) => `${command} -f json`))).map(printedJson);
}

const rows = (printed: Json | undefined): JsonMap[] => listOf(printed);

describe.skipIf(!INSTALLED)('the openstack client', { timeout: 120_000 }, () => {
  it('creates a stack, waits for it, and shows everything about it', async () => {
    const [created, shown, list, long, template, environment, files] = await client.run(
      `stack create -t ${file('web.yaml')} -e ${file('env.yaml')} --parameter secret=pa55word --tags blue,green --wait --poll 1 web -f json`,
      'stack show web -f json', 'stack list -f json', 'stack list --long --tags blue -f json', 'stack template show web -f json', 'stack environment show web -f json', 'stack file list web -f json',
    );
    expect(created).toContain('[web]: CREATE_COMPLETE  Stack CREATE completed successfully');
    expect(printedJson(created ?? '')).toMatchObject({ stack_name: 'web', stack_status: 'CREATE_COMPLETE' });
    expect(printedJson(shown ?? '')).toMatchObject({ description: 'A random text', parameters: { length: '9', secret: '******' }, tags: ['blue', 'green'], disable_rollback: true });
    expect(rows(printedJson(list ?? ''))[0]).toMatchObject({ 'Stack Name': 'web', 'Stack Status': 'CREATE_COMPLETE' });
    expect(rows(printedJson(long ?? ''))).toMatchObject([{ 'Stack Name': 'web', 'Stack Owner': 'admin' }]);
    expect(mapOf(mapOf(printedJson(template ?? ''))['resources'])['handle']).toEqual({ type: 'OS::Heat::WaitConditionHandle', metadata: { who: 'me' } });
    expect(printedJson(environment ?? '')).toMatchObject({ parameters: { length: 9, secret: '******' } });
    expect(files).toContain('echo hello');
  });

  it('shows outputs, resources and events', async () => {
    const [outputs, output, all, resources, resource, metadata, events, filtered, failures, hooks] = await client.run(
      'stack output list web -f json', 'stack output show web text -f json', 'stack output show web --all -f json', 'stack resource list web -f json', 'stack resource show web text -f json',
      'stack resource metadata web handle -f json', 'stack event list web -f json', 'stack event list web --resource text --sort event_time:asc --limit 1 -f json', 'stack failures list web', 'stack hook poll web',
    );
    expect(rows(printedJson(outputs ?? ''))).toContainEqual({ output_key: 'text', description: 'The text' });
    expect(String(mapOf(printedJson(output ?? ''))['output_value'])).toMatch(/^\w{9}$/);
    expect(Object.keys(mapOf(printedJson(all ?? '')))).toEqual(expect.arrayContaining(['text', 'script']));
    expect(rows(printedJson(resources ?? '')).map((row) => `${String(row['resource_name'])} ${String(row['resource_status'])}`).sort()).toEqual(['handle CREATE_COMPLETE', 'text CREATE_COMPLETE', 'value CREATE_COMPLETE']);
    expect(printedJson(resource ?? '')).toMatchObject({ resource_name: 'text', resource_type: 'OS::Heat::RandomString', required_by: ['value'] });
    expect(printedJson(metadata ?? '')).toMatchObject({ who: 'me' });
    const listed = rows(printedJson(events ?? ''));
    expect(listed.map((row) => `${String(row['resource_name'])} ${String(row['resource_status'])}`)).toEqual(expect.arrayContaining(['web CREATE_IN_PROGRESS', 'text CREATE_COMPLETE', 'web CREATE_COMPLETE']));
    const [first] = rows(printedJson(filtered ?? ''));
    expect(first).toMatchObject({ resource_name: 'text', resource_status: 'CREATE_IN_PROGRESS' });
    expect(failures).toBe('');
    expect(hooks).toContain('not IN_PROGRESS');
    const [event] = await ask(`stack event show web text ${String(first?.['id'])}`);
    expect(event).toMatchObject({ resource_name: 'text', resource_type: 'OS::Heat::RandomString' });
  });

  it('signals a resource', async () => {
    const [signalled, metadata] = await client.run(
      `stack resource signal --data-file ${file('signal.json')} web handle`, 'stack event list web --resource handle --sort event_time:desc --limit 1 -f json',
    );
    expect(signalled).toBe('');
    expect(JSON.stringify(printedJson(metadata ?? ''))).toMatch(/handle/);
  });

  it('previews and makes updates, of all or of parts', async () => {
    const [dry, updated, partly, kept, preview] = await client.run(
      `stack update --dry-run -t ${file('web.yaml')} --parameter length=12 web -f json`, `stack update -t ${file('web.yaml')} --parameter length=12 --wait web -f json`,
      `stack update --existing --parameter length=14 web -f json`, `stack update --existing --clear-parameter length --wait web -f json`, `stack create --dry-run -t ${file('web.yaml')} other -f json`,
    );
    expect(dry).toContain('replaced');
    expect(printedJson(updated ?? '')).toMatchObject({ stack_status: 'UPDATE_COMPLETE' });
    expect(printedJson(partly ?? '')).toMatchObject({ stack_name: 'web' });
    expect(kept).toContain('[web]: UPDATE_COMPLETE');
    expect(printedJson(preview ?? '')).toMatchObject({ stack_name: 'other', id: 'None' });
    const [shown] = await ask('stack show web');
    expect(mapOf(mapOf(shown)['parameters'])['length']).toBe('8');
  });

  it('checks, suspends, resumes and cancels', async () => {
    const printed = await client.run(
      'stack check --wait web', 'stack suspend --wait web', 'stack resume --wait web', `stack create -t ${file('slow.yaml')} --wait --poll 1 slow`, `stack update -t ${file('slow.yaml')} --parameter value=two slow`,
      `stack cancel --no-rollback slow -f json`, `stack cancel slow`,
    );
    expect(printed[0]).toContain('[web]: CHECK_COMPLETE');
    expect(printed[1]).toContain('[web]: SUSPEND_COMPLETE');
    expect(printed[2]).toContain('[web]: RESUME_COMPLETE');
    expect(printed[5]).toContain('UPDATE_');
    // Refused by the client or by the server, whichever sees first that nothing is under way.
    expect(printed[6]).toMatch(/update_failed/i);
  });

  it('finds and clears hooks, and lists failures', async () => {
    const [created, failed] = await client.run(`stack create -t ${file('hooked.yaml')} -e ${file('hooks.yaml')} hooked -f json`, `stack create -t ${file('fails.yaml')} --wait --poll 1 failing`);
    expect(printedJson(created ?? '')).toMatchObject({ stack_name: 'hooked' });
    expect(failed).toContain('[failing]: CREATE_FAILED');
    const [polled, cleared] = await client.run('stack hook poll hooked -f json', 'stack hook clear --pre-create hooked a');
    expect(rows(printedJson(polled ?? ''))).toMatchObject([{ 'Resource Name': 'a', 'Resource Status Reason': 'CREATE paused until Hook pre-create is cleared' }]);
    expect(cleared).not.toMatch(/error|traceback/i);
    const address = String((await api.ask('GET', '/stacks/hooked')).headers.get('location'));
    expect(await api.settled(address)).toBe('CREATE_COMPLETE');
    const [failures] = await client.run('stack failures list failing --long');
    expect(failures).toContain('failing.bad:');
    expect(failures).toContain('ValueError: resources.bad: Test Resource failed bad');
  });

  it('takes snapshots, restores, exports, marks resources, abandons and adopts', async () => {
    const [taken, exported, marked] = await client.run(
      'stack snapshot create --name before web -f json', `stack export --output-file ${file('exported.json')} web`, 'stack resource mark unhealthy web text worn',
    );
    const id = mapOf(printedJson(taken ?? ''))['ID'];
    expect(printedJson(taken ?? '')).toMatchObject({ name: 'before' });
    expect([exported, marked]).toEqual(['', '']);
    expect(JSON.parse(readFileSync(file('exported.json'), 'utf8'))).toMatchObject({ name: 'web', resources: { text: { type: 'OS::Heat::RandomString' } } });
    const [list, shown, restored, resource] = await client.run(
      'stack snapshot list web -f json', `stack snapshot show web ${String(id)} -f json`, `stack snapshot restore web ${String(id)}`, 'stack resource show web text -f json',
    );
    expect(rows(printedJson(list ?? ''))).toMatchObject([{ name: 'before', status: 'COMPLETE' }]);
    expect(printedJson(shown ?? '')).toMatchObject({ snapshot: { name: 'before', status: 'COMPLETE' } });
    expect(restored).toBe('');
    expect(printedJson(resource ?? '')).toMatchObject({ resource_name: 'text' });
    const address = String((await api.ask('GET', '/stacks/web')).headers.get('location'));
    expect(await api.settled(address)).toBe('RESTORE_COMPLETE');
    const [deleted, abandoned] = await client.run(`stack snapshot delete web ${String(id)}`, `stack abandon --output-file ${file('abandoned.json')} slow`);
    expect([deleted, abandoned]).toEqual(['', '']);
    const [adopted] = await client.run(`stack adopt --adopt-file ${file('abandoned.json')} --wait heir -f json`);
    expect(adopted).toContain('"stack_status": "ADOPT_COMPLETE"');
  });

  it('looks into nested stacks', async () => {
    const [created, resources, events, stacks] = await client.run(
      `stack create -t ${file('parent.yaml')} --wait --poll 1 parent -f json`, 'stack resource list -n 2 parent -f json', 'stack event list --nested-depth 2 parent -f json', 'stack list --nested -f json',
    );
    expect(printedJson(created ?? '')).toMatchObject({ stack_status: 'CREATE_COMPLETE' });
    expect(rows(printedJson(resources ?? '')).map((row) => row['resource_name'])).toEqual(['child', 'inner']);
    expect(rows(printedJson(events ?? '')).some((row) => row['resource_name'] === 'inner')).toBe(true);
    const nested = rows(printedJson(stacks ?? '')).find((row) => String(row['Stack Name']).startsWith('parent-child-'));
    const [shown, template] = await ask(`stack show ${String(nested?.['ID'])}`, `stack template show ${String(nested?.['ID'])}`);
    expect(shown).toMatchObject({ parameters: { size: '4' }, stack_status: 'CREATE_COMPLETE' });
    expect(template).toMatchObject({ resources: { inner: { type: 'OS::Heat::RandomString' } } });
  });

  it('makes software configs and deployments', async () => {
    const [config] = await ask(`software config create --config-file ${file('config.sh')} --definition-file ${file('def.yaml')} --group script who`);
    const id = String(mapOf(config)['id']);
    expect(config).toMatchObject({ name: 'who', group: 'script', config: TEMPLATES['config.sh'], inputs: [{ name: 'who' }], outputs: [{ name: 'result' }] });
    const [list, shown, deployment] = await client.run('software config list -f json', `software config show --config-only ${id}`, `software deployment create --config ${id} --server 11111111-2222-3333-4444-555555555555 --input-value who=me --signal-transport NO_SIGNAL one -f json`);
    expect(rows(printedJson(list ?? ''))).toMatchObject(expect.arrayContaining([expect.objectContaining({ id, name: 'who' })]));
    expect(shown).toBe(TEMPLATES['config.sh']?.trim());
    const deploymentId = String(mapOf(printedJson(deployment ?? ''))['id']);
    const printed = await client.run(
      'software deployment list -f json', `software deployment show ${deploymentId} -f json`, 'software deployment metadata show 11111111-2222-3333-4444-555555555555', `software deployment output show --all ${deploymentId}`,
      `software deployment delete ${deploymentId}`, `software config delete ${id}`, `software config show ${id}`,
    );
    expect(printed[0]).toContain(deploymentId);
    expect(printedJson(printed[1] ?? '')).toMatchObject({ status: 'IN_PROGRESS', server_id: '11111111-2222-3333-4444-555555555555' });
    expect(printed[2]).toContain('deploy_server_id');
    expect(printed[4]).not.toMatch(/error|fail/i);
    expect(printed[6]).toContain('not found');
  });

  it('asks about the language and the server', async () => {
    const [types, type, hot, versions, functions, valid, invalid, services, build] = await client.run(
      'orchestration resource type list --filter name=OS::Heat::Random.* -f json', 'orchestration resource type show OS::Heat::RandomString -f json', 'orchestration resource type show --template-type hot OS::Heat::RandomString -f json',
      'orchestration template version list -f json', 'orchestration template function list heat_template_version.2021-04-16 -f json', `orchestration template validate -t ${file('web.yaml')} -f json`,
      `orchestration template validate -t ${file('env.yaml')}`, 'orchestration service list -f json', 'orchestration build info -f json',
    );
    expect(printedJson(types ?? '')).toEqual([{ 'Resource Type': 'OS::Heat::RandomString' }]);
    expect(printedJson(type ?? '')).toMatchObject({ resource_type: 'OS::Heat::RandomString', properties: { length: { type: 'integer', default: 32 } } });
    expect(printedJson(hot ?? '')).toMatchObject({ heat_template_version: '2016-10-14', resources: { RandomString: { type: 'OS::Heat::RandomString' } } });
    expect(JSON.stringify(printedJson(versions ?? ''))).toContain('heat_template_version.wallaby');
    expect(rows(printedJson(functions ?? ''))).toContainEqual({ Functions: 'list_join', Description: 'A function for joining one or more lists of strings.' });
    expect(printedJson(valid ?? '')).toMatchObject({ Description: 'A random text', Parameters: { length: { Type: 'Number', Default: 8 } } });
    expect(invalid).toMatch(/template/i);
    expect(rows(printedJson(services ?? ''))).toMatchObject([{ Binary: 'hearth-worker', Status: 'up' }]);
    expect(printedJson(build ?? '')).toMatchObject({ api: {}, engine: {} });
  });

  it('deletes stacks, and says what it does not find', async () => {
    const [deleted, gone, list] = await client.run(`stack delete --yes --wait web failing hooked parent heir`, 'stack show web', 'stack list -f json');
    expect(deleted).not.toMatch(/fail|error/i);
    expect(gone).toBe('Stack not found: web');
    expect(rows(printedJson(list ?? '')).map((row) => row['Stack Name'])).not.toContain('web');
    expect(api.faults).toEqual([]);
  });

  it('has no command that was not run here', () => {
    const commands = heatCommands();
    expect(commands.length).toBeGreaterThan(40);
    expect(commands.filter((command) => !ran.some((words) => `${words} `.startsWith(`${command} `)))).toEqual([]);
  });
});
