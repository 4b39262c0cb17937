/** An address is told how operations end: once, signed, in spite of its own failures and of workers that die. */
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DatabaseStage, openVault, silent } from '@/lib/engine/testing/database-stage';
import { createHttpClient } from '@/lib/providers/http';
import type { Caller } from '@/lib/stacks/ports';
import * as webhooks from '@/lib/stacks/webhooks';
import { takeDue } from '@/lib/store/webhook-deliveries';
import { giveUp } from '@/lib/store/retention';
import { freshDatabase } from '@/lib/testing/postgres';
import { OUTCOMES, type Outcome } from '@/lib/wire/webhooks';
import { signatureOf } from './webhook-message';
import { startWebhooks } from './webhooks';
import type { Worker } from './worker';

const database = await freshDatabase();
const { pool } = database;
const stage = await DatabaseStage.open(database);
const ports: webhooks.WebhookPorts = { pool, vault: openVault, allowPrivate: true };
const ann: Caller = { userId: 'u', userName: 'ann', projectId: 'p', projectName: 'p', role: 'admin' };
const member: Caller = { ...ann, role: 'member' };

/** What came in, and what the address answers next (200 when it is empty). */
const received: { headers: IncomingHttpHeaders; text: string; body: { type: string; data: Record<string, unknown> } }[] = [];
let answers: number[] = [];
const server = createServer((incoming, outgoing) => {
  const pieces: Buffer[] = [];
  incoming.on('data', (piece: Buffer) => pieces.push(piece)).on('end', () => {
    const text = Buffer.concat(pieces).toString();
    received.push({ headers: incoming.headers, text, body: JSON.parse(text) });
    outgoing.writeHead(answers.shift() ?? 200, { location: '/elsewhere' }).end('so it is');
  });
});
let url = '';
let worker: Worker;
let delivering: { stop(): Promise<void> };

const start = () => startWebhooks({ pool, vault: openVault, http: createHttpClient({ allowPrivate: true }), publicUrl: 'https://hearth.example', logger: silent, pauses: [0, 0] });

beforeAll(async () => {
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  url = `http://127.0.0.1:${address === null || typeof address === 'string' ? 0 : address.port}/hook`;
  worker = await stage.worker();
  delivering = start();
});
afterAll(async () => {
  await delivering.stop();
  await worker.stop();
  server.closeAllConnections();
  server.close();
  await stage.close();
  await database.close();
});
beforeEach(async () => {
  await pool.query('DELETE FROM webhook');
  received.length = 0;
  answers = [];
});

async function hook(outcomes: readonly Outcome[], stackId: string | null = null): Promise<{ id: string; secret: string }> {
  const saved = await webhooks.saveWebhook(ports, ann, { id: null, stackId, url, outcomes: [...outcomes], enabled: true });
  if (!saved.ok) throw new Error(saved.problem.message);
  return { id: saved.value.id, secret: saved.value.secret ?? '' };
}
async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 15_000; Date.now() < end; await new Promise((resolve) => setTimeout(resolve, 50))) if (await met()) return;
  throw new Error(`not within 15 seconds; received: ${received.map(({ body }) => body.type).join(', ')}`);
}
const shown = async (id: string) => {
  const list = await webhooks.listDeliveries(ports, ann, id);
  return list.ok ? list.value : [];
};
const types = () => received.map(({ body }) => body.type);

describe('a webhook', () => {
  it('is told of the outcomes that were chosen, each once, with who did what to which stack', async () => {
    const { secret } = await hook(['complete', 'failed', 'rolled_back']);
    const id = await stage.stack();
    await stage.request(id, 'CREATE', await stage.revision(id, { a: { properties: { value: 1 } } }));
    await stage.finished(id);
    await stage.request(id, 'UPDATE', await stage.revision(id, { a: { properties: { value: 2 } }, n: { properties: { fail: ['create'] } } }));
    expect(await stage.finished(id)).toBe('ROLLBACK_COMPLETE');
    await until(() => received.length >= 3);
    expect(types()).toEqual(['stack.complete', 'stack.failed', 'stack.rolled_back']);
    expect(received[1]?.body.data).toMatchObject({
      outcome: 'failed', project: { id: 'p', name: 'p' }, stack: { id, name: 's', tags: [] }, operation: { number: 2, action: 'UPDATE', status: 'FAILED' }, actor: 'test',
      reason: expect.stringContaining('resources.n'), link: `https://hearth.example/p/p/stacks/${id}/graph`,
    });
    // The signature is over exactly what was sent, by whoever has the secret.
    for (const { headers, text } of received) expect(headers['webhook-signature']).toBe(`v1,${signatureOf(secret, `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${text}`)}`);
    expect(signatureOf('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', 'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}')).toBe('g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('hears of its own stack only, and not of others; and of what waits and is held, when that was chosen', async () => {
    const [mine, other] = [await stage.stack(), await stage.stack()];
    await hook(['waiting', 'held', 'failed'], mine);
    for (const id of [other, mine]) {
      await stage.request(id, 'CREATE', await stage.revision(id, { w: { properties: { waitSignal: true } }, bad: { dependsOn: ['w'], properties: { fail: ['create'] } } }), { onFailure: 'pause' });
      await until(async () => (await stage.resources(id)).some(({ name, state }) => name === 'w' && state === 'CREATE_IN_PROGRESS'));
      const w = (await stage.resources(id)).find(({ name }) => name === 'w');
      await until(async () => (await pool.query('SELECT 1 FROM event WHERE root_id = $1 AND waiting_for IS NOT NULL', [id])).rowCount === 1);
      await stage.signal(id, w?.id ?? '', {});
      await until(async () => (await pool.query("SELECT 1 FROM operation WHERE stack_id = $1 AND status = 'PAUSED'", [id])).rowCount === 1);
    }
    await until(() => received.length >= 2);
    expect(received.map(({ body }) => [body.type, (body.data.stack as { id: string }).id])).toEqual([['stack.waiting', mine], ['stack.held', mine]]);
    expect(received[0]?.body.data.resource).toMatchObject({ name: 'w' });
    // Going on closes the paused operation as failed: that has been told.
    await stage.request(mine, 'UPDATE', await stage.revision(mine, { w: { properties: { waitSignal: true } } }));
    expect(await stage.finished(mine)).toBe('UPDATE_COMPLETE');
    expect((await pool.query("SELECT 1 FROM operation WHERE stack_id = $1 AND status = 'FAILED'", [mine])).rowCount).toBe(1);
    expect((await pool.query('SELECT 1 FROM webhook_delivery')).rowCount).toBe(2);
  });
});

describe('a message', () => {
  it('is tried again with the same words until it is taken, and the list says what was answered', async () => {
    answers = [500, 302];
    const { id } = await hook(OUTCOMES);
    expect(await webhooks.sendTest(ports, ann, id)).toMatchObject({ ok: true });
    await until(async () => (await shown(id))[0]?.status === 'FAILED');
    // A test is tried once.
    expect(await shown(id)).toMatchObject([{ outcome: 'test', attempts: 1, answerStatus: 500, answer: 'so it is', nextAttempt: null }]);
    await pool.query("UPDATE webhook_delivery SET outcome = 'failed'");
    answers = [302];
    expect(await webhooks.sendAgain(ports, ann, id, (await shown(id))[0]?.id ?? '')).toMatchObject({ ok: true });
    await until(async () => (await shown(id))[0]?.status === 'DELIVERED');
    expect((await shown(id))[0]).toMatchObject({ attempts: 2, answerStatus: 200 });
    expect(received[1]?.text).toBe(received[2]?.text);
    expect(received[1]?.headers['webhook-id']).toBe(received[2]?.headers['webhook-id']);
  });

  it('is given up when the attempts are used up, or the address may not be reached', async () => {
    answers = [404, 404, 404];
    const { id } = await hook(OUTCOMES);
    await webhooks.sendTest(ports, ann, id);
    await pool.query("UPDATE webhook_delivery SET outcome = 'failed'");
    await until(async () => (await shown(id))[0]?.status === 'FAILED');
    expect((await shown(id))[0]).toMatchObject({ attempts: 3, answerStatus: 404 });
    const guarded = await webhooks.saveWebhook({ ...ports, allowPrivate: false }, ann, { id: null, stackId: null, url, outcomes: ['failed'], enabled: true });
    expect(guarded).toMatchObject({ ok: false, problem: { message: expect.stringContaining('private address') } });
  });

  it('that a dead worker had taken is sent by the next one', async () => {
    await delivering.stop();
    const { id } = await hook(OUTCOMES);
    await webhooks.sendTest(ports, ann, id);
    expect(await takeDue(pool, [])).toHaveLength(1);
    expect(await takeDue(pool, [])).toEqual([]);
    delivering = start();
    await pool.query("UPDATE webhook_delivery SET next_attempt = now() - interval '1 second'");
    await until(async () => (await shown(id))[0]?.status === 'DELIVERED');
    expect(received).toHaveLength(1);
    // An address that is slow is not sent to twice at once by one process.
    await webhooks.sendTest(ports, ann, id);
    expect(await takeDue(pool, [id])).toEqual([]);
  });

  it('goes with time, when the project wants that, once it is over', async () => {
    const { id } = await hook(OUTCOMES);
    await webhooks.sendTest(ports, ann, id);
    await until(async () => (await shown(id))[0]?.status === 'DELIVERED');
    await pool.query("UPDATE webhook_delivery SET created_at = now() - interval '9 days'");
    await pool.query("INSERT INTO webhook_delivery (id, webhook_id, key, outcome, stack_name, body, created_at, next_attempt) VALUES (gen_random_uuid(), $1, 'x', 'failed', '', '{}', now() - interval '9 days', now() + interval '1 day')", [id]);
    expect(await giveUp(pool, 'p', { deliveries: 7 }, new Date())).toEqual({ deliveries: 1 });
    expect(await shown(id)).toMatchObject([{ status: 'WAITING' }]);
  });
});

describe('who may', () => {
  it('is an administrator for every stack, a member for one; readers see hosts only; the secret is shown once', async () => {
    const stackId = await stage.stack();
    expect(await webhooks.saveWebhook(ports, member, { id: null, stackId: null, url, outcomes: ['failed'], enabled: true })).toMatchObject({ ok: false, problem: { code: 'forbidden' } });
    const saved = await webhooks.saveWebhook(ports, member, { id: null, stackId, url, outcomes: ['failed'], enabled: true });
    expect(saved).toMatchObject({ ok: true, value: { secret: expect.stringMatching(/^whsec_.{44}$/) } });
    const list = await webhooks.listWebhooks(ports, { ...ann, role: 'reader' }, stackId);
    expect(list).toMatchObject({ ok: true, value: [{ url: `${new URL(url).origin}/...` }] });
    expect(JSON.stringify(list)).not.toContain('whsec_');
    const id = saved.ok ? saved.value.id : '';
    expect(await webhooks.removeWebhook(ports, { ...member, projectId: 'q' }, id)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    expect(await webhooks.saveWebhook(ports, member, { id, stackId, url: 'http://name:word@example.org/', outcomes: ['failed'], enabled: true })).toMatchObject({ ok: false, problem: { code: 'validation' } });
  });
});
