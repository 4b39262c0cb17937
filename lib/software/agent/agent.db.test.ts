import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { STREAM_LIMIT } from '@/lib/software/agent-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startAgent } from '@/lib/providers/sandbox/processes';
import { makeWorld, type TestedResource, type World } from '@/lib/testing/resource-world';
import type { JsonMap } from '@/lib/hot/types';

let world: World;
let server: TestedResource;

beforeAll(async () => {
  world = await makeWorld();
  server = await world.resource('OS::Nova::Server', 'web', { flavor: 'small', image: 'linux' });
  await server.create();
});
afterAll(() => world.end());

const home = (): string => world.sandbox.directoryOf(String(server.view.physicalResourceId));

async function deploy(name: string, script: string, more: { properties?: JsonMap; inputs?: JsonMap[]; outputs?: string[]; group?: string; secrets?: string[] } = {}) {
  const config = await world.resource('OS::Heat::SoftwareConfig', `${name}-config`, {
    group: more.group ?? 'script', config: script, inputs: more.inputs ?? [], outputs: (more.outputs ?? []).map((output) => ({ name: output })),
  });
  config.secrets = more.secrets ?? [];
  await config.create();
  const deployment = await world.resource('OS::Heat::SoftwareDeployment', name, {
    config: config.referenceId, server: server.referenceId, ...more.properties,
  });
  deployment.secrets = more.secrets ?? [];
  return { deployment, started: await deployment.create() };
}

async function until(what: () => Promise<boolean> | boolean, withinMs = 10_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await what())) {
    if (Date.now() > end) throw new Error('It did not happen in time.');
    await new Promise((resolve) => {
      setTimeout(resolve, 25);
    });
  }
}

async function logOf(deployment: TestedResource, stream: 'stdout' | 'stderr'): Promise<string> {
  const rows = await world.database.prisma.deploymentLog.findMany({
    where: { configId: String(deployment.view.data['configId']), stream }, orderBy: { seq: 'asc' },
  });
  return rows.map((row) => row.text).join('');
}

describe('a script on a server', () => {
  it('runs with its inputs, and gives back output, exit code and the files of its outputs', async () => {
    const { deployment, started } = await deploy(
      'greet',
      `#!/bin/sh\necho "hello $name, $list"\necho warning >&2\nprintf '%s' "it's \\"$deploy_action\\"" >"$heat_outputs_path.result"\n`,
      { inputs: [{ name: 'name', default: 'nobody' }, { name: 'list' }], outputs: ['result', 'absent'], properties: { input_values: { name: "O'Hara $HOME", list: [1, 'a'] } } },
    );
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(deployment.attribute('deploy_stdout')).toBe('hello O\'Hara $HOME, [1,"a"]\n');
    expect(deployment.attribute('deploy_stderr')).toBe('warning\n');
    expect(deployment.attribute('deploy_status_code')).toBe(0);
    expect(deployment.attribute('result')).toBe('it\'s "CREATE"');
    expect(deployment.view.attributes).not.toHaveProperty('absent');
    expect(deployment.events).toEqual([`deployment ${deployment.view.physicalResourceId} succeeded`]);
  });

  it('fails the deployment with a code other than 0', async () => {
    const { deployment, started } = await deploy('broken', '#!/bin/sh\necho no disk >&2\nexit 7\n');
    expect(await deployment.settle(started)).toEqual({
      kind: 'failed', errorType: 'Error', reason: 'Deployment to server failed: deploy_status_code : Deployment exited with non-zero status code: 7',
    });
    expect(deployment.attribute('deploy_stderr')).toBe('no disk\n');
  });

  it('is seen while it runs, in any bytes', async () => {
    const { deployment, started } = await deploy(
      'slow', `#!/bin/sh\nprintf 'half \\303'\nuntil [ -e go ]; do sleep 0.05; done\nprintf '\\244 whole \\377 and \\000.'\n`,
    );
    await until(async () => (await logOf(deployment, 'stdout')) === 'half ');
    expect((await deployment.poll()).kind).toBe('waiting');
    await touch('go');
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(deployment.attribute('deploy_stdout')).toBe('half ä whole \uFFFD and \uFFFD.');
  });

  it('runs in the directory of its server, and after the one that was deployed before', async () => {
    const first = await deploy('first', '#!/bin/sh\nsleep 0.3\necho first >>order\n');
    const second = await deploy('second', '#!/bin/sh\necho second >>order\npwd\necho "$HOME $HEARTH_SERVER_DIR"\nenv\n');
    await second.deployment.settle(second.started);
    await first.deployment.settle(first.started);
    expect(readFileSync(path.join(home(), 'order'), 'utf8')).toBe('first\nsecond\n');
    expect(second.deployment.attribute('deploy_stdout')).toContain(`${home()}\n${home()} ${home()}\n`);
    expect(second.deployment.attribute('deploy_stdout')).not.toContain('VITEST');
  });

  it('starts within a second of its deployment', async () => {
    const waits: number[] = [];
    for (const name of ['quick-1', 'quick-2', 'quick-3', 'quick-4', 'quick-5']) {
      const { deployment, started } = await deploy(name, '#!/bin/sh\n');
      await deployment.settle(started);
      const { createdAt, startedAt } = await world.database.prisma.softwareDeployment.findUniqueOrThrow({ where: { id: String(deployment.view.physicalResourceId) } });
      waits.push((startedAt?.getTime() ?? Infinity) - createdAt.getTime());
    }
    // The middle one: on a busy machine one may have to wait for a processor.
    expect(waits.toSorted((a, b) => a - b)[2], waits.join(' ms, ')).toBeLessThan(1000);
  }, 30_000);

  it('gets hidden values, and nobody else does', async () => {
    const { deployment, started } = await deploy('hidden', '#!/bin/sh\n# key hunter22\n[ "$password" = "pa55 word" ] && echo "used $password" && printf hunter22 >"$heat_outputs_path.key"\n', {
      secrets: ['pa55 word', 'hunter22'], properties: { input_values: { password: 'pa55 word' } }, outputs: ['key'],
    });
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(deployment.attribute('key')).toBe('hunter22');
    expect(deployment.attribute('deploy_stdout')).toBe('used ******\n');
    for (const table of ['software_config', 'software_deployment', 'deployment_log']) {
      const { rows } = await world.database.pool.query(`SELECT * FROM ${table}`);
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toMatch(/hunter22|pa55 word/);
    }
  });

  it('of a group without a hook fails at once, and says so', async () => {
    const { deployment, started } = await deploy('atomic', 'run', { group: 'atomic' });
    expect(await deployment.settle(started)).toMatchObject({ kind: 'failed' });
    expect(deployment.attribute('deploy_stderr')).toContain('no hook for the group "atomic"');
  });

  it('runs again for an update, with the same record', async () => {
    const { deployment, started } = await deploy('again', '#!/bin/sh\necho "$deploy_action $x" | tee -a again\n', { properties: { input_values: { x: 'a' } } });
    await deployment.settle(started);
    const id = deployment.view.physicalResourceId;
    expect(await deployment.settle(await deployment.update({ input_values: { x: 'b' } }))).toEqual({ kind: 'complete' });
    expect(deployment.view.physicalResourceId).toBe(id);
    expect(deployment.attribute('deploy_stdout')).toBe('UPDATE b\n');
    expect(readFileSync(path.join(home(), 'again'), 'utf8')).toBe('CREATE a\nUPDATE b\n');
    expect(await world.database.prisma.softwareDeployment.findUnique({ where: { id: String(id) } })).toMatchObject({ run: 2, status: 'COMPLETE', action: 'UPDATE' });
  });

  it('does not run when nobody waits any more', async () => {
    const blocker = await deploy('blocker', '#!/bin/sh\nuntil [ -e unblock ]; do sleep 0.05; done\n');
    const { deployment } = await deploy('given-up', '#!/bin/sh\ntouch given-up\n');
    await deployment.cancel();
    await touch('unblock');
    await blocker.deployment.settle(blocker.started);
    const after = await deploy('after', '#!/bin/sh\ntrue\n');
    await after.deployment.settle(after.started);
    expect(existsSync(path.join(home(), 'given-up'))).toBe(false);
  });

  it('is forgotten with its deployment, unless it failed: then its output stays', async () => {
    const fine = await deploy('fine', '#!/bin/sh\necho fine\n');
    await fine.deployment.settle(fine.started);
    await fine.deployment.delete();
    expect(await world.database.prisma.softwareDeployment.count({ where: { resourceName: 'fine' } })).toBe(0);
    for (let round = 0; round < 4; round += 1) {
      const failed = await deploy('failed', `#!/bin/sh\necho "round ${round}" >&2\nexit 1\n`);
      await failed.deployment.settle(failed.started);
      await failed.deployment.delete();
    }
    const kept = await world.database.prisma.softwareDeployment.findMany({ where: { resourceName: 'failed' }, orderBy: { createdAt: 'asc' } });
    const logs = await world.database.prisma.deploymentLog.findMany({ where: { deploymentId: { in: kept.map(({ id }) => id) } }, orderBy: { at: 'asc' } });
    expect(logs.map(({ text }) => text)).toEqual(['round 1\n', 'round 2\n', 'round 3\n']);
    expect(kept.every(({ deletedAt }) => deletedAt !== null)).toBe(true);
  });
});

describe('a component', () => {
  it('runs what it has for an action, and nothing where it has nothing', async () => {
    const component = await world.resource('OS::Heat::SoftwareComponent', 'component', {
      configs: [{ actions: ['CREATE'], tool: 'script', config: '#!/bin/sh\necho made' }, { actions: ['DELETE'], tool: 'script', config: '#!/bin/sh\necho "$deploy_action" >>component' }],
    });
    await component.create();
    const deployment = await world.resource('OS::Heat::SoftwareDeployment', 'component-deployment', { config: component.referenceId, server: server.referenceId });
    expect(await deployment.settle(await deployment.create())).toEqual({ kind: 'complete' });
    expect(deployment.attribute('deploy_stdout')).toBe('made\n');
    expect(await deployment.update({ input_values: { x: 1 } })).toMatchObject({ kind: 'complete' });
    expect(await deployment.settle(await deployment.delete())).toEqual({ kind: 'complete' });
    expect(readFileSync(path.join(home(), 'component'), 'utf8')).toBe('DELETE\n');
  });
});

describe('a structured deployment', () => {
  it('fills its inputs into the config, which a hook gets as JSON', async () => {
    const config = await world.resource('OS::Heat::StructuredConfig', 'structure', { group: 'json-file', config: { '/etc/x': { port: { get_input: 'port' } } } });
    await config.create();
    const deployment = await world.resource('OS::Heat::StructuredDeployment', 'structured', {
      config: config.referenceId, server: server.referenceId, input_values: { port: 80 }, signal_transport: 'NO_SIGNAL',
    });
    expect(await deployment.create()).toMatchObject({ kind: 'complete' });
    const { configId } = await world.database.prisma.softwareDeployment.findFirstOrThrow({ where: { resourceName: 'structured' } });
    expect(await world.database.prisma.softwareConfig.findUnique({ where: { id: configId } })).toMatchObject({ config: { '/etc/x': { port: 80 } } });
  });
});

describe('inputs that need a new resource when they change', () => {
  it('replace the deployment', async () => {
    const { deployment, started } = await deploy('replacing', '#!/bin/sh\ntrue\n', {
      inputs: [{ name: 'disk', replace_on_change: true }, { name: 'size' }], properties: { input_values: { disk: 'a', size: 1 } },
    });
    await deployment.settle(started);
    expect(await deployment.settle(await deployment.update({ input_values: { disk: 'a', size: 2 } }))).toEqual({ kind: 'complete' });
    expect(await deployment.update({ input_values: { disk: 'b', size: 2 } })).toEqual({ kind: 'replace' });
  });
});

describe('a log', () => {
  it('is kept up to its limit, and says that there was more', async () => {
    const { deployment, started } = await deploy('chatty', `#!/bin/sh\nhead -c ${STREAM_LIMIT + 200_000} /dev/zero | tr '\\0' x\n`);
    expect(await deployment.settle(started, 60_000)).toEqual({ kind: 'complete' });
    const stdout = String(deployment.attribute('deploy_stdout'));
    expect(stdout).toMatch(/x\n\[Only the first \d+ bytes of this stream are kept\.\]\n$/);
    expect(stdout.length).toBeLessThanOrEqual(950_000);
    const { rows } = await world.database.pool.query('SELECT sum(length(text))::int AS length FROM deployment_log WHERE deployment_id = $1', [deployment.view.physicalResourceId]);
    expect(rows[0].length).toBeLessThan(STREAM_LIMIT + 200);
  }, 60_000);
});

describe('when something dies', () => {
  it('a script survives its agent, and the next agent reports it; it ran once', async () => {
    const { deployment, started } = await deploy('survivor', '#!/bin/sh\necho run >>runs\necho before\nuntil [ -e wake ]; do sleep 0.05; done\necho after\n');
    await until(async () => (await logOf(deployment, 'stdout')) === 'before\n');
    process.kill(agentPid(), 'SIGKILL');
    await touch('wake');
    await until(async () => existsSync(path.join(home(), '.agent/runs', String(deployment.view.data['configId']), 'code')));
    await ensureAgent();
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(deployment.attribute('deploy_stdout')).toBe('before\nafter\n');
    expect(readFileSync(path.join(home(), 'runs'), 'utf8')).toBe('run\n');
  });

  it('a script that died with its agent is reported as interrupted, and not run again', async () => {
    const { deployment, started } = await deploy('victim', '#!/bin/sh\necho run >>victims\nsleep 60\n');
    const run = path.join(home(), '.agent/runs', String(deployment.view.data['configId']));
    await until(() => existsSync(path.join(home(), 'victims')));
    process.kill(agentPid(), 'SIGKILL');
    process.kill(-Number(readFileSync(path.join(run, 'pid'), 'utf8')), 'SIGKILL');
    await ensureAgent();
    expect(await deployment.settle(started)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('non-zero status code: 137') });
    expect(deployment.attribute('deploy_stderr')).toContain('The run was interrupted');
    expect(readFileSync(path.join(home(), 'victims'), 'utf8')).toBe('run\n');
  });

  it('the web server may be away for an hour', async () => {
    const { deployment, started } = await deploy('patient', '#!/bin/sh\necho run >>patients\nuntil [ -e back ]; do sleep 0.05; done\necho done\n');
    await until(() => existsSync(path.join(home(), 'patients')));
    await world.web.stop();
    // As if that were an hour ago: nothing that is dated may be given up for its age.
    const { pool } = world.database;
    await pool.query("UPDATE server SET last_seen_at = last_seen_at - interval '1 hour', token_at = token_at - interval '1 hour'");
    await pool.query("UPDATE software_deployment SET created_at = created_at - interval '1 hour', delivered_at = delivered_at - interval '1 hour', started_at = started_at - interval '1 hour'");
    await touch('back');
    await new Promise((resolve) => {
      setTimeout(resolve, 1_500);
    });
    await world.web.start();
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(deployment.attribute('deploy_stdout')).toBe('done\n');
    expect(readFileSync(path.join(home(), 'patients'), 'utf8')).toBe('run\n');
  });

  it('a handler that is called again gives the server nothing more to do', async () => {
    const { deployment, started } = await deploy('twice', '#!/bin/sh\necho run >>twice\n');
    const outcome = await deployment.settle(started);
    expect(await deployment.again()).toMatchObject({ kind: 'waiting' });
    expect(outcome).toEqual({ kind: 'complete' });
    const after = await deploy('twice-after', '#!/bin/sh\ntrue\n');
    await after.deployment.settle(after.started);
    expect(readFileSync(path.join(home(), 'twice'), 'utf8')).toBe('run\n');
  });
});

describe('two agents of one server', () => {
  it('run everything once, and one of them goes', async () => {
    const directory = home();
    const first = agentPid();
    startAgent(directory, { id: String(server.view.physicalResourceId), name: 'web' });
    expect(agentPid()).not.toBe(first);
    const all = await Promise.all(['x', 'y', 'z'].map((name) => deploy(name, `#!/bin/sh\necho ${name} >>both\necho ${name}\n`)));
    for (const { deployment, started } of all) {
      expect(await deployment.settle(started, 25_000)).toEqual({ kind: 'complete' });
      expect(deployment.attribute('deploy_stdout')).toBe(`${String(deployment.view.name)}\n`);
    }
    expect(readFileSync(path.join(directory, 'both'), 'utf8').split('\n').toSorted()).toEqual(['', 'x', 'y', 'z']);
    await until(() => !existsSync(`/proc/${first}`) || readFileSync(`/proc/${first}/stat`, 'utf8').includes(') Z '), 30_000);
  }, 60_000);
});

describe('a server', () => {
  it('runs its user data once and keeps the output', async () => {
    const other = await world.resource('OS::Nova::Server', 'booted', { flavor: 'small', user_data: '#!/bin/sh\necho "booting $HEARTH_SERVER_NAME"\n', name: 'db-1' });
    await other.create();
    await other.again();
    await until(async () => (await world.database.prisma.softwareDeployment.count({ where: { resourceName: 'booted', status: 'COMPLETE' } })) === 1);
    const { text } = await world.database.prisma.deploymentLog.findFirstOrThrow({ where: { text: { contains: 'booting' } } });
    expect(text).toBe('booting db-1\n');
    const directory = world.sandbox.directoryOf(String(other.view.physicalResourceId));
    expect(await other.delete()).toEqual({ kind: 'complete' });
    expect(existsSync(directory)).toBe(false);
  });

  it('refuses an agent with another token', async () => {
    const answer = await fetch(`${world.web.url}/agent/v1/next`, { headers: { authorization: 'Bearer guess' } });
    expect(answer.status).toBe(401);
  });
});

function agentPid(): number {
  return Number(readFileSync(path.join(home(), '.agent/pid'), 'utf8'));
}

async function ensureAgent(): Promise<void> {
  const before = agentPid();
  await until(async () => {
    await world.sandbox.ensureAgent({ id: String(server.view.physicalResourceId), name: 'web' });
    return agentPid() !== before;
  });
}

async function touch(name: string): Promise<void> {
  const { writeFile } = await import('node:fs/promises');
  await writeFile(path.join(home(), name), '');
}
