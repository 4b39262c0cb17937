/** Servers over SSH, with real daemons in networks of their own. Skipped, loudly, where those cannot be had. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { saveSshConnection, testSshConnection } from '@/lib/stacks/ssh-connections';
import type { Caller } from '@/lib/stacks/ports';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { SshLab, sshLabRefusal } from '@/lib/testing/ssh-lab';
import type { SshConnectionInput } from '@/lib/wire/connections';

const missing = sshLabRefusal();
if (missing !== null) console.warn(`SKIPPED: the tests with servers over SSH, because ${missing}.`);

const caller = (stage: DeploymentStage): Caller => ({ userId: 'u', userName: 'ann', projectId: stage.world.projectId, projectName: 'default', role: 'admin' });

/** A script on each host; the second reads what the first wrote. */
const template = (first: string, second: string): string => `heat_template_version: 2021-04-16
resources:
  a: {type: Hearth::Host, properties: {host: a}}
  b: {type: Hearth::Host, properties: {host: b}}
  first_config:
    type: OS::Heat::SoftwareConfig
    properties: {group: script, outputs: [{name: word}], config: ${JSON.stringify(first)}}
  first: {type: OS::Heat::SoftwareDeployment, properties: {config: {get_resource: first_config}, server: {get_resource: a}}}
  second_config:
    type: OS::Heat::SoftwareConfig
    properties: {group: script, inputs: [{name: word}], config: ${JSON.stringify(second)}}
  second:
    type: OS::Heat::SoftwareDeployment
    properties: {config: {get_resource: second_config}, server: {get_resource: b}, input_values: {word: {get_attr: [first, word]}}}
outputs:
  said: {value: {get_attr: [second, deploy_stdout]}}
`;

const poll = async (what: () => Promise<boolean> | boolean): Promise<void> => {
  for (const end = Date.now() + 60_000; !(await what()); await new Promise((resolve) => void setTimeout(resolve, 100))) {
    if (Date.now() > end) throw new Error('It did not come to be within a minute.');
  }
};

describe.skipIf(missing !== null)('servers over SSH', () => {
  let stage: DeploymentStage;
  let lab: SshLab;
  let stop: () => Promise<void> = async () => undefined;
  const scratch = mkdtempSync(path.join(tmpdir(), 'hearth-ssh-test-'));
  const read = (file: string): string => {
    try {
      return readFileSync(path.join(scratch, file), 'utf8');
    } catch {
      return '';
    }
  };
  const input = (change: Partial<SshConnectionInput> = {}): SshConnectionInput => ({
    id: null, name: 'machines', user: 'root', port: 22, hosts: `a = ${lab.machines[0]?.address}\nb = ${lab.machines[1]?.address}`, privateKey: lab.privateKey,
    forgetHostKeys: false, ...change,
  });
  const problem = async (change: Partial<SshConnectionInput>): Promise<string> => {
    const tested = await testSshConnection(stage.world, caller(stage), input(change));
    return tested.ok ? '' : tested.problem.message;
  };

  beforeAll(async () => {
    stage = await DeploymentStage.open();
    lab = await SshLab.open(3, { 2: 'ForceCommand /bin/false' });
    const saved = await saveSshConnection(stage.world, caller(stage), input());
    if (!saved.ok) throw new Error(saved.problem.message);
    const relays = stage.world.watchSsh(() => undefined);
    stop = () => relays.stop();
  }, 60_000);
  afterAll(async () => {
    await stop();
    await stage.close();
    await lab.close();
    rmSync(scratch, { recursive: true, force: true });
  }, 60_000);

  it('run scripts without an agent, with outputs from one to the other', async () => {
    const made = await stage.create('both', template('#!/bin/sh\necho one; echo two >&2; printf %s hello >"$heat_outputs_path.word"\n', '#!/bin/sh\necho "$word from $HEARTH_SERVER_NAME"\n'));
    expect(await stage.finished(made, 60_000)).toMatch(/^CREATE_COMPLETE/);
    expect(await stage.output(made, 'said')).toBe('hello from b\n');
    await stage.delete(made);
    expect(await stage.finished(made, 60_000)).toMatch(/^(DELETE_COMPLETE|gone)/);
  }, 90_000);

  it('that are cut off in the middle of a script finish it once when they are back', async () => {
    const made = await stage.create('cut', template(`#!/bin/sh\necho run >>${scratch}/runs; until [ -e ${scratch}/go ]; do sleep 0.1; done; echo done >${scratch}/end\n`, `#!/bin/sh\necho second >${scratch}/second; echo after\n`));
    await poll(() => read('runs') !== '');
    lab.cut(0, true);
    await poll(async () => (await stage.world.database.pool.query("SELECT 1 FROM server WHERE name = 'a' AND problem IS NOT NULL")).rows.length > 0);
    // It goes on and ends while nobody can see it.
    writeFileSync(path.join(scratch, 'go'), '');
    await poll(() => read('end') !== '');
    lab.cut(0, false);
    expect(await stage.finished(made, 90_000)).toMatch(/^CREATE_COMPLETE/);
    expect(read('runs')).toBe('run\n');
    expect(await stage.output(made, 'said')).toBe('after\n');
  }, 150_000);

  it('end a script that never ends, with everything it started, when its stack is deleted meanwhile', async () => {
    const never = `#!/bin/sh\ntrap '' TERM\n(trap '' TERM; while :; do sleep 1; done) &\necho "$! $$" >${scratch}/never\nwhile :; do sleep 1; done\n`;
    const made = await stage.create('never', template(never, '#!/bin/sh\ntrue\n'));
    await poll(() => read('never').trim().split(' ').length === 2);
    const pids = read('never').trim().split(' ');
    const lives = (pid: string): boolean => {
      try {
        return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
      } catch {
        return false;
      }
    };
    await stage.delete(made);
    expect(await stage.finished(made, 60_000)).toMatch(/^(DELETE_COMPLETE|gone)/);
    await poll(() => !pids.some(lives));
    const next = await stage.create('next', template('#!/bin/sh\nprintf on >"$heat_outputs_path.word"\n', '#!/bin/sh\necho "$word"\n'));
    expect(await stage.finished(next, 60_000)).toMatch(/^CREATE_COMPLETE/);
    await stage.delete(next);
    expect(await stage.finished(next, 60_000)).toMatch(/^(DELETE_COMPLETE|gone)/);
  }, 150_000);

  it('whose script fails take the stack back', async () => {
    const made = await stage.create('failing', template('#!/bin/sh\necho oh >&2; exit 7\n', '#!/bin/sh\ntrue\n'));
    expect(await stage.finished(made, 60_000)).toMatch(/^ROLLBACK_COMPLETE/);
    expect((await stage.events(made)).join('\n')).toContain('deploy_status_code : Deployment exited with non-zero status code: 7');
  }, 90_000);

  it('say what is wrong with a key, a user or a shell', async () => {
    expect(await problem({ privateKey: '-----BEGIN PRIVATE KEY-----\nnone\n-----END PRIVATE KEY-----' })).toContain('private key of the connection cannot be read');
    expect(await problem({ user: 'nobody-here' })).toContain('does not accept the private key');
    expect(await problem({ hosts: `c = ${lab.machines[2]?.address}` })).toContain('no POSIX shell');
    expect(await problem({ hosts: `d = ${lab.machines[0]?.address}`, port: 23 })).toContain('cannot be reached');
    expect(await problem({ hosts: 'a = b = c' })).toContain('Hosts: Expected one host a line');
  }, 60_000);

  it('that show another key are not talked to: what was deployed to them fails, and says why', async () => {
    await lab.reinstall(1);
    const made = await stage.create('rekeyed', template('#!/bin/sh\ntrue\n', '#!/bin/sh\ntrue\n'));
    expect(await stage.finished(made, 90_000)).toMatch(/^ROLLBACK_COMPLETE/);
    const { rows } = await stage.world.database.pool.query<{ problem: string }>("SELECT problem FROM server WHERE name = 'b'");
    expect(rows[0]?.problem).toContain('has changed: expected SHA256:');
  }, 120_000);
});
