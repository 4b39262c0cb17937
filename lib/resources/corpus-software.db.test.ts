/**
 * Real templates of software configuration, deployed to the sandbox with the real tools. The scripts that some of them name are not part of the
 * collection, so each has one of our own. Of the others, those for Salt, Chef, kubelet and images of Fedora Atomic need what Debian does not have; WordPress and Docker
 * Compose need packages and images from the network; ssh-copy-id needs two machines with users of their own; certificates would change the machine of the tests; and those for
 * os-apply-config alone never signal (what it renders is held in lib/heat-api/os-collect-config.db.test.ts).
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installed } from '@/lib/software/testing/run-tool';
import type { JsonMap } from '@/lib/hot/types';
import { type Deployment, DeploymentStage } from '@/lib/testing/deployment-stage';

const directory = path.resolve(import.meta.dirname, '../../../shared/corpus/heat-templates/hot/software-config/example-templates');
const there = existsSync(directory);
if (!there) console.warn(`NOT TESTED: there are no real templates at ${directory}.`);

const FILES = {
  'boot.yaml': "heat_template_version: '2021-04-16'\nresources:\n  none: { type: 'OS::Heat::CloudConfig', properties: { cloud_config: { runcmd: [] } } }\noutputs:\n  config: { value: { get_resource: none } }\n",
  'config-scripts/example-script.sh': '#!/bin/sh\necho "out $foo"\necho "err $bar" >&2\nprintf "%s and %s" "$foo" "$bar" >$heat_outputs_path.result\n',
  'config-scripts/example-ansible-template.ansible': '- hosts: all\n  gather_facts: false\n  tasks:\n    - copy: { content: "{{ foo | default(\'none\', true) }} and {{ bar | default(\'none\', true) }}", dest: "{{ heat_outputs_path }}.result" }\n',
  'config-scripts/example-puppet-manifest.pp': 'file { "${facts[\'heat_outputs_path\']}.result": content => "${facts[\'foo\']} and ${facts[\'bar\']}" }\n',
};
const PARAMETERS: JsonMap = { key_name: 'k', flavor: 'm1.small', image: 'debian' };
/** Some of the templates write there. */
const LEFT_BEHIND = ['/tmp/foo', '/tmp/one', '/tmp/two', '/tmp/three', '/tmp/four', '/tmp/five', '/tmp/sw-component-actions', '/tmp/baaaaa', '/tmp/barmy', '/hello'];

describe.runIf(there)('the real template', () => {
  let stage: DeploymentStage;
  beforeAll(async () => {
    stage = await DeploymentStage.open();
  }, 60_000);
  afterAll(async () => {
    await stage.close();
    for (const file of LEFT_BEHIND) rmSync(file, { force: true });
  });

  const text = (name: string): string => readFileSync(path.join(directory, `${name}.yaml`), 'utf8');

  async function create(name: string, parameters = PARAMETERS, environment: JsonMap = {}): Promise<Deployment> {
    const deployment = await stage.create(path.basename(name), text(name), parameters, 'rollback', FILES, environment);
    const ended = await stage.finished(deployment, 60_000);
    expect(ended, (await stage.events(deployment)).join('\n')).toBe('CREATE_COMPLETE: Stack CREATE completed successfully');
    return deployment;
  }

  async function remove(deployment: Deployment): Promise<void> {
    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
  }

  it('example-script-template gives back results, output and code of both deployments', async () => {
    const deployment = await create('example-script-template');
    expect(await stage.output(deployment, 'result')).toBe('fooooo and baaaaa');
    expect(await stage.output(deployment, 'other_result')).toBe('fu and barmy');
    expect(await stage.output(deployment, 'stdout')).toBe('out fooooo\n');
    expect(await stage.output(deployment, 'stderr')).toBe('err baaaaa\n');
    expect(await stage.output(deployment, 'status_code')).toBe(0);
    await remove(deployment);
  }, 60_000);

  it('example-config-pristine-image runs on a server that got its agent from a type of the environment', async () => {
    const deployment = await create('example-config-pristine-image', PARAMETERS, { resource_registry: { 'Heat::InstallConfigAgent': 'boot.yaml' } });
    expect(await stage.output(deployment, 'result')).toMatch(/^The file \/tmp\/baaaaa contains fooooo for server [0-9a-f-]{36} during CREATE$/);
    expect(await stage.output(deployment, 'other_result')).toMatch(/^The file \/tmp\/barmy contains fu for server/);
    expect(await stage.output(deployment, 'stdout')).toBe('Writing to /tmp/baaaaa\nWritten to /tmp/baaaaa\n');
    expect(await stage.output(deployment, 'stderr')).toContain('Output to stderr');
    await remove(deployment);
  }, 60_000);

  it.runIf(process.getuid?.() === 0)('cirros-hello-world tells what its file has', async () => {
    const deployment = await create('cirros-example/cirros-hello-world');
    expect(await stage.output(deployment, 'deploy_output')).toBe('Hello, world!\n');
    await remove(deployment);
  }, 60_000);

  it.runIf(installed('ansible-playbook'))('example-ansible-template runs its playbook for both', async () => {
    const deployment = await create('example-ansible-template');
    expect(await stage.output(deployment, 'result')).toBe('fooooo and baaaaa');
    expect(await stage.output(deployment, 'status_code')).toBe(0);
    await remove(deployment);
  }, 90_000);

  it.runIf(installed('puppet'))('example-puppet-template applies its manifest for both', async () => {
    const deployment = await create('example-puppet-template');
    expect(await stage.output(deployment, 'result')).toBe('fooooo and baaaaa');
    expect(await stage.output(deployment, 'other_result')).toBe('fu and barmy');
    await remove(deployment);
  }, 90_000);

  it('example-cfn-init-template runs its deployments in the order of their names', async () => {
    const deployment = await create('example-cfn-init-template');
    expect(await stage.output(deployment, 'result')).toMatch(/^The file \/tmp\/foo contains barmy for server [0-9a-f-]{36} during CREATE$/);
    await remove(deployment);
  }, 60_000);

  it('example-deploy-sequence goes from one server to the other and back', async () => {
    const deployment = await create('example-deploy-sequence');
    expect(await stage.output(deployment, 'deployment_a_stdout')).toMatch(/^Previous: NONE\ndeployment_a is running on /);
    expect(await stage.output(deployment, 'deployment_b_stdout')).toMatch(/^Previous: Previous: NONE\ndeployment_a is running .*\ndeployment_b is running on /s);
    expect(await stage.output(deployment, 'deployment_c_stdout')).toMatch(/^Previous: deployment_b\ndeployment_c is running on /);
    await remove(deployment);
  }, 60_000);

  it('example-sw-component-template runs what its component has for each action', async () => {
    const deployment = await create('example-sw-component-template');
    expect(await stage.output(deployment, 'sw_component_last_action')).toBe('CREATE\n');
    await stage.update(deployment, text('example-sw-component-template').replace('signal_transport: HEAT_SIGNAL', 'signal_transport: HEAT_SIGNAL\n      name: changed'), PARAMETERS);
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    expect(await stage.output(deployment, 'sw_component_last_action')).toBe('UPDATE\n');
    await remove(deployment);
  }, 60_000);

  it('example-structured-template gives structures to the server', async () => {
    const deployment = await create('example-structured-template');
    const { rows } = await stage.world.database.pool.query<{ config: JsonMap }>("SELECT config FROM software_config WHERE derived_for IS NOT NULL AND config ? 'config_value_foo'");
    expect(rows.map(({ config }) => config['config_value_foo']).toSorted()).toEqual(['fooooo', 'fu']);
    await remove(deployment);
  }, 60_000);

  it('example-cloud-init runs all five parts of its user data', async () => {
    for (const file of LEFT_BEHIND) rmSync(file, { force: true });
    const deployment = await create('example-cloud-init');
    const read = (name: string): string => (existsSync(`/tmp/${name}`) ? readFileSync(`/tmp/${name}`, 'utf8').trim() : '');
    for (const name of ['one', 'two', 'three', 'four', 'five']) await expect.poll(() => read(name), { timeout: 15_000 }).toBe(`The ${name} is bar`);
    await remove(deployment);
  }, 60_000);

  it.runIf(installed('ansible-playbook'))('example-software-deploymentgroup-template runs on both servers', async () => {
    const deployment = await create('example-software-deploymentgroup-template', { key_name: 'k', flavor: 'm1.small', ubuntu_image: 'ubuntu', fedora_image: 'fedora', network: 'private' });
    const done = async (): Promise<number> => {
      const { rows } = await stage.world.database.pool.query("SELECT 1 FROM software_deployment WHERE root_id = $1 AND finished_at IS NOT NULL AND output_values->>'deploy_status_code' = '0'", [deployment.stackId]);
      return rows.length;
    };
    await expect.poll(done, { timeout: 30_000 }).toBe(2);
    await remove(deployment);
  }, 90_000);
});
