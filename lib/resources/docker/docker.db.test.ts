/** Templates of containers, deployed to a real Docker Engine that the test starts. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { type DockerDaemon, openToContainers, startDockerDaemon } from '@/lib/testing/docker-daemon';

const COMPLETE = (action: string): string => `${action}_COMPLETE: Stack ${action} completed successfully`;
const started = await startDockerDaemon();
if (typeof started === 'string') console.warn(`\n*** SKIPPED: the tests with a real Docker Engine, because there is none: ${started}\n`);

describe.skipIf(typeof started === 'string')('containers of a template', () => {
  let stage: DeploymentStage;
  let docker: DockerDaemon;
  let door: { port: number; close(): Promise<void> };

  beforeAll(async () => {
    if (typeof started === 'string') return;
    docker = started;
    stage = await DeploymentStage.open();
    door = await openToContainers(stage.world.web.url);
    await stage.world.connections.save({
      id: randomUUID(), projectId: stage.world.projectId, kind: 'docker', name: 'here', createdBy: 'test', secrets: null,
      settings: { address: docker.address, agentUrl: `http://10.231.7.1:${door.port}` },
    });
  }, 60_000);
  afterAll(async () => {
    await stage?.close();
    await door?.close();
    await docker?.end();
  }, 60_000);

  const containers = async (): Promise<string[]> => (await docker.engine.listContainers({ all: true })).map(({ Names }) => Names[0]?.slice(1) ?? '').toSorted();
  const networks = async (): Promise<string[]> => (await docker.engine.listNetworks()).map(({ Name }) => Name).filter((name) => !['bridge', 'host', 'none'].includes(name));
  const volumes = async (): Promise<string[]> => (await docker.engine.listVolumes()).Volumes.map(({ Name }) => Name);

  const twoContainers = (script: string): string => `
heat_template_version: 2021-04-16
resources:
  net:
    type: Hearth::Docker::Network
    properties: {subnet: 10.231.7.0/24, gateway: 10.231.7.1}
  data:
    type: Hearth::Docker::Volume
  machine:
    type: Hearth::Docker::Container
    properties:
      image: shell
      command: [sleep, '1000']
      agent: true
      stop_timeout: 0
      networks: [{network: {get_resource: net}, aliases: [machine]}]
      volumes: [{volume: {get_resource: data}, path: /data}]
  config:
    type: OS::Heat::SoftwareConfig
    properties:
      group: script
      inputs: [{name: word}]
      outputs: [{name: answer}]
      config: |
        #!/bin/sh
        ${script}
  deployment:
    type: OS::Heat::SoftwareDeployment
    properties:
      config: {get_resource: config}
      server: {get_resource: machine}
      input_values: {word: hello}
  reader:
    type: Hearth::Docker::Container
    properties:
      image: bare
      command: [sh, -c, 'echo "$ANSWER; $(cat /data/word)"']
      wait_for: exited
      environment: {ANSWER: {get_attr: [deployment, answer]}}
      networks: [{network: {get_resource: net}}]
      volumes: [{volume: {get_resource: data}, path: /data, read_only: true}]
outputs:
  said: {value: {get_attr: [reader, logs]}}
  log: {value: {get_attr: [deployment, deploy_stdout]}}
  address: {value: {get_attr: [machine, address]}}
`;

  it('run what is deployed to them, and hand its outputs to each other; nothing stays behind', async () => {
    const stack = await stage.create('pair', twoContainers(`echo "said $word"; echo "$word" >/data/word; printf '%s from %s' "$word" "$(hostname | wc -c)" >"$heat_outputs_path.answer"`));
    expect(await stage.finished(stack, 60_000)).toBe(COMPLETE('CREATE'));
    expect(await stage.output(stack, 'said')).toMatch(/^hello from \d+; hello$/);
    expect(await stage.output(stack, 'log')).toContain('said hello');
    expect(await stage.output(stack, 'address')).toMatch(/^10\.231\.7\./);
    await stage.delete(stack);
    expect(await stage.finished(stack, 60_000)).toBe(COMPLETE('DELETE'));
    expect([await containers(), await networks(), await volumes()]).toEqual([[], [], []]);
  }, 90_000);

  it('are all taken back when a deployment to one of them fails', async () => {
    const stack = await stage.create('failing', twoContainers('echo no luck >&2; exit 7'));
    expect(await stage.finished(stack, 60_000)).toBe('ROLLBACK_COMPLETE: Stack ROLLBACK completed successfully');
    expect((await stage.events(stack)).join('\n')).toContain('non-zero status code: 7');
    expect([await containers(), await networks(), await volumes()]).toEqual([[], [], []]);
  }, 90_000);
});
