/** The options of the openstack client's orchestration commands: filters, orders, pages, depths, formats, hooks with wildcards. Each command is in openstack-client.db.test.ts. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { prepareOwner } from '@/lib/auth/owner';
import type { Json, JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf, mapOf } from './testing/api-stage';
import { openstack, type OpenStack, openstackInstalled, printedJson } from './testing/openstack';

const INSTALLED = openstackInstalled();
if (!INSTALLED) console.warn('SKIPPED: no openstack client with heat commands here (Debian: apt-get install python3-openstackclient python3-heatclient).');

const PASSWORD = 'correct horse';
const FILES: Readonly<Record<string, string>> = {
  'one.yaml': `
heat_template_version: 2021-04-16
parameters:
  length: {type: number, default: 8}
  note: {type: string, default: none}
resources:
  text: {type: OS::Heat::RandomString, properties: {length: {get_param: length}}}
  value: {type: OS::Heat::Value, properties: {value: {get_attr: [text, value]}}}
outputs:
  text: {value: {get_attr: [value, value]}}
  note: {value: {get_param: note}}
`,
  'env.yaml': 'parameters: {length: 9}\n',
  'more.yaml': 'parameters: {length: 11}\nparameter_defaults: {note: from a file}\n',
  'note.txt': 'two\nlines\n',
  'parent.yaml': `
heat_template_version: 2021-04-16
resources:
  child: {type: child.yaml, properties: {size: 4}}
  group: {type: OS::Heat::ResourceGroup, properties: {count: 2, resource_def: {type: child.yaml, properties: {size: 3}}}}
`,
  'child.yaml': `
heat_template_version: 2021-04-16
parameters: {size: {type: number}}
resources:
  inner: {type: OS::Heat::RandomString, properties: {length: {get_param: size}}}
`,
  'waits.yaml': `
heat_template_version: 2021-04-16
resources:
  handle: {type: OS::Heat::WaitConditionHandle}
  condition: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: handle}, timeout: 120}}
outputs:
  data: {value: {get_attr: [condition, data]}}
`,
  'inputs.yaml': 'inputs: [{name: who, default: you}]\n',
  'config.sh': 'echo $who\n',
  'signal.json': '{"status": "SUCCESS", "id": "1", "data": "here"}\n',
};

let api: ApiStage;
let client: OpenStack;
let directory: string;
const file = (name: string): string => path.join(directory, name);

beforeAll(async () => {
  api = await ApiStage.open();
  await prepareOwner(api.stage.world.database.prisma, { ownerPassword: PASSWORD });
  directory = mkdtempSync(path.join(tmpdir(), 'hearth-openstack-'));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(file(name), text.trimStart());
  client = openstack({
    OS_AUTH_URL: `${api.web.url}/identity`, OS_USERNAME: 'admin', OS_PASSWORD: PASSWORD, OS_PROJECT_ID: api.projectId, OS_USER_DOMAIN_NAME: 'Default', OS_PROJECT_DOMAIN_NAME: 'Default',
  });
});
afterAll(async () => {
  rmSync(directory, { recursive: true, force: true });
  await api.close();
});

/** Runs commands that print JSON, in one process. */
async function ask(...commands: string[]): Promise<Json[]> {
  return (await client.run(...commands.map((command) => `${command} -f json`))).map(printedJson);
}

/** One column of the rows that were printed. */
const column = (printed: Json | undefined, name: string): Json[] => listOf(printed).map((row) => row[name] ?? null);
const names = (printed: Json | undefined): Json[] => column(printed, 'Stack Name');

async function settled(name: string): Promise<string> {
  return api.settled(String((await api.ask('GET', `/stacks/${name}`)).headers.get('location')));
}

describe.skipIf(!INSTALLED)('the openstack client', { timeout: 120_000 }, () => {
  it('creates with environment files, a parameter from a file, a time limit, rollback and tags, in any format', async () => {
    const [yaml, shell, value] = await client.run(
      `stack create -t ${file('one.yaml')} -e ${file('env.yaml')} -e ${file('more.yaml')} --parameter-file note=${file('note.txt')} --timeout 5 --enable-rollback --tags blue,old --wait --poll 1 one -f yaml`,
      `stack create -t ${file('parent.yaml')} --tags blue --wait --poll 1 nest -f shell --prefix nest_`, `stack create -t ${file('one.yaml')} --parameter length=6 --parameter note=cli --wait --poll 1 three -f value -c stack_status`,
    );
    expect(yaml).toMatch(/\nstack_status: CREATE_COMPLETE\n/);
    expect(shell).toContain('nest_stack_status="CREATE_COMPLETE"');
    expect(value?.split('\n').at(-1)).toBe('CREATE_COMPLETE');
    const [shown, short, output, all] = await ask('stack show one', 'stack show one --no-resolve-outputs', 'stack output show three note', 'stack output show three --all');
    expect(shown).toMatchObject({ parameters: { length: '11', note: 'two\nlines\n' }, timeout_mins: 5, disable_rollback: false, tags: ['blue', 'old'] });
    expect(Object.keys(mapOf(short))).not.toContain('outputs');
    expect(output).toMatchObject({ output_value: 'cli' });
    expect(JSON.parse(String(mapOf(all)['note']))).toMatchObject({ output_key: 'note', output_value: 'cli' });
  });

  it('lists stacks by property and tag, in order, by pages, nested, hidden and deleted ones too', async () => {
    await api.create('secret', { heat_template_version: '2021-04-16' }, { tags: 'internal' });
    const [named, failed, any, not, notAny, sorted, page, everywhere, hidden, nested] = await ask(
      'stack list --property name=one', 'stack list --property stack_status=CREATE_FAILED', 'stack list --tags old,none --tag-mode any', 'stack list --tags blue,old --tag-mode not --sort stack_name:asc',
      'stack list --tags blue,old --tag-mode not-any --sort stack_name:asc', 'stack list --sort stack_name:desc', 'stack list --sort stack_name:asc --limit 2', 'stack list --all-projects', 'stack list --hidden',
      'stack list --nested --property stack_status=CREATE_COMPLETE',
    );
    expect([named, failed, any].map(names)).toEqual([['one'], [], ['one']]);
    expect(names(not)).toEqual(['nest', 'shop', 'three']);
    expect(names(notAny)).toEqual(['shop', 'three']);
    expect(names(sorted)).toEqual(['three', 'shop', 'one', 'nest']);
    // The client sorts what it got: the newest two.
    expect(names(page)).toEqual(['nest', 'three']);
    expect(column(everywhere, 'Project')).toContain(api.projectId);
    expect(names(hidden)).toContain('secret');
    expect(names(nested).filter((name) => String(name).startsWith('nest-')).length).toBe(4);
    const [next, csv, table] = await client.run(`stack list --sort stack_name:asc --limit 1 --marker ${String(listOf(page)[0]?.['ID'])} -f json`, 'stack list --short --property name=one -f csv', 'stack list --long --property name=one');
    expect(names(printedJson(next ?? ''))).toEqual(['one']);
    expect(csv).toMatch(/^"ID","Stack Name",("Project",)?"Stack Status"\r?\n"[0-9a-f-]{36}","one"/);
    expect(table).toMatch(/\| Stack Owner +\| Stack Status/);
  });

  it('looks into nested stacks to any depth, by type and status, as a table or as a graph', async () => {
    const [strings, long, attribute, dot, log, events, depths] = await client.run(
      'stack resource list -n 5 --filter type=OS::Heat::RandomString --filter status=COMPLETE nest -f json', 'stack resource list --long three -f json', 'stack resource show --with-attr show three text -f json', 'stack resource list three -f dot',
      'stack event list three -f log', 'stack event list --filter resource_status=COMPLETE --filter resource_type=OS::Heat::RandomString three -f json', 'stack event list --nested-depth 3 nest -f json',
    );
    expect(column(printedJson(strings ?? ''), 'resource_name')).toEqual(['inner', 'inner', 'inner']);
    expect(listOf(printedJson(long ?? ''))[0]).toMatchObject({ stack_name: 'three' });
    expect(Object.keys(mapOf(mapOf(printedJson(attribute ?? ''))['attributes']))).toEqual(expect.arrayContaining(['value', 'show']));
    expect(dot).toMatch(/digraph G \{[^]*"?text[^]*->/);
    expect(log?.split('\n')[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ \[three\]: CREATE_IN_PROGRESS {2}Stack CREATE started$/);
    expect(listOf(printedJson(events ?? '')).map((event) => `${String(event['resource_name'])} ${String(event['resource_status'])}`)).toEqual(['text CREATE_COMPLETE']);
    expect(column(printedJson(depths ?? ''), 'resource_name').filter((name) => name === 'inner').length).toBe(6);
  });

  it('sorts events by several keys and pages through them', async () => {
    const [sorted, last] = await ask('stack event list --sort resource_name:desc --sort event_time:asc three', 'stack event list --sort event_time:desc --limit 2 three');
    expect(column(sorted, 'resource_name')).toEqual(['value', 'value', 'three', 'three', 'text', 'text']);
    expect(column(last, 'resource_status')).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
    const [rest] = await ask(`stack event list --marker ${String(listOf(sorted)[0]?.['id'])} --sort resource_name:desc --sort event_time:asc three`);
    expect(listOf(rest).length).toBe(5);
  });

  it('stops at hooks that wildcards name, beside environment files and within nested stacks, and clears them', async () => {
    const [paused] = await client.run(
      `stack create -t ${file('one.yaml')} -e ${file('env.yaml')} --pre-create te* hooked -f value -c stack_status`, `stack create -t ${file('parent.yaml')} --pre-create child/in* deep -f value -c stack_status`, '!sleep 1',
    );
    expect(paused).toBe('CREATE_IN_PROGRESS');
    const [pending, below] = await ask('stack hook poll hooked', 'stack hook poll --nested-depth 2 deep');
    expect(column(pending, 'Resource Name')).toEqual(['text']);
    expect(listOf(below)).toMatchObject([{ 'Resource Name': 'inner', 'Resource Status Reason': 'CREATE paused until Hook pre-create is cleared', 'Stack Name': expect.stringMatching(/^deep-child-/) }]);
    const cleared = await client.run('stack hook clear --pre-create hooked te*', 'stack hook clear --pre-create deep child/in*');
    expect(cleared).toEqual(['', '']);
    expect([await settled('hooked'), await settled('deep')]).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
    await client.run(`stack update -t ${file('one.yaml')} --parameter length=10 --pre-update value hooked -f value`, '!sleep 1', 'stack hook clear --pre-update hooked value');
    expect(await settled('hooked')).toBe('UPDATE_COMPLETE');
  });

  it('updates with tags, a time limit, rollback, convergence, or a part of it, and previews what is nested', async () => {
    const [kept, nested, dry] = await client.run(
      `stack update -t ${file('one.yaml')} --rollback enabled --timeout 7 --tags green --converge --parameter length=7 --wait three -f json`, `stack update -t ${file('parent.yaml')} --dry-run --show-nested nest -f json`,
      'stack update --existing --dry-run --parameter length=20 three -f json',
    );
    expect(printedJson(kept ?? '')).toMatchObject({ stack_status: 'UPDATE_COMPLETE' });
    expect(JSON.parse(String(mapOf(printedJson(nested ?? ''))['unchanged'])).map((item: JsonMap) => item['resource_name'])).toEqual(expect.arrayContaining(['child', 'group', 'inner']));
    expect(JSON.parse(String(mapOf(printedJson(dry ?? ''))['replaced']))).toMatchObject([{ resource_name: 'text' }]);
    const [shown, environment] = await ask('stack show three', 'stack environment show three');
    expect(shown).toMatchObject({ disable_rollback: false, timeout_mins: 7, tags: ['green'], parameters: { length: '7', note: 'none' } });
    expect(mapOf(environment)['parameters']).toEqual({ length: '7' });
  });

  it('signals with data, waits, marks and resets, cancels and shows why a stack failed', async () => {
    const printed = await client.run(
      `stack create -t ${file('waits.yaml')} waits -f value -c stack_status`, '!sleep 1', `stack resource signal --data-file ${file('signal.json')} waits handle`,
      'stack resource mark unhealthy three text worn', 'stack resource mark unhealthy --reset three text', 'stack failures list three', 'stack cancel three',
    );
    expect(printed[2]).toBe('');
    expect(await settled('waits')).toBe('CREATE_COMPLETE');
    expect(printed.slice(3, 6)).toEqual(['', '', '']);
    expect(printed[6]).toContain('not in cancelable state');
    const [output, reset, events] = await ask('stack output show waits data', 'stack resource show three text', 'stack event list --resource text --sort event_time:desc --limit 1 three');
    expect(output).toMatchObject({ output_value: '{"1": "here"}' });
    expect(reset).toMatchObject({ resource_status: 'CHECK_COMPLETE' });
    expect(listOf(events)).toMatchObject([{ resource_status: 'CHECK_COMPLETE', resource_status_reason: 'state changed by resource_mark_unhealthy api' }]);
  });

  it('adopts what was abandoned, with parameters of its own', async () => {
    const [, adopted] = await client.run(
      `stack abandon --output-file ${file('left.json')} three`, `stack adopt --adopt-file ${file('left.json')} --parameter note=mine --enable-rollback --wait heir -f json`,
    );
    expect(JSON.parse(readFileSync(file('left.json'), 'utf8'))).toMatchObject({ name: 'three', tags: ['green'], environment: { parameters: { length: '7' } } });
    expect(printedJson(adopted ?? '')).toMatchObject({ stack_status: 'ADOPT_COMPLETE' });
    const [heir] = await ask('stack show heir');
    expect(heir).toMatchObject({ parameters: { length: '7', note: 'mine' }, disable_rollback: false });
  });

  it('pages through configs, and lists deployments of a server with everything about them', async () => {
    const [one, two] = await ask(...['first', 'second'].map((name) => `software config create --config-file ${file('config.sh')} --definition-file ${file('inputs.yaml')} --group script ${name}`));
    const [newest, older] = await ask('software config list --limit 1', `software config list --limit 1 --marker ${String(mapOf(two)['id'])}`);
    expect([column(newest, 'name'), column(older, 'name')]).toEqual([['second'], ['first']]);
    const [made] = await ask(`software deployment create --config ${String(mapOf(one)['id'])} --server s1 --action UPDATE --input-value who=me --signal-transport NO_SIGNAL --timeout 3 dep`);
    const [mine, others, metadata] = await client.run('software deployment list --server s1 --long -f json', 'software deployment list --server s2 -f json', 'software deployment metadata show s1');
    expect(listOf(printedJson(mine ?? ''))).toMatchObject([{ id: mapOf(made)['id'], action: 'UPDATE', status: 'IN_PROGRESS' }]);
    expect(printedJson(others ?? '')).toEqual([]);
    expect(listOf(printedJson(metadata ?? ''))[0]).toMatchObject({ group: 'script', name: 'dep', inputs: expect.arrayContaining([expect.objectContaining({ name: 'who', value: 'me' })]) });
  });

  it('asks for descriptions, conditions, nested parameters and errors to be ignored', async () => {
    const [long, cfn, conditions, nested, given, code] = await client.run(
      'orchestration resource type list --long --filter name=OS::Heat::V.* -f json', 'orchestration resource type show --template-type cfn OS::Heat::Value', 'orchestration template function list --with_conditions heat_template_version.2021-04-16 -f json',
      `orchestration template validate -t ${file('parent.yaml')} --show-nested -f json`, `orchestration template validate -t ${file('one.yaml')} -e ${file('env.yaml')} --parameter note=hi --ignore-errors 99001 -f json`,
      `orchestration template validate -t ${file('one.yaml')} --ignore-errors 1`,
    );
    expect(column(printedJson(long ?? ''), 'Resource Type')).toEqual(['OS::Heat::Value']);
    expect(cfn).toContain('HeatTemplateFormatVersion');
    expect(column(printedJson(conditions ?? ''), 'Functions')).toEqual(expect.arrayContaining(['equals', 'not', 'and', 'or']));
    expect(mapOf(mapOf(printedJson(nested ?? ''))['NestedParameters'])).toMatchObject({ child: { Parameters: { size: { Type: 'Number', Value: 4 } } } });
    expect(printedJson(given ?? '')).toMatchObject({ Parameters: { length: { Value: 9 }, note: { Value: 'hi' } } });
    expect(code).toContain("Invalid codes in ignore_errors : ['1']");
  });

  it('deletes several, tells which is not there, and lists what was deleted', async () => {
    const [deleted, list] = await client.run('stack delete -y nothing nest --wait', 'stack list --deleted --property name=nest -f json');
    expect(deleted).toContain('The Stack (nothing) could not be found.');
    expect(deleted).toContain('Unable to delete 1 of the 2 stacks.');
    expect(column(printedJson(list ?? ''), 'Stack Status')).toEqual(['DELETE_COMPLETE']);
    expect(api.faults).toEqual([]);
  });
});
