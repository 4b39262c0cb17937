/** Queues themselves, and pre-signed access to them. */
import { z } from 'zod';
import { isMap } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';
import { listQueues, makeQueue, MOST_QUEUES, queueMetadata, queueStats, removeQueue } from '@/lib/store/queues';
import { numberIn, type QueueCall, QueueFault } from './call';
import { signatureOf } from './presigned';

export async function list({ ports, projectId, query, base }: QueueCall): Promise<Response> {
  const limit = numberIn(query, 'limit', 10, 100);
  const detailed = query.get('detailed') === 'true';
  const queues = await listQueues(ports.pool, projectId, (query.get('marker') ?? '').replaceAll('\0', ''), limit);
  return Response.json({
    queues: queues.map(({ name, metadata }): JsonMap => ({ name, href: `${base}/queues/${encodeURIComponent(name)}`, ...(detailed ? { metadata } : {}) })),
    links: [{ rel: 'next', href: `${base}/queues?marker=${encodeURIComponent(queues.at(-1)?.name ?? '')}&limit=${limit}` }],
  });
}

export async function create({ ports, key, base, body }: QueueCall): Promise<Response> {
  if (body !== undefined && !isMap(body)) throw new QueueFault(400, 'Invalid API request: the metadata of a queue is a JSON object.');
  const made = await makeQueue(ports.pool, key, isMap(body) ? body : undefined);
  if (made === null) throw new QueueFault(503, `A project has at most ${MOST_QUEUES} queues. Delete some first.`);
  return new Response(null, { status: made ? 201 : 204, headers: { location: `${base}/queues/${encodeURIComponent(key.name)}` } });
}

/** A queue that nobody made is empty, as in the service this one stands for. */
export async function show({ ports, key }: QueueCall): Promise<Response> {
  return Response.json((await queueMetadata(ports.pool, key)) ?? {});
}

export async function remove({ ports, key }: QueueCall): Promise<Response> {
  await removeQueue(ports.pool, key);
  return new Response(null, { status: 204 });
}

export async function stats({ ports, key }: QueueCall): Promise<Response> {
  const { free, claimed } = await queueStats(ports.pool, key);
  return Response.json({ messages: { free, claimed, total: free + claimed } });
}

const Share = z.object({
  paths: z.array(z.enum(['messages', 'claims', 'subscriptions'])).max(3).default(['messages']),
  methods: z.array(z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'])).max(7).default(['GET']),
  expires: z.string().max(40).optional(),
});

const DAY_MS = 86_400_000;

export async function share({ ports, key, base, body }: QueueCall): Promise<Response> {
  const parsed = Share.safeParse(body ?? {});
  if (!parsed.success) throw new QueueFault(400, `Invalid API request: ${parsed.error.issues[0]?.message ?? ''}.`);
  const expires = parsed.data.expires ?? new Date(ports.now().getTime() + DAY_MS).toISOString().slice(0, 19);
  if (!(Date.parse(expires.endsWith('Z') ? expires : `${expires}Z`) > ports.now().getTime())) throw new QueueFault(400, 'Invalid API request: expires is no time to come.');
  const paths = parsed.data.paths.map((path) => `${base}/queues/${key.name}/${path}`);
  const { methods } = parsed.data;
  return Response.json({ project: key.projectId, paths, methods, expires, signature: signatureOf(ports.vault.sign, { project: key.projectId, paths, methods, expires }) });
}
