/** Messages and claims of a queue. */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Json, JsonMap } from '@/lib/hot/types';
import {
  changeClaim, claimedMessages, claimMessages, listMessages, makeQueue, MOST_MESSAGES, type MessageRecord, popMessages, postMessages, queueMetadata, readMessages, removeMessages,
} from '@/lib/store/queues';
import { numberIn, type QueueCall, QueueFault } from './call';

export const LONGEST_TTL = 1_209_600;
const MOST_AT_ONCE = 20;
const ttl = z.int().min(60, 'at least 60 seconds').max(LONGEST_TTL, `at most ${LONGEST_TTL} seconds`);
const Posted = z.object({ messages: z.array(z.object({ body: z.custom<Json>((value) => value !== undefined, 'expected a body'), ttl: ttl.default(3600) })).min(1).max(MOST_AT_ONCE) });
const Claim = z.object({ ttl: ttl.default(300), grace: ttl.default(60) });

function parsed<T extends z.ZodType>(schema: T, body: unknown): z.output<T> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new QueueFault(400, `Invalid API request: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not understood'}.`);
}

function shown(message: MessageRecord, { base, key, ports }: QueueCall): JsonMap {
  const { id, body, ttl: seconds, createdAt, claimId } = message;
  return {
    id, body, ttl: seconds, age: Math.max(0, Math.floor((ports.now().getTime() - createdAt.getTime()) / 1000)),
    href: `${base}/queues/${encodeURIComponent(key.name)}/messages/${id}${claimId === null ? '' : `?claim_id=${claimId}`}`, ...(claimId === null ? {} : { claim_id: claimId }),
  };
}

/** What is posted to the queue of a resource is its signal. */
export async function post(call: QueueCall): Promise<Response> {
  const { messages } = parsed(Posted, call.body);
  if (call.resource !== null) {
    for (const { body } of messages) {
      const delivery = await call.ports.door.signal(call.resource, call.run, body);
      if (!delivery.ok) throw new QueueFault(delivery.status, delivery.message);
    }
    return created(call, messages.map(() => randomUUID()));
  }
  const ids = await postMessages(call.ports.pool, call.key, call.clientId, messages);
  if (ids === null) throw new QueueFault(503, `A queue has at most ${MOST_MESSAGES} messages. Try again when some are taken.`);
  return created(call, ids);
}

function created({ base, key }: QueueCall, ids: readonly string[]): Response {
  const path = `${base}/queues/${encodeURIComponent(key.name)}/messages`;
  return Response.json({ resources: ids.map((id) => `${path}/${id}`) }, { status: 201, headers: { location: `${path}?ids=${ids.join(',')}` } });
}

export async function list(call: QueueCall): Promise<Response> {
  const { ports, key, query, base, clientId } = call;
  const ids = query.get('ids');
  if (ids !== null) return Response.json({ messages: (await readMessages(ports.pool, key, ids.split(','))).map((one) => shown(one, call)) });
  const marker = query.get('marker') ?? '0';
  if (!/^\d{1,18}$/.test(marker)) throw new QueueFault(400, 'Invalid API request: marker is none of this queue.');
  const limit = numberIn(query, 'limit', 10, MOST_AT_ONCE);
  const messages = call.resource === null
    ? await listMessages(ports.pool, key, { marker, limit, without: query.get('echo') === 'true' ? null : clientId, claimed: query.get('include_claimed') === 'true' })
    : [];
  const next = messages.at(-1)?.number ?? marker;
  return Response.json({
    messages: messages.map((one) => shown(one, call)),
    links: [{ rel: 'next', href: `${base}/queues/${encodeURIComponent(key.name)}/messages?marker=${next}&limit=${limit}` }],
  });
}

export async function show(call: QueueCall): Promise<Response> {
  const [message] = await readMessages(call.ports.pool, call.key, [call.params['message'] ?? '']);
  if (message === undefined) throw new QueueFault(404, 'There is no such message.');
  return Response.json(shown(message, call));
}

export async function removeOne(call: QueueCall): Promise<Response> {
  const id = call.params['message'] ?? '';
  const removed = await removeMessages(call.ports.pool, call.key, [id], call.query.get('claim_id'));
  if (removed === 0 && (await readMessages(call.ports.pool, call.key, [id])).length > 0) throw new QueueFault(403, 'The message is claimed; name its claim to delete it.');
  return new Response(null, { status: 204 });
}

/** `?ids=` deletes, `?pop=` takes the oldest out. The queue of a server holds one message: its metadata, whenever that has changed. */
export async function remove(call: QueueCall): Promise<Response> {
  const ids = call.query.get('ids');
  if ((ids === null) === !call.query.has('pop')) throw new QueueFault(400, 'Invalid API request: expected ids or pop.');
  if (ids !== null) {
    await removeMessages(call.ports.pool, call.key, ids.split(',').slice(0, MOST_AT_ONCE), call.query.get('claim_id'));
    return new Response(null, { status: 204 });
  }
  const count = numberIn(call.query, 'pop', 1, MOST_AT_ONCE);
  if (call.resource !== null) return Response.json({ messages: await news(call, call.resource) });
  return Response.json({ messages: (await popMessages(call.ports.pool, call.key, count)).map((one) => shown(one, call)) });
}

/** What was taken last is noted at the queue, so that an agent is told of a change once. */
async function news(call: QueueCall, resource: NonNullable<QueueCall['resource']>): Promise<JsonMap[]> {
  const metadata = await call.ports.door.metadata(resource);
  const digest = createHash('sha256').update(JSON.stringify(metadata)).digest('hex');
  if ((await queueMetadata(call.ports.pool, call.key))?.['taken'] === digest) return [];
  if ((await makeQueue(call.ports.pool, call.key, { taken: digest })) === null) throw new QueueFault(503, 'The project has too many queues.');
  return [{ id: randomUUID(), body: metadata, ttl: 3600, age: 0 }];
}

export async function claim(call: QueueCall): Promise<Response> {
  const { ttl: seconds, grace } = parsed(Claim, call.body ?? {});
  const id = randomUUID();
  const messages = await claimMessages(call.ports.pool, call.key, { id, ttl: seconds, grace, limit: numberIn(call.query, 'limit', 10, MOST_AT_ONCE) });
  if (messages.length === 0) return new Response(null, { status: 204 });
  const location = `${call.base}/queues/${encodeURIComponent(call.key.name)}/claims/${id}`;
  return Response.json({ messages: messages.map((one) => shown(one, call)) }, { status: 201, headers: { location } });
}

export async function showClaim(call: QueueCall): Promise<Response> {
  const messages = await claimedMessages(call.ports.pool, call.key, call.params['claim'] ?? '');
  if (messages.length === 0) throw new QueueFault(404, 'There is no such claim, or it has ended.');
  return Response.json({ messages: messages.map((one) => shown(one, call)) });
}

export async function renewClaim(call: QueueCall): Promise<Response> {
  const { ttl: seconds } = parsed(Claim, call.body ?? {});
  if (!(await changeClaim(call.ports.pool, call.key, call.params['claim'] ?? '', seconds))) throw new QueueFault(404, 'There is no such claim, or it has ended.');
  return new Response(null, { status: 204 });
}

export async function releaseClaim(call: QueueCall): Promise<Response> {
  await changeClaim(call.ports.pool, call.key, call.params['claim'] ?? '', null);
  return new Response(null, { status: 204 });
}
