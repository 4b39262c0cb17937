/** The library on a real database, with the real engine, sandbox and agents. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { joinHost, removeHost } from '@/lib/stacks/hosts';
import type { Caller, StackPorts } from '@/lib/stacks/ports';
import { listDeployments, listStacks, readLog } from '@/lib/stacks/read';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { unwrapped } from '@/lib/testing/unwrapped';
import { listConfigs, listUses, readLibraryConfig, readStoredConfig, removeLibraryConfig, saveVersion, type VersionInput } from './library';
import { endTrial, tryConfig } from './try-config';

let stage: DeploymentStage;
let ports: StackPorts;
let caller: Caller;
beforeAll(async () => {
  stage = await DeploymentStage.open();
  ports = stage.ports();
  caller = stage.caller('member');
});
afterAll(() => stage.close());

const GREET: VersionInput = {
  name: 'greet', tags: ['demo'], group: 'script', config: '#!/bin/sh\necho "hello $who"\nprintf done > "$heat_outputs_path.result"\n', after: 0, message: 'first',
  inputs: [{ name: 'who', default: 'nobody' }], outputs: [{ name: 'result' }],
};

describe('a config of the library', () => {
  it('has a new version for every save, and no version changes', async () => {
    const { id } = unwrapped(await saveVersion(ports, caller, null, GREET));
    expect(unwrapped(await saveVersion(ports, caller, id, { ...GREET, config: 'echo again', after: 1, message: 'second' }))).toEqual({ id, number: 2 });
    const { versions } = unwrapped(await readLibraryConfig(ports, caller, id));
    expect(versions.map(({ number, config, savedBy, message }) => [number, config, savedBy, message])).toEqual([[2, 'echo again', 'Ann', 'second'], [1, GREET.config, 'Ann', 'first']]);
    const old = versions[1]?.configId ?? '';
    expect(unwrapped(await readStoredConfig(ports, caller, old)), 'templates use a version by its own id').toMatchObject({ config: GREET.config, inputs: [{ name: 'who', default: 'nobody' }] });
  });

  it('is not overwritten by somebody who has not seen the newest version', async () => {
    const { id } = unwrapped(await saveVersion(ports, caller, null, { ...GREET, name: 'contested' }));
    const saves = await Promise.all([1, 2].map((each) => saveVersion(ports, caller, id, { ...GREET, name: `contested ${each}`, config: `echo ${each}`, after: 1 })));
    expect(saves.filter((save) => save.ok)).toHaveLength(1);
    expect(saves.find((save) => !save.ok)).toMatchObject({ problem: { code: 'conflict', message: expect.stringContaining('version 2') } });
    const kept = unwrapped(await readLibraryConfig(ports, caller, id));
    expect(kept.name, 'the name of the refused save is not kept either').toBe(kept.versions[0]?.config === 'echo 1' ? 'contested 1' : 'contested 2');
  });

  it('is refused with a name that is taken, two inputs of one name, or no name', async () => {
    unwrapped(await saveVersion(ports, caller, null, { ...GREET, name: 'taken' }));
    expect(await saveVersion(ports, caller, null, { ...GREET, name: 'taken' })).toMatchObject({ problem: { code: 'conflict' } });
    expect(await saveVersion(ports, caller, null, { ...GREET, name: 'two', inputs: [{ name: 'a' }, { name: 'a' }] })).toMatchObject({ problem: { message: expect.stringContaining('two inputs named "a"') } });
    expect(await saveVersion(ports, caller, null, { ...GREET, name: ' ' })).toMatchObject({ problem: { code: 'validation' } });
  });

  it('belongs to its project', async () => {
    const { id } = unwrapped(await saveVersion(ports, caller, null, { ...GREET, name: 'ours' }));
    const stranger = { ...caller, projectId: 'another' };
    expect(await readLibraryConfig(ports, stranger, id)).toMatchObject({ problem: { code: 'not_found' } });
    expect(await saveVersion(ports, stranger, id, { ...GREET, name: 'theirs', after: 1 })).toMatchObject({ problem: { code: 'not_found' } });
    expect(await removeLibraryConfig(ports, stranger, id)).toMatchObject({ problem: { code: 'not_found' } });
    unwrapped(await removeLibraryConfig(ports, caller, id));
    expect(unwrapped(await listConfigs(ports, caller)).map((row) => row.id)).not.toContain(id);
  });

  it('is listed with those that stacks have made, which name their stack', async () => {
    const stack = await stage.create('maker', 'heat_template_version: 2021-04-16\nresources:\n  made:\n    type: OS::Heat::SoftwareConfig\n    properties: {group: script, config: echo made}\n');
    expect(await stage.finished(stack)).toContain('CREATE_COMPLETE');
    const rows = unwrapped(await listConfigs(ports, caller));
    expect(rows.find((row) => row.origin === 'stack')).toMatchObject({ stack: { id: stack.stackId, name: 'maker' }, group: 'script', version: null });
    expect(rows.find((row) => row.name === 'greet')).toMatchObject({ origin: 'library', version: 2, tags: ['demo'], inputs: 1, outputs: 1, savedBy: 'Ann' });
  });
});

describe('the uses of a config', () => {
  const template = (config: string): string => `heat_template_version: 2021-04-16
resources:
  server: {type: OS::Nova::Server, properties: {name: alpha, flavor: f, image: i, user_data_format: SOFTWARE_CONFIG}}
  ${config}
`;

  it('are stacks that name a version by its id, and stacks that have its text; with deployments, servers and how they ended', async () => {
    const { id } = unwrapped(await saveVersion(ports, caller, null, { ...GREET, name: 'used', config: 'echo one', inputs: [], outputs: [] }));
    expect(unwrapped(await listUses(ports, caller, id))).toEqual([]);
    unwrapped(await saveVersion(ports, caller, id, { ...GREET, name: 'used', config: 'exit 4', inputs: [], outputs: [], after: 1 }));
    const [newest] = unwrapped(await readLibraryConfig(ports, caller, id)).versions;
    const copy = await stage.create('copies', template(`copy: {type: OS::Heat::SoftwareConfig, properties: {group: script, config: echo one}}
  say: {type: OS::Heat::SoftwareDeployment, properties: {config: {get_resource: copy}, server: {get_resource: server}}}`));
    expect(await stage.finished(copy)).toContain('CREATE_COMPLETE');
    const byId = await stage.create('names', template(`say: {type: OS::Heat::SoftwareDeployment, properties: {config: ${newest?.configId}, server: {get_resource: server}}}`), {}, 'keep');
    expect(await stage.finished(byId)).toContain('CREATE_FAILED');
    const server = { id: expect.any(String), name: 'alpha' };
    expect(unwrapped(await listUses(ports, caller, id))).toEqual([
      { version: 2, stack: { id: byId.stackId, name: 'names' }, resource: null, deployment: { id: expect.any(String), name: 'say', action: 'CREATE', status: 'FAILED' }, server },
      { version: 1, stack: { id: copy.stackId, name: 'copies' }, resource: 'copy', deployment: { id: expect.any(String), name: 'say', action: 'CREATE', status: 'COMPLETE' }, server },
    ]);
    expect(unwrapped(await listUses(ports, { ...caller, projectId: 'another' }, id))).toEqual([]);
    const listed = async () => unwrapped(await listConfigs(ports, caller)).find((row) => row.id === id)?.uses;
    expect(await listed(), 'the list says how many, and how the last one ended').toEqual({ stacks: 2, last: { action: 'CREATE', status: 'FAILED', at: expect.any(String), stackId: byId.stackId, deploymentId: expect.any(String) } });
    for (const stack of [copy, byId]) {
      await stage.delete(stack);
      expect(await stage.finished(stack)).toContain('DELETE_COMPLETE');
    }
    expect(unwrapped(await listUses(ports, caller, id))).toEqual([]);
    expect(await listed()).toEqual({ stacks: 0, last: null });
  }, 60_000);

  it('of a stored config are those of its stack', async () => {
    const stack = await stage.create('holder', template('held: {type: OS::Heat::SoftwareConfig, properties: {group: script, config: echo held}}'));
    expect(await stage.finished(stack)).toContain('CREATE_COMPLETE');
    expect(unwrapped(await listUses(ports, caller, await stage.physicalId(stack, 'held')))).toEqual([{ version: null, stack: { id: stack.stackId, name: 'holder' }, resource: 'held', deployment: null, server: null }]);
  });
});

describe('a trial', () => {
  const { name: _, after: __, tags: ___, message: ____, ...content } = GREET;

  it('runs the config on a server of its own, and is not among the stacks', async () => {
    const { stackId } = unwrapped(await tryConfig(ports, caller, { ...content, values: { who: '{get_param: who}' } }));
    expect(await stage.finished({ stackId, name: '' })).toContain('CREATE_COMPLETE');
    const [run] = unwrapped(await listDeployments(ports, caller, stackId));
    expect(run).toMatchObject({ status: 'COMPLETE', statusCode: 0, outputs: { result: 'done' } });
    const log = unwrapped(await readLog(ports, caller, run?.configId ?? '', -1));
    expect(log.map((chunk) => chunk.text).join('')).toBe('hello {get_param: who}\n');
    expect(unwrapped(await listStacks(ports, caller)).map(({ id }) => id)).not.toContain(stackId);
    expect(unwrapped(await listConfigs(ports, caller)).some((row) => row.stack?.id === stackId)).toBe(false);
    unwrapped(await endTrial(ports, caller, stackId));
    expect(await stage.finished({ stackId, name: '' })).toContain('DELETE_COMPLETE');
  });

  it('runs once on a host, which stays; one that is not there is named', async () => {
    const home = mkdtempSync(path.join(tmpdir(), 'hearth-trial-host-'));
    const { hosts, servers, web } = stage.world;
    const { command } = unwrapped(await joinHost({ hosts, servers, publicUrl: web.url }, caller, null));
    await promisify(execFile)('sh', ['-c', command], { env: { ...process.env, HEARTH_NAME: 'trial-host', HEARTH_DIR: home, HEARTH_BOOT: 'off' } });
    const { stackId } = unwrapped(await tryConfig(ports, caller, { ...content, config: 'echo ran >> ran; pwd', host: 'trial-host' }));
    expect(await stage.finished({ stackId, name: '' })).toContain('CREATE_COMPLETE');
    const [run] = unwrapped(await listDeployments(ports, caller, stackId));
    expect(run).toMatchObject({ status: 'COMPLETE', serverName: 'trial-host' });
    unwrapped(await endTrial(ports, caller, stackId));
    expect(await stage.finished({ stackId, name: '' })).toContain('DELETE_COMPLETE');
    expect(readFileSync(path.join(home, 'ran'), 'utf8')).toBe('ran\n');
    const [host] = await hosts.findHost(caller.projectId, 'trial-host');
    unwrapped(await removeHost({ hosts, servers, publicUrl: web.url }, caller, host?.id ?? ''));
    const missing = unwrapped(await tryConfig(ports, caller, { ...content, host: 'trial-host' }));
    expect(await stage.finished({ stackId: missing.stackId, name: '' })).toContain('no host of this project is called "trial-host"');
    const pid = readFileSync(path.join(home, '.agent/pid'), 'utf8').trim();
    await expect.poll(() => existsSync(`/proc/${pid}/fd`), { timeout: 20_000 }).toBe(false);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  }, 60_000);

  it('keeps what failed to be read, until the next one', async () => {
    const { stackId } = unwrapped(await tryConfig(ports, caller, { ...content, config: '#!/bin/sh\necho oops >&2\nexit 7\n' }));
    expect(await stage.finished({ stackId, name: '' })).toContain('CREATE_FAILED');
    expect(unwrapped(await listDeployments(ports, caller, stackId))[0]).toMatchObject({ status: 'FAILED', statusCode: 7 });
    const next = unwrapped(await tryConfig(ports, caller, content));
    expect(await stage.finished({ stackId, name: '' })).toContain('DELETE_COMPLETE');
    expect(await stage.finished({ stackId: next.stackId, name: '' })).toContain('CREATE_COMPLETE');
  });

  it('is ended while it runs, and by nobody else', async () => {
    const { stackId } = unwrapped(await tryConfig(ports, caller, { ...content, config: '#!/bin/sh\nsleep 300\n' }));
    expect(await endTrial(ports, { ...caller, userName: 'Bob' }, stackId)).toMatchObject({ problem: { code: 'not_found' } });
    unwrapped(await endTrial(ports, caller, stackId));
    expect(await stage.finished({ stackId, name: '' })).toContain('DELETE_COMPLETE');
  });
});
