/**
 * Real templates of software configuration, deployed to the sandbox with the real tools. The scripts that some of them name are not part of the
 * collection, so each has one of our own; so have the images that they would load from the network. Those that need machines of their own are in
 * corpus-machines.db.test.ts; `NOT_RUN` says which are not carried out, and why. A template that is in neither fails the first test.
 */
import { existsSync, globSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asText } from '@/lib/software/json';
import { installed } from '@/lib/software/testing/run-tool';
import type { JsonMap } from '@/lib/hot/types';
import { readDeploymentsMetadata } from '@/lib/store/deployments';
import { type Deployment, DeploymentStage } from '@/lib/testing/deployment-stage';
import { startDockerDaemon } from '@/lib/testing/docker-daemon';

const directory = path.resolve(import.meta.dirname, '../../../shared/corpus/heat-templates/hot/software-config/example-templates');
const there = existsSync(directory);
if (!there) console.warn(`NOT TESTED: there are no real templates at ${directory}.`);

const FILES = {
  'boot.yaml': "heat_template_version: '2021-04-16'\nresources:\n  none: { type: 'OS::Heat::CloudConfig', properties: { cloud_config: { runcmd: [] } } }\noutputs:\n  config: { value: { get_resource: none } }\n",
  'config-scripts/example-script.sh': '#!/bin/sh\necho "out $foo"\necho "err $bar" >&2\nprintf "%s and %s" "$foo" "$bar" >$heat_outputs_path.result\n',
  'config-scripts/example-ansible-template.ansible': '- hosts: all\n  gather_facts: false\n  tasks:\n    - copy: { content: "{{ foo | default(\'none\', true) }} and {{ bar | default(\'none\', true) }}", dest: "{{ heat_outputs_path }}.result" }\n',
  'config-scripts/example-docker-compose.yml': 'box:\n  image: busybox\n  env_file: ./busybox.env\n  command: sleep 600\n',
  // Small programs in place of MariaDB, Apache and PHP: a file is the database, and the page is made of what is read from it.
  'db_install.sh': '#!/bin/sh\n[ -n "$db_rootpassword" ] || exit 1\nprintf "%s %s %s" "$db_name" "$db_user" "$db_password" >/tmp/wordpress.db\necho "database $db_name is there"\n',
  'wp_install.sh': '#!/bin/sh\nread -r name user password </tmp/wordpress.db || [ -n "$name" ] || exit 1\n[ "$name $user $password" = "$db_name $db_user $db_password" ] || exit 1\necho "blog of $user at $db_ipaddr"\n',
  'config-scripts/example-puppet-manifest.pp': 'file { "${facts[\'heat_outputs_path\']}.result": content => "${facts[\'foo\']} and ${facts[\'bar\']}" }\n',
};
const PARAMETERS: JsonMap = { key_name: 'k', flavor: 'm1.small', image: 'debian' };
/** Some of the templates write there. */
const LEFT_BEHIND = ['/tmp/foo', '/tmp/one', '/tmp/two', '/tmp/three', '/tmp/four', '/tmp/five', '/tmp/sw-component-actions', '/tmp/baaaaa', '/tmp/barmy', '/hello', '/tmp/wordpress.db'];

/** Templates whose tool cannot be had here, with the reason, and what Hearth says then. Their commands are held against their documentation in lib/software/tools. */
const NOT_RUN: readonly { template: string; program: string | null; reason: string; says: string }[] = [
  { template: 'example-salt-template', program: 'salt-call', reason: 'Debian has no Salt', says: 'Salt is not installed on this host: the program "salt-call" was not found' },
  { template: 'example-chef-template', program: 'chef-client', reason: 'its config is a list, which Heat does not take for a map either, and Debian has no Chef', says: `properties.config: "['recipe[nginx-pkg]']" is not a map` },
  { template: 'example-kubelet-template', program: 'kubelet', reason: 'Debian has no kubelet, which needs systemd and a container runtime of its own', says: 'The kubelet is not installed on this host' },
  { template: 'example-pristine-atomic-tool', program: null, reason: 'the tool of Fedora Atomic is no more, and neither is its hook in Heat', says: 'There is no hook for the group "atomic"' },
];

describe.runIf(there)('the collection of real templates', () => {
  it('is deployed as a whole, but for those that are named with a reason', () => {
    const tests = ['corpus-software.db.test.ts', 'corpus-machines.db.test.ts'].map((file) => readFileSync(path.join(import.meta.dirname, file), 'utf8')).join('\n');
    const notRun = new Set(NOT_RUN.map(({ template }) => template));
    // The others are environments, which some of the tests give.
    const templates = globSync('**/*.yaml', { cwd: directory }).filter((file) => readFileSync(path.join(directory, file), 'utf8').includes('heat_template_version')).map((file) => file.replace(/\.yaml$/, ''));
    const named = (template: string): boolean => new RegExp(`(create|text|each)\\(\\[?[^)\\n]*['"\`]${template.replace(/_(1-instance|2-instances)$/, '_')}['"\`$]`).test(tests);
    expect(templates.filter((template) => !notRun.has(template) && !named(template)), 'neither deployed nor excused').toEqual([]);
    expect([...notRun].filter((template) => !templates.includes(template)), 'excused, and not there').toEqual([]);
    expect([...notRun].filter(named), 'excused, and deployed').toEqual([]);
  });
});

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

  it.each(NOT_RUN.filter(({ program }) => program === null || !installed(program)))('$template is not carried out ($reason): it fails at once, says so, and is rolled back', async ({ template, says }) => {
    const files = { ...FILES, 'config-scripts/example-salt-state.sls': 'web: {test.nop: []}\n' };
    const deployment = await stage.create(template, text(template), PARAMETERS, 'rollback', files, { resource_registry: { 'Heat::InstallConfigAgent': 'boot.yaml' } });
    expect(await stage.finished(deployment, 60_000)).toContain('ROLLBACK_COMPLETE');
    const { rows } = await stage.world.database.pool.query<{ said: string }>("SELECT coalesce(string_agg(l.text, ''), '') AS said FROM deployment_log l JOIN software_deployment d ON d.id = l.deployment_id WHERE d.root_id = $1", [deployment.stackId]);
    expect([rows[0]?.said, ...(await stage.events(deployment))].join('\n')).toContain(says);
  }, 60_000);

  it.each([['1-instance', 'wordpress_deployment'], ['2-instances', 'wordpress_deployment']])('WordPress on %s has its database first, and the same password on both sides', async (servers, deploymentName) => {
    rmSync('/tmp/wordpress.db', { force: true });
    const deployment = await create(`wordpress/WordPress_software-config_${servers}`, { key_name: 'k', flavor: 'm1.small', image: 'debian' });
    expect(asText(await stage.output(deployment, 'WebsiteURL'))).toMatch(/^http:\/\/\d+\.\d+\.\d+\.\d+\/wordpress$/);
    const { rows } = await stage.world.database.pool.query<{ said: string }>("SELECT text AS said FROM deployment_log l JOIN software_deployment d ON d.id = l.deployment_id WHERE d.root_id = $1 AND d.resource_name = $2", [deployment.stackId, deploymentName]);
    // Whose name is hidden by the template.
    expect(rows.map(({ said }) => said).join('')).toMatch(/^blog of \*+ at \d+\.\d+\.\d+\.\d+\n$/);
    await remove(deployment);
  }, 60_000);

  it.each(['example-os-apply-config', 'example-os-apply-config-plus-cloud-config'])('%s waits until the image has applied its metadata, and says so', async (name) => {
    rmSync('/tmp/one', { force: true });
    const deployment = await stage.create(name, text(name), { ...PARAMETERS, ntp_server: 'ntp.example.org' });
    await stage.heard(deployment, /./);
    const { pool } = stage.world.database;
    const server = await stage.physicalId(deployment, 'server');
    const [metadata] = await expect.poll(() => readDeploymentsMetadata(pool, stage.world.vault, server), { timeout: 15_000 }).toHaveLength(1).then(() => readDeploymentsMetadata(pool, stage.world.vault, server));
    expect(metadata?.['config']).toEqual({ ntp: { servers: [{ server: 'ntp.example.org' }] } });
    if (name.endsWith('cloud-config')) await expect.poll(() => existsSync('/tmp/one') && readFileSync('/tmp/one', 'utf8'), { timeout: 15_000 }).toBe('The one is bar');
    // What 99-refresh-completed of such an image sends; the agent of the server leaves it to the image.
    const { rows: [row] } = await pool.query<{ url: string }>("SELECT input->>'value' AS url FROM software_config c, jsonb_array_elements(c.inputs) AS input WHERE c.derived_for IS NOT NULL AND c.id = $1 AND input->>'name' = 'deploy_signal_id'", [metadata?.['id']]);
    expect((await fetch(row?.url ?? '', { method: 'POST', body: JSON.stringify({ deploy_stdout: 'applied', deploy_stderr: '', deploy_status_code: 0 }) })).status).toBe(200);
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect([await stage.output(deployment, 'deployment_stdout'), await stage.output(deployment, 'deployment_status')]).toEqual(['applied', 0]);
    await remove(deployment);
  }, 60_000);
});

/** Where containers of compose files are looked for when nobody says where: on this machine for these tests only, and not where there is one. */
const SOCKET = '/var/run/docker.sock';
const daemon = there && !existsSync(SOCKET) && installed('docker-compose') ? await startDockerDaemon({ bridge: true }) : `${SOCKET} belongs to another Docker, or docker-compose is missing`;
if (typeof daemon === 'string') console.warn(`NOT TESTED: the real templates of Docker Compose, because ${daemon}.`);

describe.runIf(there && typeof daemon !== 'string')('the real template of Docker Compose', () => {
  let stage: DeploymentStage;
  beforeAll(async () => {
    if (typeof daemon === 'string') return;
    symlinkSync(daemon.address.replace('unix://', ''), SOCKET);
    // None of them comes from the network: under its name stands a shell that does something small.
    for (const [repository, command] of [['redis', '["sleep", "600"]'], ['nginx', '["httpd", "-f", "-p", "8000"]'], ['training/webapp', '["httpd", "-f", "-p", "5000"]'], ['busybox', '["sh"]']] as const) {
      const container = await daemon.engine.createContainer({ Image: 'bare', Cmd: ['sh'] });
      await container.commit({ repo: repository, tag: 'latest', changes: `CMD ${command}` });
      await container.remove();
    }
    stage = await DeploymentStage.open();
  }, 120_000);
  afterAll(async () => {
    if (typeof daemon === 'string') return;
    await stage?.close();
    rmSync(SOCKET, { force: true });
    await daemon.end();
  });

  const containers = async (project: string): Promise<Record<string, { running: boolean; env: string[] }>> => {
    if (typeof daemon === 'string') return {};
    const all = await daemon.engine.listContainers({ all: true, filters: { label: [`com.docker.compose.project=${project}`] } });
    return Object.fromEntries(await Promise.all(all.map(async ({ Id, Labels }) => {
      const { State, Config } = await daemon.engine.getContainer(Id).inspect();
      return [Labels['com.docker.compose.service'] ?? '', { running: State.Running, env: Config.Env ?? [] }] as const;
    })));
  };
  const create = async (name: string, parameters: JsonMap, environment: JsonMap = {}): Promise<Deployment> => {
    const deployment = await stage.create(path.basename(name), readFileSync(path.join(directory, `${name}.yaml`), 'utf8'), parameters, 'rollback', FILES, environment);
    expect(await stage.finished(deployment, 90_000), (await stage.events(deployment)).join('\n')).toBe('CREATE_COMPLETE: Stack CREATE completed successfully');
    return deployment;
  };

  it('example-docker-compose-template brings up linked services with the variables of its files', async () => {
    const deployment = await create('example-docker-compose-template', { ...PARAMETERS, env_file_0: 'COMMON=0', env_file_1: 'APP=1', env_file_2: 'TEST=2', env_file_3: 'BOX=3' });
    expect(await stage.output(deployment, 'status_code_deployment')).toBe(0);
    expect(await containers('test_deployment')).toEqual({
      db: { running: true, env: expect.arrayContaining(['COMMON=0', 'APP=1']) }, web: { running: true, env: expect.arrayContaining(['TEST=2']) },
    });
    expect(await containers('other_deployment')).toEqual({ box: { running: true, env: expect.arrayContaining(['BOX=3']) } });
    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
  }, 120_000);

  it('example-pristine-atomic-docker-compose runs on a server that got its agent from a type of the environment', async () => {
    const deployment = await create('example-pristine-atomic-docker-compose', PARAMETERS, { resource_registry: { 'Heat::InstallConfigAgent': 'boot.yaml' } });
    expect(await stage.output(deployment, 'status_code')).toBe(0);
    expect((await fetch('http://127.0.0.1:5000/')).status, 'its port is that of the host').toBe(404);
  }, 120_000);
});
