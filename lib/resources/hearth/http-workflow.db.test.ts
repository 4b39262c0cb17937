import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Json, JsonMap } from '@/lib/hot/types';
import { makeWorld, type World } from '@/lib/testing/resource-world';
import { webServer, type WebServer } from '@/lib/testing/web-server';

interface Received {
  method: string;
  path: string;
  key: string | null;
  headers: Headers;
  body: JsonMap;
}

let world: World;
let service: WebServer;
let received: Received[] = [];
/** What the service answers to the next requests; 200 when empty. */
let answers: { status: number; body: Json }[] = [];

beforeAll(async () => {
  world = await makeWorld();
  service = await webServer(async (request) => {
    const { pathname } = new URL(request.url);
    received.push({ method: request.method, path: pathname, key: request.headers.get('idempotency-key'), headers: request.headers, body: JSON.parse(await request.text()) });
    const { status, body } = answers.shift() ?? { status: 200, body: { job: 17 } };
    return new Response(JSON.stringify(body), { status });
  });
});
beforeEach(() => {
  received = [];
  answers = [];
});
afterAll(async () => {
  await service.stop();
  await world.end();
});

const workflow = (properties: JsonMap = {}) =>
  world.resource('Hearth::Workflow::Http', 'approval', { url: `${service.url}/start`, inputs: { change: 'x' }, ...properties });

async function signal(body: Json, of: Received | undefined = received.at(-1)): Promise<number> {
  return (await fetch(String(of?.body['signal_url']), { method: 'POST', body: JSON.stringify(body) })).status;
}

describe('a workflow over HTTP', () => {
  it('is started with its inputs, and complete with the outputs of its signal', async () => {
    const resource = await workflow({ headers: { authorization: 'Bearer x' }, outputs: ['ticket'] });
    expect(await resource.create()).toMatchObject({ kind: 'waiting', for: { signal: true } });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      method: 'POST', path: '/start', body: { action: 'CREATE', inputs: { change: 'x' }, stack: { name: 'shop' }, resource: { name: 'approval' } },
    });
    expect(received[0]?.headers.get('authorization')).toBe('Bearer x');
    expect(received[0]?.key).toBe(received[0]?.body['idempotency_key']);
    expect(resource.attribute('response')).toEqual({ job: 17 });
    expect(await signal({ status: 'SUCCESS', outputs: { ticket: 'T-1', more: [1] } })).toBe(200);
    expect(await resource.poll()).toEqual({ kind: 'complete' });
    expect(resource.attribute('outputs')).toEqual({ ticket: 'T-1', more: [1] });
  });

  it('fails with the reason of a signal of failure', async () => {
    const resource = await workflow();
    await resource.create();
    await signal({ status: 'FAILURE', reason: 'refused by Ann' });
    expect(await resource.poll()).toEqual({ kind: 'failed', errorType: 'Error', reason: 'Workflow failed: refused by Ann' });
  });

  it('fails when an expected output is missing, or the signal is none', async () => {
    const resource = await workflow({ outputs: ['ticket'] });
    await resource.create();
    await signal({ status: 'SUCCESS' });
    expect(await resource.poll()).toMatchObject({ kind: 'failed', reason: 'The workflow signalled success without the outputs ticket.' });
    await resource.update({ outputs: [] });
    await signal({ status: 'DONE' });
    expect(await resource.poll()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('the signal is not {status') });
  });

  it('fails when no signal comes in time', async () => {
    const resource = await workflow({ timeout: 5 });
    await resource.create();
    resource.now = () => new Date(Date.now() + 5_000);
    expect(await resource.poll()).toEqual({
      kind: 'failed', errorType: 'Error', reason: `Timed out: no signal from the workflow at ${new URL(service.url).host} within 5 seconds.`,
    });
  });

  it('counts the first signal of the run under way only', async () => {
    const resource = await workflow();
    await resource.create();
    const [first] = received;
    await signal({ status: 'SUCCESS', outputs: { n: 1 } });
    await signal({ status: 'FAILURE' });
    expect(await resource.poll()).toEqual({ kind: 'complete' });
    expect(await resource.update({ inputs: { change: 'y' } })).toMatchObject({ kind: 'waiting' });
    expect(received.at(-1)?.body).toMatchObject({ action: 'UPDATE', inputs: { change: 'y' } });
    await signal({ status: 'SUCCESS', outputs: { n: 'replayed' } }, first);
    expect((await resource.poll()).kind).toBe('waiting');
    await signal({ status: 'SUCCESS', outputs: { n: 2 } });
    expect(await resource.poll()).toEqual({ kind: 'complete' });
    expect(resource.attribute('outputs')).toEqual({ n: 2 });
  });

  it('is asked with the same key after a crash', async () => {
    const resource = await workflow();
    await resource.create();
    await resource.again();
    expect(received.map(({ key }) => key)).toEqual([received[0]?.key, received[0]?.key]);
  });

  it('tells the service when it is given up, and when what it made is to go', async () => {
    const resource = await workflow({ cancel_url: `${service.url}/cancel` });
    await resource.create();
    await resource.cancel();
    expect(received.at(-1)).toMatchObject({ path: '/cancel', body: { action: 'CANCEL', idempotency_key: received[0]?.key, response: { job: 17 } } });
    expect(await resource.delete()).toEqual({ kind: 'complete' });
    expect(received.at(-1)).toMatchObject({ path: '/cancel', body: { action: 'DELETE' } });
  });

  it('says whether a failed start may be repeated', async () => {
    answers = [{ status: 503, body: 'busy' }, { status: 400, body: 'what?' }];
    const resource = await workflow();
    expect(await resource.create()).toMatchObject({ kind: 'failed', retriable: true, reason: expect.stringContaining('answered 503') });
    expect(await resource.create()).toMatchObject({ kind: 'failed', retriable: false, reason: expect.stringContaining('what?') });
    const nobody = await workflow({ url: 'http://127.0.0.1:9/' });
    expect(await nobody.create()).toMatchObject({ kind: 'failed', retriable: true });
  });
});
