/** Real templates of software configuration that need machines of their own: two that sign in to each other, and one whose trust store may change. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonMap } from '@/lib/hot/types';
import { bootWith, cloudInitRefusal } from '@/lib/software/testing/real-cloud-init';
import { joinHost } from '@/lib/stacks/hosts';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { SshLab, sshLabRefusal } from '@/lib/testing/ssh-lab';
import { unwrapped } from '@/lib/testing/unwrapped';

const directory = path.resolve(import.meta.dirname, '../../../shared/corpus/heat-templates/hot/software-config/example-templates');
const there = existsSync(directory);
const text = (name: string): string => readFileSync(path.join(directory, `${name}.yaml`), 'utf8');
const labRefusal = there ? sshLabRefusal() : 'there are no real templates';
const bootRefusal = there ? cloudInitRefusal() : 'there are no real templates';
if (labRefusal !== null) console.warn(`NOT TESTED: example-ssh-copy-id, because ${labRefusal}.`);
if (bootRefusal !== null) console.warn(`NOT TESTED: example-cloud-init-configure-ca-cert with the real cloud-init, because ${bootRefusal}.`);

describe.runIf(labRefusal === null)('example-ssh-copy-id', () => {
  let lab: SshLab;
  let stage: DeploymentStage;
  let homes: string[];
  beforeAll(async () => {
    lab = await SshLab.open(2);
    homes = lab.addUser('ec2-user');
    stage = await DeploymentStage.open(lab.gateway);
    const { world } = stage;
    const caller = { userId: 'u', userName: 'Ann', projectId: world.projectId, projectName: 'p', role: 'member' } as const;
    for (const [index, { hostname, directory: home }] of lab.machines.entries()) {
      const { command } = unwrapped(await joinHost({ hosts: world.hosts, servers: world.servers, publicUrl: world.web.url }, caller, null));
      await lab.run(index, command, { HEARTH_NAME: hostname, HEARTH_DIR: home, HEARTH_BOOT: 'off' });
    }
  }, 60_000);
  afterAll(async () => {
    await stage?.close();
    await lab?.close();
  }, 60_000);

  /** In place of a server that a cloud would make: one of the two machines. */
  const machine = (host: string): string => `heat_template_version: '2021-04-16'
parameters: {image: {type: string}, flavor: {type: string}, key_name: {type: string}, security_groups: {type: json}, networks: {type: json}, user_data_format: {type: string}}
resources:
  machine: {type: Hearth::Host, properties: {host: ${host}}}
outputs:
  OS::stack_id: {value: {get_resource: machine}}
`;

  it('makes a key on one machine, brings it to the other, and signs in there with it', async () => {
    const environment: JsonMap = { resource_registry: { resources: { server_a: { 'OS::Nova::Server': 'a.yaml' }, server_b: { 'OS::Nova::Server': 'b.yaml' } } } };
    const deployment = await stage.create('ssh-copy-id', text('example-ssh-copy-id'), {}, 'rollback', { 'a.yaml': machine('machine-0'), 'b.yaml': machine('machine-1') }, environment);
    expect(await stage.finished(deployment, 60_000), (await stage.events(deployment)).join('\n')).toBe('CREATE_COMPLETE: Stack CREATE completed successfully');
    // The host name that machine-1 was told by machine-0, over its real sshd.
    expect(await stage.output(deployment, 'do_key_test_stdout')).toMatch(/^(.*\n)*machine-0\n$/);
    const [a = '', b = ''] = homes;
    expect(readFileSync(path.join(a, '.ssh/authorized_keys'), 'utf8').trim()).toBe(readFileSync(path.join(b, '.ssh/id_rsa.pub'), 'utf8').trim());
    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
  }, 120_000);
});

describe.runIf(bootRefusal === null)('example-cloud-init-configure-ca-cert', () => {
  let stage: DeploymentStage;
  beforeAll(async () => {
    stage = await DeploymentStage.open();
  }, 60_000);
  afterAll(() => stage?.close());

  const certificate = (name: string): string => execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', '/dev/null', '-subj', `/CN=${name}`, '-days', '2'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

  it('gives servers user data with which the real cloud-init trusts their certificates; the sandbox, which is this machine, leaves its own alone and says so', async () => {
    const [one, two, three] = [certificate('one'), certificate('two'), certificate('three')];
    const files = {
      'certificates/ca_1.crt': one, 'certificates/ca_2.crt': two,
      'config-scripts/example-ca-certs-config.yml': `#cloud-config\nca-certs:\n  trusted:\n  - |\n${three.trimEnd().split('\n').map((line) => `    ${line}\n`).join('')}`,
    };
    const deployment = await stage.create('ca-certs', text('example-cloud-init-configure-ca-cert'), { key_name: 'k', flavor: 'm1.small' }, 'rollback', files);
    expect(await stage.finished(deployment, 60_000), (await stage.events(deployment)).join('\n')).toBe('CREATE_COMPLETE: Stack CREATE completed successfully');
    for (const [server, trusted] of [['server_one', one], ['server_two', two], ['server_three', three]] as const) {
      const { rows: [given] } = await stage.world.database.pool.query<{ id: string; user_data: string }>(
        "SELECT d.id, c.config #>> '{}' AS user_data FROM software_deployment d JOIN software_config c ON c.id = d.config_id WHERE d.root_id = $1 AND d.resource_name = $2", [deployment.stackId, server],
      );
      const bundle = bootWith({ userData: given?.user_data ?? '', modules: 'ca-certs', after: 'cat /etc/ssl/certs/ca-certificates.crt' });
      expect([one, two, three].filter((each) => bundle.includes(each.trim())), server).toEqual([trusted]);
      await expect.poll(async () => (await stage.world.database.pool.query<{ said: string | null }>("SELECT string_agg(text, '') AS said FROM deployment_log WHERE deployment_id = $1", [given?.id])).rows[0]?.said, { timeout: 15_000 })
        .toContain('The module "ca-certs" of cloud-config is not applied here.');
    }
    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
  }, 120_000);
});
