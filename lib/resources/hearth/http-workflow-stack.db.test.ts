/** A stack whose step is a workflow of an HTTP service, deployed as the product does: whatever becomes of either, both know. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { type Deployment, DeploymentStage } from '@/lib/testing/deployment-stage';
import { webServer, type WebServer } from '@/lib/testing/web-server';

interface Call {
  path: string;
  key: string | null;
  body: JsonMap;
}

let stage: DeploymentStage;
let service: WebServer;
let calls: Call[] = [];
/** While there is one, the service has taken a start and does not answer. */
let silence: Promise<void> | null = null;

beforeAll(async () => {
  stage = await DeploymentStage.open();
  service = await webServer(async (request) => {
    const { pathname } = new URL(request.url);
    calls.push({ path: pathname, key: request.headers.get('idempotency-key'), body: JSON.parse(await request.text()) });
    await silence;
    return Response.json({ job: 17 }, { status: 202 });
  });
}, 60_000);
beforeEach(() => {
  calls = [];
  silence = null;
});
afterAll(async () => {
  await stage.close();
  await service.stop();
});

const template = ({ timeout = 60, change = 'x' }: { timeout?: number; change?: string } = {}): string => `
heat_template_version: 2021-04-16
resources:
  approval:
    type: Hearth::Workflow::Http
    properties: {url: ${service.url}/start, cancel_url: ${service.url}/stop, inputs: {change: ${change}}, outputs: [ticket], timeout: ${timeout}}
  reader:
    type: OS::Heat::Value
    properties: {value: {str_replace: {template: 'approved with TICKET', params: {TICKET: {get_attr: [approval, outputs, ticket]}}}}}
outputs:
  said: {value: {get_attr: [reader, value]}}
`;

const starts = (): Call[] => calls.filter(({ path }) => path === '/start');
const stops = (): Json[] => calls.filter(({ path }) => path === '/stop').map(({ body }) => body['action'] ?? null);
/** What is not the same call again. */
const workflows = (): number => new Set(starts().map(({ key }) => key)).size;

async function started(count = 1): Promise<Call> {
  await expect.poll(() => starts().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(count);
  const call = starts().at(-1);
  if (call === undefined) throw new Error('nothing was started');
  return call;
}

/** From now on the service answers nothing, until what is given back is called. */
function fallSilent(): () => void {
  let end = (): void => undefined;
  silence = new Promise((resolve) => {
    end = resolve;
  });
  return () => {
    silence = null;
    end();
  };
}

async function signal(body: Json): Promise<void> {
  const answer = await fetch(String(starts().at(-1)?.body['signal_url']), { method: 'POST', body: JSON.stringify(body) });
  expect(answer.status).toBe(200);
}

async function complete(stack: Deployment, action: string): Promise<void> {
  expect(await stage.finished(stack, 60_000), (await stage.events(stack)).join('\n')).toBe(`${action}_COMPLETE: Stack ${action} completed successfully`);
}

describe('a stack with a workflow over HTTP', () => {
  it('goes on with what the workflow gives, asks again for an update, and tells the service when it goes', async () => {
    const stack = await stage.create('succeeds', template());
    await started();
    await stage.heard(stack, /^the workflow at 127\.0\.0\.1:\d+ to signal$/);
    await signal({ status: 'SUCCESS', outputs: { ticket: 'T-1' } });
    await complete(stack, 'CREATE');
    expect(await stage.output(stack, 'said')).toBe('approved with T-1');
    await stage.update(stack, template({ change: 'y' }));
    expect((await started(2)).body).toMatchObject({ action: 'UPDATE', inputs: { change: 'y' } });
    await signal({ status: 'SUCCESS', outputs: { ticket: 'T-2' } });
    await complete(stack, 'UPDATE');
    expect(await stage.output(stack, 'said')).toBe('approved with T-2');
    await stage.delete(stack);
    await complete(stack, 'DELETE');
    expect(stops()).toEqual(['DELETE']);
  }, 60_000);

  it('goes back with the words of a workflow that fails, and has what it did undone', async () => {
    const stack = await stage.create('fails', template());
    await started();
    await signal({ status: 'FAILURE', reason: 'the committee said no' });
    await complete(stack, 'ROLLBACK');
    expect(await stage.events(stack)).toContain('approval CREATE_FAILED Error: resources.approval: Workflow failed: the committee said no');
    expect(stops()).toEqual(['DELETE']);
  }, 60_000);

  it('is as before when the workflow of an update fails', async () => {
    const stack = await stage.create('keeps', template());
    await started();
    await signal({ status: 'SUCCESS', outputs: { ticket: 'T-1' } });
    await complete(stack, 'CREATE');
    await stage.update(stack, template({ change: 'y' }));
    await started(2);
    await signal({ status: 'SUCCESS', outputs: {} });
    // The way back runs the workflow for what was before.
    expect((await started(3)).body).toMatchObject({ inputs: { change: 'x' } });
    await signal({ status: 'SUCCESS', outputs: { ticket: 'T-3' } });
    await complete(stack, 'ROLLBACK');
    expect(await stage.events(stack)).toContainEqual(expect.stringContaining('approval UPDATE_FAILED Error: resources.approval: The workflow signalled success without the outputs ticket.'));
    expect(await stage.output(stack, 'said')).toBe('approved with T-3');
  }, 60_000);

  it('goes back when no signal comes in the time of the workflow', async () => {
    const stack = await stage.create('waits', template({ timeout: 1 }));
    await complete(stack, 'ROLLBACK');
    expect(await stage.events(stack)).toContainEqual(expect.stringMatching(/^approval CREATE_FAILED Error: resources\.approval: Timed out: no signal from the workflow at 127\.0\.0\.1:\d+ within 1 seconds\.$/));
    expect(stops()).toEqual(['DELETE']);
  }, 60_000);

  it('has the workflow cancelled when it has no time left itself', async () => {
    const stack = await stage.create('late', template(), {}, 'keep');
    await started();
    await stage.heard(stack, /to signal$/);
    await stage.stopWorker();
    await stage.world.database.pool.query("UPDATE operation SET started_at = started_at - interval '10 minutes' WHERE stack_id = $1", [stack.stackId]);
    await stage.world.database.pool.query('UPDATE stack SET wake_at = clock_timestamp() WHERE id = $1', [stack.stackId]);
    await stage.startWorker();
    expect(await stage.finished(stack)).toMatch(/^CREATE_FAILED: .*[Tt]imed out/);
    await expect.poll(stops).toEqual(['CANCEL']);
  }, 60_000);

  it('has the workflow cancelled, then undone, when it is deleted meanwhile', async () => {
    const stack = await stage.create('given-up', template());
    await started();
    await stage.heard(stack, /to signal$/);
    await stage.delete(stack);
    await complete(stack, 'DELETE');
    expect(stops()).toEqual(['CANCEL', 'DELETE']);
    expect((await fetch(String(starts()[0]?.body['signal_url']), { method: 'POST', body: '{"status": "SUCCESS"}' })).status, 'nobody waits any more').toBe(404);
  }, 60_000);
});

describe('a worker that is killed', () => {
  it('while the service has not answered yet is followed by one that asks with the same key: one workflow is started', async () => {
    const kill = await stage.startDoomedWorker();
    const answer = fallSilent();
    const stack = await stage.create('killed-asking', template());
    await started();
    await kill();
    answer();
    await stage.startWorker();
    await started(2);
    await signal({ status: 'SUCCESS', outputs: { ticket: 'T-1' } });
    await complete(stack, 'CREATE');
    expect(workflows()).toBe(1);
    expect(await stage.output(stack, 'said')).toBe('approved with T-1');
  }, 60_000);

  it('while the workflow runs is followed by one that hears the signal which came when there was none', async () => {
    const kill = await stage.startDoomedWorker();
    const stack = await stage.create('killed-waiting', template());
    await started();
    await stage.heard(stack, /to signal$/);
    await kill();
    await signal({ status: 'SUCCESS', outputs: { ticket: 'T-2' } });
    await stage.startWorker();
    await complete(stack, 'CREATE');
    expect(starts()).toHaveLength(1);
    expect(await stage.output(stack, 'said')).toBe('approved with T-2');
  }, 60_000);

  it('while it takes the stack back is followed by one that has the workflow undone', async () => {
    const kill = await stage.startDoomedWorker();
    const stack = await stage.create('killed-undoing', template());
    await started();
    const answer = fallSilent();
    await signal({ status: 'FAILURE', reason: 'no' });
    await expect.poll(() => stops().length, { timeout: 20_000 }).toBe(1);
    await kill();
    answer();
    await stage.startWorker();
    await complete(stack, 'ROLLBACK');
    expect(stops()).toEqual(['DELETE', 'DELETE']);
    expect(new Set(calls.filter(({ path }) => path === '/stop').map(({ key }) => key)).size, 'the same request again').toBe(1);
  }, 60_000);
});
