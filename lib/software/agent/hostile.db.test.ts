/** Scripts and agents that behave badly: what they send is bounded and recorded, nothing is lost, and the server goes on. */
import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonMap } from '@/lib/hot/types';
import { STREAM_LIMIT } from '@/lib/software/agent-api';
import { tokenHash } from '@/lib/software/token-hash';
import { makeWorld, type TestedResource, type World } from '@/lib/testing/resource-world';

let world: World;
let server: TestedResource;
beforeAll(async () => {
  world = await makeWorld();
  server = await world.resource('OS::Nova::Server', 'web', { flavor: 'small', image: 'linux' });
  await server.create();
});
afterAll(() => world.end());

async function deploy(name: string, script: string, more: { outputs?: string[]; server?: string; group?: string } = {}) {
  const config = await world.resource('OS::Heat::SoftwareConfig', `${name}-config`, {
    group: more.group ?? 'script', config: script, outputs: (more.outputs ?? []).map((output): JsonMap => ({ name: output })),
  });
  await config.create();
  const deployment = await world.resource('OS::Heat::SoftwareDeployment', name, { config: config.referenceId, server: more.server ?? server.referenceId });
  return { deployment, started: await deployment.create() };
}

async function run(name: string, script: string, more: Parameters<typeof deploy>[2] = {}): Promise<TestedResource> {
  const { deployment, started } = await deploy(name, script, more);
  const ended = await deployment.settle(started, 90_000);
  expect(['complete', 'failed']).toContain(ended.kind);
  return deployment;
}

const streamLength = async (deployment: TestedResource, stream: string): Promise<number> => {
  const { rows } = await world.database.pool.query<{ length: number }>(
    'SELECT coalesce(sum(bytes), 0)::int AS length FROM deployment_log WHERE config_id = $1 AND stream = $2', [String(deployment.view.data['configId']), stream],
  );
  return rows[0]?.length ?? 0;
};

describe('a script', () => {
  it('that writes megabytes is kept whole, and the end of it is its output', async () => {
    const deployment = await run('megabytes', "#!/bin/sh\nhead -c 3000000 /dev/zero | tr '\\0' x\nprintf end\n");
    expect(await streamLength(deployment, 'stdout')).toBe(3_000_003);
    const output = String(deployment.attribute('deploy_stdout'));
    expect(output).toHaveLength(950_000);
    expect(output.endsWith('xxend')).toBe(true);
  }, 60_000);

  it('that writes without end fills neither disk nor database, and its end is seen', async () => {
    const home = world.sandbox.directoryOf(String(server.view.physicalResourceId));
    const { deployment, started } = await deploy('endless', '#!/bin/sh\nyes "without end" &\necho $! >pid\nsleep 3\nkill $!\nexit 3\n');
    let most = 0;
    const watch = setInterval(() => {
      try {
        most = Math.max(most, statSync(`${home}/.agent/runs/${String(deployment.view.data['configId'])}/stdout`).size);
      } catch {
        // Not there yet, or not any more.
      }
    }, 50);
    const ended = await deployment.settle(started, 90_000);
    clearInterval(watch);
    expect(ended).toMatchObject({ kind: 'failed', reason: expect.stringContaining('status code: 3') });
    expect(most).toBeGreaterThan(STREAM_LIMIT);
    expect(most).toBeLessThan(STREAM_LIMIT * 2.2);
    expect(await streamLength(deployment, 'stdout')).toBeLessThan(STREAM_LIMIT + 2 * 1024 * 1024);
  }, 120_000);

  it('that leaves a process behind which holds its output is over when it is over', async () => {
    const deployment = await run('daemon', '#!/bin/sh\n(sleep 30; echo late) &\necho $! >daemon.pid\necho started\n');
    expect(deployment.attribute('deploy_stdout')).toBe('started\n');
  });

  it('that writes bytes which are no text gives a text', async () => {
    const deployment = await run('binary', "#!/bin/sh\nhead -c 1000 /dev/urandom\nprintf '\\377\\000\\376' >$heat_outputs_path.raw\n", { outputs: ['raw'] });
    expect(await streamLength(deployment, 'stdout')).toBe(1000);
    expect(deployment.attribute('raw')).toBe('\uFFFD\uFFFD\uFFFD');
  });

  it('that writes nothing at all gives empty texts', async () => {
    const deployment = await run('silent', '#!/bin/sh\n');
    expect([deployment.attribute('deploy_stdout'), deployment.attribute('deploy_stderr'), deployment.attribute('deploy_status_code')]).toEqual(['', '', 0]);
  });

  it('may have outputs of any name that a file can have', async () => {
    const names = ['a b', 'ü', '-rf', "q'uote", '*', '$HOME', ' edges ', '..', 'x=y', '\\n', '__proto__', 'constructor'];
    const lines = names.map((name) => `printf %s '${name.replaceAll("'", "'\\''")}' >"$heat_outputs_path."'${name.replaceAll("'", "'\\''")}'`);
    const deployment = await run('odd', `#!/bin/sh\n${lines.join('\n')}\n`, { outputs: [...names, 'a/b', 'x'.repeat(300)] });
    for (const name of names) expect(Object.entries(deployment.view.attributes).find(([key]) => key === name)?.[1], name).toBe(name);
    expect(deployment.attribute('deploy_status_code')).toBe(0);
  });

  it('whose outputs are more than the server takes fails, and says so', async () => {
    const names = Array.from({ length: 70 }, (_, index) => `o${index}`);
    const deployment = await run('heavy', "#!/bin/sh\nhead -c 1000000 /dev/zero | tr '\\0' x >big\nfor n in $(seq 0 69); do cp big $heat_outputs_path.o$n; done\n", { outputs: names });
    expect(deployment.attribute('deploy_stderr')).toContain('more than the server takes');
    expect(deployment.attribute('deploy_status_code')).toBe(1);
  }, 90_000);
});

describe('a script that never ends', () => {
  const NEVER = `#!/bin/sh
trap '' TERM
(trap '' TERM; while :; do sleep 1; done) &
echo "$! $$" >never.pids
while :; do sleep 1; done
`;
  const home = (): string => world.sandbox.directoryOf(String(server.view.physicalResourceId));
  const pids = (): number[] => readFileSync(`${home()}/never.pids`, 'utf8').trim().split(' ').map(Number);
  /** A killed process may wait for its parent to take note. */
  const lives = (pid: number): boolean => {
    try {
      return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
    } catch {
      return false;
    }
  };
  const started = async (name: string): Promise<TestedResource> => {
    rmSync(`${home()}/never.pids`, { force: true });
    const { deployment } = await deploy(name, NEVER);
    await expect.poll(() => existsSync(`${home()}/never.pids`) && pids().length === 2, { timeout: 15_000 }).toBe(true);
    return deployment;
  };

  it('and says nothing does not make its server look dead', async () => {
    const deployment = await started('quiet');
    const seen = async (): Promise<number> => {
      const { rows: [row] } = await world.database.pool.query<{ age: number }>('SELECT extract(epoch FROM clock_timestamp() - last_seen_at)::float8 AS age FROM server WHERE id = $1', [server.referenceId]);
      return row?.age ?? Infinity;
    };
    let oldest = 0;
    for (const end = Date.now() + 25_000; Date.now() < end; await new Promise((resolve) => void setTimeout(resolve, 500))) oldest = Math.max(oldest, await seen());
    expect(oldest, 'seconds: the page calls a host silent after thirty').toBeLessThan(22);
    await deployment.delete();
    await expect.poll(() => pids().some(lives), { timeout: 40_000 }).toBe(false);
  }, 90_000);

  it('may tidy up first when it is given up', async () => {
    for (const file of ['tidy', 'tidied']) rmSync(`${home()}/${file}`, { force: true });
    const { deployment } = await deploy('tidy', "#!/bin/sh\ntrap 'echo tidying; sleep 1; echo nearly >&2; echo done >tidied; exit 0' TERM\necho on >tidy\nwhile :; do sleep 0.2; done\n");
    await expect.poll(() => existsSync(`${home()}/tidy`), { timeout: 15_000 }).toBe(true);
    await deployment.cancel();
    await expect.poll(() => existsSync(`${home()}/tidied`), { timeout: 45_000 }).toBe(true);
  }, 90_000);

  it.each([
    ['its stack gives it up', (deployment: TestedResource) => deployment.cancel()],
    ['its deployment is deleted', (deployment: TestedResource) => deployment.delete()],
  ])('is ended with everything that it started when %s, although it does not listen; and the server does the next thing', async (when, giveUp) => {
    const deployment = await started(when.replaceAll(' ', '-'));
    await giveUp(deployment);
    await expect.poll(() => pids().some(lives), { timeout: 40_000 }).toBe(false);
    const next = await run(`after-${when.replaceAll(' ', '-')}`, '#!/bin/sh\necho next\n');
    expect(next.attribute('deploy_stdout')).toBe('next\n');
  }, 120_000);
});

describe('a server of another project', () => {
  it('runs nothing of this one, although its id is known', async () => {
    const deployed = await world.resource('OS::Heat::DeployedServer', 'theirs', { name: 'theirs' });
    await deployed.create();
    const id = String(deployed.referenceId);
    const { deployment } = await deploy('before', '#!/bin/sh\n', { server: id });
    await world.database.pool.query("INSERT INTO project (id, name) VALUES ('other', 'other')");
    await world.database.pool.query("UPDATE server SET project_id = 'other', token_hash = $2 WHERE id = $1", [id, tokenHash('theirs')]);
    const ask = (path: string): Promise<Response> => fetch(`${world.web.url}/agent/v1/${path}`, { headers: { authorization: 'Bearer theirs' } });
    expect((await ask('next')).status).toBe(204);
    expect((await ask(`runs/${String(deployment.view.data['configId'])}/script`)).status).toBe(410);
    const { started } = await deploy('after', '#!/bin/sh\n', { server: id });
    expect(started).toMatchObject({ kind: 'failed', reason: `Property server: there is no server ${id} in this project.` });
  });
});

describe('an agent', () => {
  let liar: string;
  let agentToken: string;
  beforeAll(async () => {
    const deployed = await world.resource('OS::Heat::DeployedServer', 'liar', { name: 'liar' });
    await deployed.create();
    liar = String(deployed.referenceId);
    agentToken = 'token-of-the-liar';
    await world.database.pool.query('UPDATE server SET token_hash = $2 WHERE id = $1', [liar, tokenHash(agentToken)]);
  });
  const ask = (path: string, init: RequestInit = {}): Promise<Response> => fetch(`${world.web.url}/agent/v1/${path}`, { ...init, headers: { authorization: `Bearer ${agentToken}` } });
  const form = (fields: Record<string, string>): FormData => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    return data;
  };
  const configOf = (deployment: TestedResource): string => String(deployment.view.data['configId']);

  it('cannot read or report the runs of another server', async () => {
    const { deployment, started } = await deploy('other', '#!/bin/sh\nsleep 0.5\n');
    for (const path of ['script', 'launch']) expect((await ask(`runs/${configOf(deployment)}/${path}`)).status).toBe(410);
    expect((await ask(`runs/${configOf(deployment)}/finish`, { method: 'POST', body: form({ code: '9' }) })).status).toBe(410);
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
  });

  it('that reports nonsense is refused, and its run stays open', async () => {
    const { deployment } = await deploy('nonsense', '#!/bin/sh\n', { server: liar });
    const run = `runs/${configOf(deployment)}`;
    for (const code of ['', 'many', '1.5', '1e300', '-1e300', 'NaN']) expect((await ask(`${run}/finish`, { method: 'POST', body: form({ code }) })).status, code).toBe(400);
    expect((await deployment.poll()).kind).toBe('waiting');
  });

  it.each([
    ['runs/not-a-uuid/finish', 410], ['runs/00000000-0000-0000-0000-000000000000/log?stream=stdout&position=0', 410], ['nothing', 404], ['runs', 404], ['rotate/x', 404],
  ])('that asks for %s gets %i', async (path, status) => expect((await ask(path, { method: 'POST' })).status).toBe(status));

  it('that sends pieces out of order, twice, or too large has only what continues the stream stored', async () => {
    const { deployment } = await deploy('pieces', '#!/bin/sh\n', { server: liar });
    const log = (position: string, body: string, stream = 'stdout'): Promise<Response> => ask(`runs/${configOf(deployment)}/log?stream=${stream}&position=${position}`, { method: 'POST', body });
    expect(await (await log('5', 'later')).text()).toBe('0');
    expect(await (await log('0', 'first')).text()).toBe('5');
    expect(await (await log('0', 'again')).text()).toBe('5');
    expect((await log('-1', 'x')).status).toBe(400);
    expect((await log('1e400', 'x')).status).toBe(400);
    expect((await log('0', 'x', 'stdin')).status).toBe(400);
    expect((await log('5', 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await log(String(2 ** 40), 'x')).status).toBe(200);
    expect(await streamLength(deployment, 'stdout')).toBe(5);
  });

  it('that signals again and again by the address of its run is heard once for each run, whatever it says later', async () => {
    const { deployment, started } = await deploy('signals', '#!/bin/sh\n', { server: liar, outputs: ['said'] });
    const { rows: [row] } = await world.database.pool.query<{ url: string }>("SELECT input ->> 'value' AS url FROM software_config c, jsonb_array_elements(c.inputs) AS input WHERE c.id = $1 AND input ->> 'name' = 'deploy_signal_id'", [configOf(deployment)]);
    const signal = (said: string, code: number): Promise<Response> => fetch(row?.url ?? '', { method: 'POST', body: JSON.stringify({ said, deploy_stdout: '', deploy_stderr: '', deploy_status_code: code }) });
    expect((await signal('first', 0)).status).toBe(200);
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    for (const answer of await Promise.all(Array.from({ length: 20 }, (_, index) => signal(`later ${index}`, index % 3)))) expect([200, 409, 410]).toContain(answer.status);
    await deployment.poll().catch(() => undefined);
    expect([deployment.attribute('said'), deployment.attribute('deploy_status_code')]).toEqual(['first', 0]);
    expect(deployment.events).toHaveLength(1);
  });

  it('that repeats its report, or contradicts it, is heard once', async () => {
    const { deployment, started } = await deploy('twice', '#!/bin/sh\n', { server: liar, outputs: ['said'] });
    const finish = (code: string): Promise<Response> => ask(`runs/${configOf(deployment)}/finish`, { method: 'POST', body: form({ code, o0: `code ${code}` }) });
    const answers = await Promise.all([finish('0'), finish('0'), finish('0')]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await finish('7')).status).toBe(200);
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(deployment.attribute('said')).toBe('code 0');
    expect(deployment.events).toHaveLength(1);
  });
});
