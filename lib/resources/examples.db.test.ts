/** Every example is deployed as a newcomer would: language, engine, worker, sandbox and agents are the real ones. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonMap } from '@/lib/hot/types';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installed } from '@/lib/software/testing/run-tool';
import { type Deployment, DeploymentStage } from '@/lib/testing/deployment-stage';
import { webServer, type WebServer } from '@/lib/testing/web-server';

let stage: DeploymentStage;
beforeAll(async () => {
  stage = await DeploymentStage.open();
});
afterAll(() => stage.close());

const directory = path.join(import.meta.dirname, '../../examples');
const example = (name: string): string => readFileSync(path.join(directory, `${name}.yaml`), 'utf8');

const fileOn = async (deployment: Deployment, server: string, file: string): Promise<string> =>
  readFileSync(path.join(stage.world.sandbox.directoryOf(await stage.physicalId(deployment, server)), file), 'utf8');

describe('every example', () => {
  it.each(readdirSync(directory).filter((file) => file.endsWith('.yaml')))('%s is valid', (file) => {
    expect(stage.problems(readFileSync(path.join(directory, file), 'utf8'))).toEqual([]);
  });
});

describe('three servers', () => {
  it('get two steps each, in order, once; are updated where the greeting changed; and are gone with the stack', async () => {
    const text = example('three-servers');
    const shop = await stage.create('shop', text, { greeting: 'Welcome' });
    expect(await stage.finished(shop)).toBe('CREATE_COMPLETE: Stack CREATE completed successfully');
    expect(await stage.output(shop, 'pages')).toMatchObject({ alpha: 'Welcome from alpha on Linux' });
    for (const server of ['alpha', 'beta', 'gamma']) {
      expect(await fileOn(shop, server, 'runs.log')).toBe('prepare CREATE\nannounce CREATE\n');
    }
    await stage.update(shop, text, { greeting: 'Goodbye' });
    expect(await stage.finished(shop)).toBe('UPDATE_COMPLETE: Stack UPDATE completed successfully');
    expect(await stage.output(shop, 'pages')).toMatchObject({ alpha: 'Goodbye from alpha on Linux' });
    expect(await fileOn(shop, 'beta', 'runs.log')).toBe('prepare CREATE\nannounce CREATE\nannounce UPDATE\n');
    const directory = stage.world.sandbox.directoryOf(await stage.physicalId(shop, 'gamma'));
    await stage.delete(shop);
    expect(await stage.finished(shop)).toBe('DELETE_COMPLETE: Stack DELETE completed successfully');
    expect(existsSync(directory)).toBe(false);
  }, 60_000);
});

describe('one idea each', () => {
  const outputsOf: readonly (readonly [string, JsonMap, string, unknown])[] = [
    ['conditions', { purpose: 'production' }, 'servers', [expect.any(String), expect.any(String)]],
    ['conditions', {}, 'servers', [expect.any(String)]],
    ['many-alike', { count: 2 }, 'addresses', [expect.any(String), expect.any(String)]],
    ['scaling', {}, 'size', 2],
    ['stack-in-a-stack', {}, 'address', expect.stringMatching(/^10\.20\.0\./)],
  ];
  it.each(outputsOf)('%s with %j comes up and tells its %s', async (name, parameters, output, value) => {
    const stack = await stage.create(`${name}-${Object.keys(parameters).length}`, example(name), parameters);
    expect(await stage.finished(stack)).toBe('CREATE_COMPLETE: Stack CREATE completed successfully');
    expect(await stage.output(stack, output)).toEqual(value);
  }, 60_000);
});

describe('failure and rollback', () => {
  it('fails with the words of the script, goes back, and leaves the version that worked on the server', async () => {
    const text = example('failure-and-rollback');
    const stack = await stage.create('app', text, { version: '1.0' });
    expect(await stage.finished(stack)).toContain('CREATE_COMPLETE');
    await stage.update(stack, text, { version: '2.0', healthy: false });
    expect(await stage.finished(stack)).toContain('ROLLBACK_COMPLETE');
    expect(await fileOn(stack, 'server', 'installed')).toBe('1.0\n');
    expect(await fileOn(stack, 'server', 'history.log')).toBe('install 1.0\ninstall 2.0\ninstall 1.0\n');
    expect((await stage.events(stack)).filter((line) => line.includes('FAILED'))).toContainEqual(
      expect.stringMatching(/^check UPDATE_FAILED Error: resources\.check: Deployment to server failed: deploy_status_code : Deployment exited with non-zero status code: 1$/),
    );
    const { rows } = await stage.world.database.pool.query("SELECT text FROM deployment_log WHERE stream = 'stderr'");
    expect(rows).toEqual([{ text: 'version 2.0 answers with an error\n' }]);
    expect(await stage.output(stack, 'checked')).toBe('checking 1.0\nhealthy\n');
  }, 60_000);
});

describe('a workflow over HTTP', () => {
  let service: WebServer;
  let reply: unknown = null;
  const paths: string[] = [];
  beforeAll(async () => {
    service = await webServer(async (request) => {
      paths.push(new URL(request.url).pathname);
      const { signal_url: url } = JSON.parse(await request.text());
      if (typeof url === 'string' && reply !== null) await fetch(url, { method: 'POST', body: JSON.stringify(reply) });
      return new Response('{"accepted": true}');
    });
  });
  afterAll(() => service.stop());

  const deploy = (name: string, parameters = {}) =>
    stage.create(name, example('http-workflow'), { workflow_url: `${service.url}/start`, cancel_url: `${service.url}/cancel`, ...parameters });

  it('hands its outputs to the next resource', async () => {
    reply = { status: 'SUCCESS', outputs: { ticket: 'T-42' } };
    const stack = await deploy('approved');
    expect(await stage.finished(stack)).toContain('CREATE_COMPLETE');
    expect(await stage.output(stack, 'approval')).toBe('open the shop was approved with ticket T-42');
  });

  it('rolls back when it signals failure', async () => {
    reply = { status: 'FAILURE', reason: 'not today' };
    const stack = await deploy('refused');
    expect(await stage.finished(stack)).toContain('ROLLBACK_COMPLETE');
    expect(await stage.events(stack)).toContain('approval CREATE_FAILED Error: resources.approval: Workflow failed: not today');
    expect(paths.at(-1)).toBe('/cancel');
  });

  it('rolls back when it never signals', async () => {
    reply = null;
    const stack = await deploy('silent', { timeout: 1 });
    expect(await stage.finished(stack)).toContain('ROLLBACK_COMPLETE');
    expect((await stage.events(stack)).find((line) => line.startsWith('approval CREATE_FAILED'))).toContain('Timed out: no signal from the workflow');
  });
});

describe('a blog on two servers', () => {
  it('is updated, goes back to what worked when an update does not, and is gone with its stack', async () => {
    const text = example('two-tier');
    const blog = await stage.create('blog', text, { title: 'One' });
    expect(await stage.finished(blog)).toContain('CREATE_COMPLETE');
    const page = async (): Promise<string> => (await fetch(String(await stage.output(blog, 'url')))).text();
    expect(await page()).toBe('<h1>One</h1>\n');
    await fetch(String(await stage.output(blog, 'url')), { method: 'POST', body: 'first post' });
    expect(await page()).toBe('<h1>One</h1>\nfirst post\n');
    await stage.update(blog, text, { title: 'Two' });
    expect(await stage.finished(blog)).toContain('UPDATE_COMPLETE');
    expect(await page()).toBe('<h1>Two</h1>\nfirst post\n');
    await stage.update(blog, text, { title: 'Three', healthy: false });
    expect(await stage.finished(blog)).toContain('ROLLBACK_COMPLETE');
    expect(await page()).toBe('<h1>Two</h1>\nfirst post\n');
    const url = String(await stage.output(blog, 'url'));
    await stage.delete(blog);
    expect(await stage.finished(blog)).toContain('DELETE_COMPLETE');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  }, 90_000);
});

describe('the examples of tools', () => {
  const tools: readonly [string, string, string, unknown][] = [
    ['ansible', 'ansible-playbook', 'page', 'Welcome, alpha!\nWelcome, beta!\n'],
    ['puppet', 'puppet', 'motd', 'This server belongs to nobody.\n'],
    ['cfn-init', 'sh', 'log', expect.stringContaining('"listen": 8080')],
    ['cloud-init', 'sh', 'order', '{"1": "bootcmd script runcmd "}'],
    ['rolling-group', 'sh', 'installed', { alpha: '1.0', beta: '1.0', gamma: '1.0' }],
  ];
  for (const [name, program] of tools) {
    if (!installed(program)) console.warn(`NOT TESTED: the example ${name} was not deployed, because ${program} is not installed.`);
  }

  it.each(tools.filter(([, program]) => installed(program)))('%s deploys with the real %s', async (name, _program, output, expected) => {
    const stack = await stage.create(name, example(name));
    expect(await stage.finished(stack, 60_000)).toContain('CREATE_COMPLETE');
    expect(await stage.output(stack, output)).toEqual(expected);
    await stage.delete(stack);
    expect(await stage.finished(stack)).toContain('DELETE_COMPLETE');
  }, 90_000);
});

describe('the other examples', () => {
  it.each([
    ['hello', {}, 'greeting', 'Hello, world!'],
    ['diamond', { left_seconds: 0, right_seconds: 1 }, 'message', 'Both ways have been walked.'],
    ['wait-for-signal', { seconds: 0 }, 'signals', '{"1": "ready after 0 seconds"}'],
    ['private-network', {}, 'database_address', '192.168.42.10'],
  ])('%s deploys and gives its output', async (name, parameters, output, expected) => {
    const text = example(name);
    const stack = await stage.create(name, text, parameters);
    expect(await stage.finished(stack)).toBe('CREATE_COMPLETE: Stack CREATE completed successfully');
    expect(await stage.output(stack, output)).toBe(expected);
    await stage.delete(stack);
    expect(await stage.finished(stack)).toContain('DELETE_COMPLETE');
  }, 60_000);
});
