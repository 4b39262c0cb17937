/**
 * OpenStack's own host agent, as Debian has it, reads a server's metadata over each of its collectors; what it collects is rendered by os-apply-config,
 * and its scripts are run and signalled as its dispatcher does.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { mapOf } from './testing/api-stage';
import { type IdentityStage, identityStage } from './testing/identity-stage';

const COLLECTOR = '/usr/bin/os-collect-config';
const APPLIER = '/usr/bin/os-apply-config';
const there = existsSync(COLLECTOR) && existsSync(APPLIER);
if (!there) console.warn('NOT TESTED: os-collect-config and os-apply-config are not installed (Debian: python3-os-collect-config, python3-os-apply-config).');

/** Runs each script once and signals its result, over the URL or, with the user of the deployment, over Heat's API or a queue. */
const DISPATCHER = String.raw`#!/usr/bin/python3
import json, os, subprocess, sys, urllib.request
root = os.path.dirname(os.path.abspath(__file__))
def ask(method, url, body, headers={}):
    request = urllib.request.Request(url, json.dumps(body).encode(), {'content-type': 'application/json', **headers}, method=method)
    return urllib.request.urlopen(request)
subprocess.check_call(['/usr/bin/os-apply-config', '--templates', root + '/templates', '--output', root + '/rendered'])
merged = {}
for file in os.environ['OS_CONFIG_FILES'].split(':'):
    merged.update(json.load(open(file)))
for deployment in merged.get('deployments', []):
    done = root + '/done-' + deployment['id']
    if deployment['group'] != 'script' or os.path.exists(done):
        continue
    open(done, 'w').close()
    inputs = {one['name']: one['value'] for one in deployment['inputs']}
    script = root + '/script'
    open(script, 'w').write(deployment['config'])
    os.chmod(script, 0o700)
    environment = {name: str(value) for name, value in inputs.items()}
    run = subprocess.run([script], env={**os.environ, **environment, 'heat_outputs_path': root + '/out'}, capture_output=True, text=True)
    signal = {'deploy_stdout': run.stdout, 'deploy_stderr': run.stderr, 'deploy_status_code': run.returncode}
    for output in deployment['outputs']:
        if os.path.exists(root + '/out.' + output['name']):
            signal[output['name']] = open(root + '/out.' + output['name']).read()
    if 'deploy_signal_id' in inputs:
        ask(inputs['deploy_signal_verb'], inputs['deploy_signal_id'], signal)
    elif 'deploy_auth_url' in inputs:
        login = ask('POST', inputs['deploy_auth_url'] + '/auth/tokens', {'auth': {
            'identity': {'methods': ['password'], 'password': {'user': {'id': inputs['deploy_user_id'], 'password': inputs['deploy_password']}}},
            'scope': {'project': {'id': inputs['deploy_project_id']}}}})
        token = {'x-auth-token': login.headers['x-subject-token'], 'client-id': '3381af92-2b9e-11e3-b191-71861300734c'}
        catalog = {one['type']: one['endpoints'][0]['url'] for one in json.load(login)['token']['catalog']}
        if 'deploy_queue_id' in inputs:
            ask('POST', catalog['messaging'] + '/v2/queues/' + inputs['deploy_queue_id'] + '/messages', {'messages': [{'body': signal, 'ttl': 600}]}, token)
        else:
            ask('POST', catalog['orchestration'] + '/stacks/' + inputs['deploy_stack_id'] + '/resources/' + inputs['deploy_resource_name'] + '/signal', signal, token)
`;

const template = (poll: string, signal: string) => `heat_template_version: 2021-04-16
resources:
  server: { type: OS::Heat::DeployedServer, metadata: { role: web }, properties: { software_config_transport: ${poll} } }
  motd: { type: OS::Heat::StructuredConfig, properties: { group: os-apply-config, config: { motd: { text: { get_input: text } } } } }
  say: { type: OS::Heat::StructuredDeployment, properties: { name: 10-motd, config: { get_resource: motd }, server: { get_resource: server }, signal_transport: NO_SIGNAL, input_values: { text: welcome } } }
  script:
    type: OS::Heat::SoftwareConfig
    properties:
      group: script
      inputs: [{ name: word }]
      outputs: [{ name: heard }]
      config: |
        #!/bin/sh
        echo "action $deploy_action"
        printf '%s!' "$word" >$heat_outputs_path.heard
  run: { type: OS::Heat::SoftwareDeployment, depends_on: say, properties: { name: 20-run, config: { get_resource: script }, server: { get_resource: server }, signal_transport: ${signal}, input_values: { word: hello } } }
outputs:
  collect: { value: { get_attr: [server, os_collect_config] } }
  heard: { value: { get_attr: [run, heard] } }
  said: { value: { get_attr: [run, deploy_stdout] } }
`;

describe.runIf(there)('os-collect-config', () => {
  let stage: IdentityStage;
  const directories: string[] = [];
  beforeAll(async () => {
    stage = await identityStage();
  }, 60_000);
  afterAll(async () => {
    await stage.end();
    for (const directory of directories) rmSync(directory, { recursive: true, force: true });
  });

  function machine(block: JsonMap): { root: string; args: string[] } {
    const root = mkdtempSync(path.join(tmpdir(), 'hearth-occ-'));
    directories.push(root);
    mkdirSync(`${root}/templates/etc`, { recursive: true });
    writeFileSync(`${root}/templates/etc/motd`, '{{#motd}}{{text}} to {{/motd}}{{role}}\n');
    writeFileSync(`${root}/dispatch`, DISPATCHER, { mode: 0o755 });
    const line = ([key, value]: [string, Json]): string => `${key} = ${String(value)}\n`;
    const sections = Object.entries(block).filter(([name]) => name !== 'collectors').map(([name, values]) => `[${name}]\n${Object.entries(mapOf(values)).map(line).join('')}`);
    const collectors = (Array.isArray(block['collectors']) ? block['collectors'] : []).filter((name) => name !== 'local').map((name) => `collectors = ${String(name)}\n`);
    writeFileSync(`${root}/conf`, `[DEFAULT]\n${collectors.join('')}command = ${root}/dispatch\ncachedir = ${root}/cache\nbackup_cachedir = ${root}/backup\n${sections.join('')}`);
    mkdirSync(`${root}/cache`);
    return { root, args: ['--config-file', `${root}/conf`, '--one-time'] };
  }

  it.each([
    ['POLL_SERVER_CFN', 'CFN_SIGNAL'],
    ['POLL_SERVER_HEAT', 'HEAT_SIGNAL'],
    ['POLL_TEMP_URL', 'TEMP_URL_SIGNAL'],
    ['ZAQAR_MESSAGE', 'ZAQAR_SIGNAL'],
  ])('collects over %s, and what it runs signals by %s', async (poll, signal) => {
    const deployment = await stage.stage.create(poll.toLowerCase().replaceAll('_', '-'), template(poll, signal));
    const given = async (): Promise<number> => stage.prisma.softwareDeployment.count({ where: { rootId: deployment.stackId } });
    await expect.poll(given, { timeout: 15_000 }).toBe(2);
    const { root, args } = machine(mapOf(await stage.stage.output(deployment, 'collect')));
    const { stderr } = await promisify(execFile)('/usr/bin/env', ['-i', 'PATH=/usr/bin:/bin', `HOME=${root}`, COLLECTOR, ...args], { timeout: 60_000 });
    expect(existsSync(`${root}/rendered/etc/motd`), stderr).toBe(true);
    expect(await stage.stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect(await stage.stage.output(deployment, 'heard')).toBe('hello!');
    expect(await stage.stage.output(deployment, 'said')).toBe('action CREATE\n');
    expect(readFileSync(`${root}/rendered/etc/motd`, 'utf8')).toBe('welcome to web\n');
    await stage.stage.delete(deployment);
    expect(await stage.stage.finished(deployment)).toContain('DELETE_COMPLETE');
  }, 120_000);
});
