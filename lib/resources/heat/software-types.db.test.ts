/** The types of software configuration beyond the single deployment, deployed as the product does. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '@/lib/hot/types';
import { parseMultipart } from '@/lib/software/mime';
import { resumeStack, suspendStack } from '@/lib/stacks/operations';
import type { Caller } from '@/lib/stacks/ports';
import { type Deployment, DeploymentStage } from '@/lib/testing/deployment-stage';
import { unwrapped } from '@/lib/testing/unwrapped';

let stage: DeploymentStage;
beforeAll(async () => {
  stage = await DeploymentStage.open();
}, 60_000);
afterAll(() => stage.close());

const HEAD = "heat_template_version: '2021-04-16'\n";
const SERVER = "{ type: 'OS::Nova::Server', properties: { flavor: f, image: i, user_data_format: SOFTWARE_CONFIG } }";

const fileOn = async (deployment: Deployment, server: string, file: string): Promise<string> =>
  readFileSync(path.join(stage.world.sandbox.directoryOf(await stage.physicalId(deployment, server)), file), 'utf8');

const group = (word: string, policy: string, servers: string) => `${HEAD}
resources:
  a: ${SERVER}
  b: ${SERVER}
  c: ${SERVER}
  config:
    type: OS::Heat::SoftwareConfig
    properties:
      group: script
      inputs: [{ name: word }]
      outputs: [{ name: heard }, { name: code }]
      config: |
        #!/bin/sh
        [ "$word" != bad ] || exit 9
        echo "$HEARTH_SERVER_NAME: $word"
        printf '%s' "$word!" >$heat_outputs_path.heard
  all:
    type: OS::Heat::SoftwareDeploymentGroup
    ${policy}
    properties:
      config: { get_resource: config }
      servers: ${servers}
      input_values: { word: ${word} }
outputs:
  heard: { value: { get_attr: [all, heard] } }
  codes: { value: { get_attr: [all, deploy_status_codes] } }
  out: { value: { get_attr: [all, deploy_stdouts] } }
  one: { value: { get_attr: [all, heard, b] } }
`;

const TWO = '{ a: { get_resource: a }, b: { get_resource: b } }';
const THREE = '{ a: { get_resource: a }, b: { get_resource: b }, c: { get_resource: c } }';

describe('a deployment group', () => {
  it('deploys to every server of its map, and gives back maps by their names', async () => {
    const deployment = await stage.create('fleet', group('hello', '', TWO));
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect(await stage.output(deployment, 'heard')).toEqual({ a: 'hello!', b: 'hello!' });
    expect(await stage.output(deployment, 'codes')).toEqual({ a: 0, b: 0 });
    expect(await stage.output(deployment, 'one')).toBe('hello!');

    await stage.update(deployment, group('hi', 'update_policy: { rolling_update: { max_batch_size: 1 } }', THREE));
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    expect(await stage.output(deployment, 'heard')).toEqual({ a: 'hi!', b: 'hi!', c: 'hi!' });

    await stage.update(deployment, group('bad', '', THREE));
    expect(await stage.finished(deployment)).toContain('ROLLBACK_COMPLETE');
    expect(await stage.output(deployment, 'heard')).toEqual({ a: 'hi!', b: 'hi!', c: 'hi!' });
    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
  }, 90_000);

  it('goes on with the next batch when one is done', async () => {
    const deployment = await stage.create('rolling', group('x', 'update_policy: { batch_create: { max_batch_size: 2 } }', THREE));
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    const { rows } = await stage.world.database.pool.query<{ name: string; status: string }>(
      `SELECT e.resource_name AS name, e.action || '_' || e.status AS status FROM event e JOIN stack s ON s.id = e.stack_id
       WHERE e.root_id = $1 AND s.parent_resource_name = 'all' AND e.resource_name IN ('a', 'b', 'c') AND e.waiting_for IS NULL AND e.action = 'CREATE' ORDER BY e.seq`, [deployment.stackId],
    );
    const position = (name: string, status: string) => rows.findIndex((row) => row.name === name && row.status === status);
    expect(position('c', 'CREATE_IN_PROGRESS')).toBeGreaterThan(position('a', 'CREATE_COMPLETE'));
    expect(position('c', 'CREATE_IN_PROGRESS')).toBeGreaterThan(position('b', 'CREATE_COMPLETE'));
  }, 60_000);

  it('of structured deployments fills in the inputs of each', async () => {
    const deployment = await stage.create('structured', `${HEAD}
resources:
  a: ${SERVER}
  config: { type: 'OS::Heat::StructuredConfig', properties: { group: cfn-init, inputs: [{ name: who }], config: { config: { commands: { x: { command: [echo, { get_input: who }] } } } } } }
  all: { type: 'OS::Heat::StructuredDeploymentGroup', properties: { config: { get_resource: config }, servers: { a: { get_resource: a } }, input_values: { who: world } } }
outputs:
  out: { value: { get_attr: [all, deploy_stdouts] } }
`);
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect(await stage.output(deployment, 'out')).toEqual({ a: '== command x\nworld\n' });
  }, 60_000);
});

describe('the actions of a deployment', () => {
  it('are those it runs for: a stack that is made, changed, suspended, resumed and deleted', async () => {
    const directory = mkdtempSync(path.join(tmpdir(), 'hearth-actions-'));
    const template = (word: string): string => `${HEAD}
resources:
  server: ${SERVER}
  config: { type: 'OS::Heat::SoftwareConfig', properties: { group: script, inputs: [{ name: file }, { name: word }], config: "#!/bin/sh\\necho $deploy_action $word >>$file\\n" } }
  all: { type: 'OS::Heat::SoftwareDeployment', properties: { config: { get_resource: config }, server: { get_resource: server }, actions: [CREATE, UPDATE, SUSPEND, RESUME, DELETE], input_values: { file: ${directory}/all, word: ${word} } } }
  usual: { type: 'OS::Heat::SoftwareDeployment', properties: { config: { get_resource: config }, server: { get_resource: server }, input_values: { file: ${directory}/usual, word: ${word} } } }
`;
    const caller: Caller = { userId: 'u', userName: 'Ann', projectId: stage.world.projectId, projectName: 'p', role: 'member' };
    const deployment = await stage.create('actions', template('one'));
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    await stage.update(deployment, template('two'));
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    unwrapped(await suspendStack(stage.ports(), caller, deployment.stackId));
    expect(await stage.finished(deployment)).toContain('SUSPEND_COMPLETE');
    unwrapped(await resumeStack(stage.ports(), caller, deployment.stackId));
    expect(await stage.finished(deployment)).toContain('RESUME_COMPLETE');
    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
    expect(readFileSync(`${directory}/all`, 'utf8')).toBe('CREATE one\nUPDATE two\nSUSPEND two\nRESUME two\nDELETE two\n');
    expect(readFileSync(`${directory}/usual`, 'utf8')).toBe('CREATE one\nUPDATE two\n');
    rmSync(directory, { recursive: true });
  }, 60_000);
});

describe('user data of several parts', () => {
  it('is one text, whose parts a server runs', async () => {
    const deployment = await stage.create('parts', `${HEAD}
resources:
  script: { type: 'OS::Heat::SoftwareConfig', properties: { group: script, config: "#!/bin/sh\\necho script >>$HEARTH_SERVER_DIR/order\\n" } }
  cloud: { type: 'OS::Heat::CloudConfig', properties: { cloud_config: { bootcmd: ['echo boot >>$HEARTH_SERVER_DIR/order'], runcmd: ['echo "run é" >>$HEARTH_SERVER_DIR/order', 'touch $HEARTH_SERVER_DIR/done'] } } }
  inner: { type: 'OS::Heat::MultipartMime', properties: { parts: [{ config: { get_resource: cloud }, filename: a.yaml, subtype: cloud-config }] } }
  all:
    type: OS::Heat::MultipartMime
    properties: { parts: [{ config: { get_resource: script }, subtype: x-shellscript }, { config: { get_resource: inner }, type: multipart }, { config: plain, filename: x-note.txt }] }
  server: { type: 'OS::Nova::Server', properties: { flavor: f, image: i, user_data: { get_resource: all } } }
outputs:
  text: { value: { get_attr: [all, config] } }
`);
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    const parts = parseMultipart(String(await stage.output(deployment, 'text'))) ?? [];
    expect(parts.map(({ contentType, filename }) => [contentType, filename])).toEqual([['text/x-shellscript', ''], ['text/cloud-config', 'a.yaml'], ['text/x-note', 'x-note.txt']]);
    expect(new TextDecoder().decode(parts[1]?.body)).toContain('echo "run é"');
    await expect.poll(() => fileOn(deployment, 'server', 'done').catch(() => 'not yet'), { timeout: 20_000 }).toBe('');
    expect(await fileOn(deployment, 'server', 'order')).toBe('boot\nscript\nrun é\n');
  }, 60_000);
});

describe('a deployed server', () => {
  const template = (transport: string) => `${HEAD}
resources:
  server: { type: 'OS::Heat::DeployedServer', metadata: { mine: 1 }, properties: { name: outside, software_config_transport: ${transport} } }
  config: { type: 'OS::Heat::SoftwareConfig', properties: { group: script, config: "#!/bin/sh\\n" } }
  deployment: { type: 'OS::Heat::SoftwareDeployment', properties: { config: { get_resource: config }, server: { get_resource: server }, signal_transport: NO_SIGNAL } }
outputs:
  name: { value: { get_attr: [server, name] } }
  collect: { value: { get_attr: [server, os_collect_config] } }
`;
  const metadata = async (deployment: Deployment): Promise<Json> => {
    const { rows } = await stage.world.database.pool.query<{ metadata: Json }>("SELECT metadata FROM resource WHERE stack_id = $1 AND name = 'server'", [deployment.stackId]);
    return rows[0]?.metadata ?? null;
  };

  it('tells its operator what the collector needs, in its attribute and its metadata; another transport takes the old one back', async () => {
    const deployment = await stage.create('outside', template('POLL_SERVER_CFN'));
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect(await stage.output(deployment, 'name')).toBe('outside');
    expect(await stage.output(deployment, 'collect')).toMatchObject({ collectors: ['cfn', 'local'], cfn: { stack_name: 'outside', path: 'server.Metadata' } });
    expect(await metadata(deployment)).toMatchObject({ mine: 1, 'os-collect-config': { collectors: ['cfn', 'local'] } });
    await stage.update(deployment, template('POLL_SERVER_HEAT'));
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    expect(await metadata(deployment)).toMatchObject({ mine: 1, 'os-collect-config': { collectors: ['heat', 'local'], cfn: null, heat: { stack_id: `outside/${deployment.stackId}` } } });
    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
  }, 60_000);
});

describe('handles', () => {
  const template = (word: string) => `${HEAD}
resources:
  handle: { type: 'OS::Heat::UpdateWaitConditionHandle' }
  condition: { type: 'AWS::CloudFormation::WaitCondition', properties: { Handle: { get_resource: handle }, Timeout: 60 } }
  word: { type: 'OS::Heat::Value', properties: { value: ${word} } }
outputs:
  url: { value: { get_resource: handle } }
`;
  const signal = async (deployment: Deployment, id: string): Promise<string> => {
    const open = async (): Promise<string> => String(await stage.output(deployment, 'url').catch(() => ''));
    await expect.poll(open, { timeout: 10_000 }).toMatch(/^http/);
    const url = await open();
    const body = JSON.stringify({ Status: 'SUCCESS', UniqueId: id, Data: id, Reason: 'r' });
    expect((await fetch(url, { method: 'PUT', body })).status).toBe(200);
    return url;
  };

  it('of updates are made anew by every update, so that their condition waits again', async () => {
    const deployment = await stage.create('again', template('one'));
    await signal(deployment, '1');
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    const first = await stage.output(deployment, 'url');
    await stage.update(deployment, template('two'));
    await expect.poll(() => stage.output(deployment, 'url'), { timeout: 10_000 }).not.toBe(first);
    await signal(deployment, '2');
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
  }, 60_000);

  it('of SwiftSignal take what is put at their URL', async () => {
    const handle = await stage.world.resource('OS::Heat::SwiftSignalHandle', 'handle');
    await handle.create();
    expect(handle.referenceId).toBe(handle.attribute('endpoint'));
    expect(handle.attribute('curl_cli')).toBe(`curl -i -X PUT '${String(handle.attribute('endpoint'))}'`);
    const condition = await stage.world.resource('OS::Heat::SwiftSignal', 'signal', { handle: handle.referenceId, timeout: 60, count: 2 });
    condition.others = [handle];
    expect(await condition.create()).toMatchObject({ kind: 'waiting', for: { what: 'signal 1 of 2' } });
    await handle.signal(null);
    await handle.signal({ id: 'x', data: { a: 1 } });
    await handle.signal({ id: 'x', data: { a: 2 } });
    expect(await condition.poll()).toMatchObject({ kind: 'complete' });
    expect(condition.attribute('data')).toBe('{"1": null, "x": {"a": 2}}');
    await handle.signal({ id: 'y', status: 'FAILURE', reason: 'no' });
    expect(await condition.poll()).toMatchObject({ kind: 'failed', errorType: 'SwiftSignalFailure', reason: 'no' });
  });
});
