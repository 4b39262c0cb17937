/** Templates of containers, deployed to a real Docker Engine that the test starts. */
import { randomInt, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { type DockerDaemon, openToContainers, startDockerDaemon } from '@/lib/testing/docker-daemon';

const COMPLETE = (action: string): string => `${action}_COMPLETE: Stack ${action} completed successfully`;
/** Of their own, so that networks of other tests, and of this machine, are not in the way. */
const SUBNET = `10.231.${randomInt(255)}`;
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
      settings: { address: docker.address, agentUrl: `http://${SUBNET}.1:${door.port}` },
    });
  }, 60_000);
  afterAll(async () => {
    try {
      await stage?.close();
      await door?.close();
    } finally {
      await docker?.end();
    }
  }, 60_000);

  const containers = async (): Promise<string[]> => (await docker.engine.listContainers({ all: true })).map(({ Names }) => Names[0]?.slice(1) ?? '').toSorted();
  const networks = async (): Promise<string[]> => (await docker.engine.listNetworks()).map(({ Name }) => Name).filter((name) => !['bridge', 'host', 'none'].includes(name));
  const volumes = async (): Promise<string[]> => (await docker.engine.listVolumes()).Volumes.map(({ Name }) => Name);

  const twoContainers = (script: string): string => `
heat_template_version: 2021-04-16
resources:
  net:
    type: Hearth::Docker::Network
    properties: {subnet: ${SUBNET}.0/24, gateway: ${SUBNET}.1}
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
`;

  it('are all taken back when a deployment to one of them fails', async () => {
    const stack = await stage.create('failing', twoContainers('echo no luck >&2; exit 7'));
    expect(await stage.finished(stack, 60_000)).toBe('ROLLBACK_COMPLETE: Stack ROLLBACK completed successfully');
    expect((await stage.events(stack)).join('\n')).toContain('non-zero status code: 7');
    expect([await containers(), await networks(), await volumes()]).toEqual([[], [], []]);
  }, 90_000);

  it('run what is deployed to them, and hand its outputs to each other, as the example shows; nothing stays behind', async () => {
    const text = readFileSync(path.join(import.meta.dirname, '../../../examples/containers.yaml'), 'utf8');
    const stack = await stage.create('example', text, { image: 'shell', subnet: `${SUBNET}.0/24` });
    expect(await stage.finished(stack, 60_000)).toBe(COMPLETE('CREATE'));
    expect(await stage.output(stack, 'page')).toBe('23 characters: Hello from a container');
    expect(await stage.output(stack, 'address')).toContain(`${SUBNET}.`);
    await stage.delete(stack);
    expect(await stage.finished(stack, 60_000)).toBe(COMPLETE('DELETE'));
    expect([await containers(), await networks(), await volumes()]).toEqual([[], [], []]);
  }, 90_000);

  const one = (properties: string): string => `
heat_template_version: 2021-04-16
resources:
  web:
    type: Hearth::Docker::Container
    properties: {image: bare, stop_timeout: 0, ${properties}}
`;
  const sleeping = "command: [sleep, '1000']";
  const inspect = (id: string) => docker.engine.getContainer(id).inspect();

  it('are changed in place where Docker can, and keep their id', async () => {
    const stack = await stage.create('changed', one(`${sleeping}, name: before`));
    expect(await stage.finished(stack)).toBe(COMPLETE('CREATE'));
    const id = await stage.physicalId(stack, 'web');
    await stage.update(stack, one(`${sleeping}, name: after, restart: always, memory: 64`));
    expect(await stage.finished(stack)).toBe(COMPLETE('UPDATE'));
    const { Name, HostConfig } = await inspect(id);
    expect([Name, HostConfig.RestartPolicy?.Name, HostConfig.Memory]).toEqual(['/after', 'always', 64 * 1_048_576]);
    await stage.delete(stack);
    expect(await stage.finished(stack)).toBe(COMPLETE('DELETE'));
  }, 60_000);

  it('give their name to the one that takes their place, and get it back when the update fails', async () => {
    const stack = await stage.create('placed', one(`${sleeping}, name: fixed`));
    expect(await stage.finished(stack)).toBe(COMPLETE('CREATE'));
    const first = await stage.physicalId(stack, 'web');
    await stage.update(stack, one("command: [sh, -c, 'echo broken; exit 3'], name: fixed"));
    expect(await stage.finished(stack, 60_000)).toBe(COMPLETE('ROLLBACK'));
    expect((await stage.events(stack)).join('\n')).toContain('The container ended with code 3. It wrote: broken');
    expect([await containers(), (await inspect(first)).State.Running]).toEqual([['fixed'], true]);
    await stage.update(stack, one("command: [sleep, '2000'], name: fixed"));
    expect(await stage.finished(stack, 60_000)).toBe(COMPLETE('UPDATE'));
    expect([await containers(), (await stage.physicalId(stack, 'web')) === first]).toEqual([['fixed'], false]);
    await stage.delete(stack);
    expect(await stage.finished(stack)).toBe(COMPLETE('DELETE'));
    expect(await containers()).toEqual([]);
  }, 90_000);

  const refusals: readonly (readonly [string, string, RegExp])[] = [
    ['an image that nobody has', "image: 'nowhere.invalid/none:1', command: [sleep]", /The image nowhere\.invalid\/none:1 could not be pulled at "here"/],
    ['an image that may not be pulled', 'image: none, pull: never', /The image none is not at "here"/],
    ['an agent without curl', `image: bare, ${sleeping}, agent: true, stop_timeout: 0`, /The image bare has no curl, which Hearth's agent needs/],
    ['a network that is not there', `image: bare, ${sleeping}, networks: [{network: nowhere}]`, /network nowhere not found|no network "nowhere"/],
    ['a name that is taken', `image: bare, ${sleeping}, name: taken`, /there is a container "taken" at "here" already/],
    ['a connection that is not there', `image: bare, connection: elsewhere`, /there is no Docker connection "elsewhere" in this project. There are: "here"/],
  ];
  it.each(refusals)('say clearly why they cannot be: %s', async (title, properties, reason) => {
    const foreign = await docker.engine.createContainer({ name: 'taken', Image: 'bare', Cmd: ['sleep', '1'] });
    const text = `heat_template_version: 2021-04-16\nresources:\n  web:\n    type: Hearth::Docker::Container\n    properties: {${properties}}\n`;
    const stack = await stage.create(title.replaceAll(' ', '-'), text);
    expect(await stage.finished(stack, 60_000)).toBe(COMPLETE('ROLLBACK'));
    expect((await stage.events(stack)).join('\n')).toMatch(reason);
    await foreign.remove({ force: true });
    expect(await containers()).toEqual([]);
  }, 60_000);

  it('are made once, whoever asks how often: at the same time, and after a crash that forgot everything', async () => {
    const container = await stage.world.resource('Hearth::Docker::Container', 'once', { image: 'bare', command: ['sleep', '1000'], stop_timeout: 0 });
    const before = container.view;
    await Promise.all([container.create(), container.again(), container.again()]);
    container.view = { ...before, action: 'CREATE' };
    expect(await container.again()).toMatchObject({ kind: 'complete' });
    expect(await containers()).toHaveLength(1);
    await container.delete();
    expect(await container.again()).toMatchObject({ kind: 'complete' });
    expect(await containers()).toEqual([]);
  }, 60_000);

  it('are looked at: what was changed behind the back of the stack is told, and what is gone is an error', async () => {
    const container = await stage.world.resource('Hearth::Docker::Container', 'watched', { image: 'bare', command: ['sleep', '1000'], stop_timeout: 0, name: 'watched' });
    await container.create();
    await container.again();
    const id = String(container.view.physicalResourceId);
    await docker.engine.getContainer(id).rename({ name: 'renamed' });
    expect(await container.check()).toMatchObject({ kind: 'complete', reason: expect.stringContaining('name ("watched" sent, "renamed" found)') });
    await docker.engine.getContainer(id).remove({ force: true });
    expect(await container.check()).toMatchObject({ kind: 'failed', errorType: 'NotFound' });
    await container.delete();
  }, 60_000);

  it('are made when the daemon is back; their agents come back with them', async () => {
    const watch = stage.world.watchContainers(() => undefined);
    const script = `echo "$word" >/data/word; printf %s "$word" >"$heat_outputs_path.answer"`;
    const text = twoContainers(script).replace('agent: true', 'agent: true\n      restart: always');
    await docker.stop();
    const stack = await stage.create('interrupted', text);
    await stage.heard(stack, /attempt 2 of 6, after ConnectionFailed: The Docker Engine of connection "here" does not answer/);
    await docker.start();
    expect(await stage.finished(stack, 90_000)).toBe(COMPLETE('CREATE'));
    await docker.stop();
    await docker.start();
    await stage.update(stack, text.replace('word: hello', 'word: again'));
    expect(await stage.finished(stack, 90_000)).toBe(COMPLETE('UPDATE'));
    watch.stop();
    expect(await stage.output(stack, 'said')).toBe('again; again');
    await stage.delete(stack);
    expect(await stage.finished(stack, 60_000)).toBe(COMPLETE('DELETE'));
    expect([await containers(), await networks(), await volumes()]).toEqual([[], [], []]);
  }, 240_000);
});
