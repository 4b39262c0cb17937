/** Webhooks as people manage them: those of a stack take a member, those that hear of every stack an administrator of the project. */
import { randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { refusal } from '@/lib/providers/http';
import { findStack } from '@/lib/store/stacks';
import * as deliveries from '@/lib/store/webhook-deliveries';
import * as store from '@/lib/store/webhooks';
import type { ActionResult } from '@/lib/wire/types';
import { type DeliveryView, OUTCOMES, type WebhookInput, type WebhookView } from '@/lib/wire/webhooks';
import { parseInput } from './input';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from './ports';

export interface WebhookPorts extends Pick<StackPorts, 'pool' | 'vault'> {
  /** Whether addresses may lead to this machine and private networks. */
  allowPrivate: boolean;
}

const SHOWN_DELIVERIES = 50;
const NO_SUCH_WEBHOOK = refuse('not_found', 'There is no such webhook in this project. It may have been removed.');

const input = z.object({
  id: z.string().nullable(), stackId: z.uuid().nullable(), url: z.string().trim().min(1, 'An address is missing').max(2000, 'An address has at most 2000 characters'),
  outcomes: z.array(z.enum(OUTCOMES)).min(1, 'Choose at least one outcome').transform((chosen) => OUTCOMES.filter((outcome) => chosen.includes(outcome))), enabled: z.boolean(),
});

export async function listWebhooks({ pool }: WebhookPorts, { projectId, role }: Caller, stackId: string | null): Promise<ActionResult<WebhookView[]>> {
  const all = await store.listWebhooks(pool, projectId, stackId);
  return done(role === 'reader' ? all.map((webhook) => ({ ...webhook, url: `${new URL(webhook.url).origin}/...` })) : all);
}

/** With the secret, the one time it is shown: of a new one. */
export async function saveWebhook(ports: WebhookPorts, caller: Caller, wanted: WebhookInput): Promise<ActionResult<{ id: string; url: string; secret: string | null }>> {
  const parsed = parseInput(input, wanted);
  if (!parsed.ok) return parsed;
  const { id, stackId, ...rest } = parsed.value;
  const refused = refusal(rest.url, ports.allowPrivate) ?? (new URL(rest.url).username === '' ? null : 'A name and a password in the address would be shown to everybody who sees it: the signature says who sends.');
  if (refused !== null) return refuse('validation', refused, [{ code: 'request', severity: 'error', message: refused, path: ['url'] }]);
  return id === null ? create(ports, caller, { ...rest, stackId }) : change(ports, caller, id, rest);
}

async function create({ pool, vault }: WebhookPorts, caller: Caller, wanted: Omit<WebhookInput, 'id'>): Promise<ActionResult<{ id: string; url: string; secret: string }>> {
  const denied = refusalFor(caller, wanted.stackId);
  if (denied !== null) return denied;
  if (wanted.stackId !== null && (await findStack(pool, caller.projectId, wanted.stackId)) === null) return NO_SUCH_STACK;
  const [id, secret] = [randomUUID(), newSecret()];
  const made = await store.createWebhook(pool, { ...wanted, id, projectId: caller.projectId, sealed: vault.seal(secret), createdBy: caller.userName });
  return made ? done({ id, url: wanted.url, secret }) : refuse('too_many', `A project has at most ${store.MOST_WEBHOOKS} webhooks. Remove one first.`);
}

async function change(ports: WebhookPorts, caller: Caller, id: string, wanted: Omit<WebhookInput, 'id' | 'stackId'>): Promise<ActionResult<{ id: string; url: string; secret: null }>> {
  const found = await forChange(ports, caller, id);
  if (!found.ok) return found;
  await store.changeWebhook(ports.pool, id, wanted);
  return done({ id, url: wanted.url, secret: null });
}

/** Another secret, from the next attempt on. */
export async function renewSecret(ports: WebhookPorts, caller: Caller, id: string): Promise<ActionResult<{ id: string; url: string; secret: string }>> {
  const found = await forChange(ports, caller, id);
  if (!found.ok) return found;
  const secret = newSecret();
  await store.changeWebhookSecret(ports.pool, id, ports.vault.seal(secret));
  return done({ id, url: found.value.url, secret });
}

export async function removeWebhook(ports: WebhookPorts, caller: Caller, id: string): Promise<ActionResult<{ id: string; url: string }>> {
  const found = await forChange(ports, caller, id);
  if (!found.ok) return found;
  await store.removeWebhook(ports.pool, id);
  return done({ id, url: found.value.url });
}

/** The newest first. */
export async function listDeliveries({ pool }: WebhookPorts, { projectId }: Caller, id: string): Promise<ActionResult<DeliveryView[]>> {
  if ((await store.findWebhook(pool, projectId, id)) === null) return NO_SUCH_WEBHOOK;
  return done(await deliveries.listDeliveries(pool, id, SHOWN_DELIVERIES));
}

/** A worker sends it within a second or two; the list of messages says what came of it. */
export async function sendTest(ports: WebhookPorts, caller: Caller, id: string): Promise<ActionResult<null>> {
  const found = await forChange(ports, caller, id);
  if (!found.ok) return found;
  const { stackId } = found.value;
  const stack = stackId === null ? null : await findStack(ports.pool, caller.projectId, stackId);
  const about = { project: { id: caller.projectId, name: caller.projectName }, stack: stack === null ? null : { id: stack.id, name: stack.name, tags: stack.tags }, operation: null, actor: caller.userName, reason: 'A test that somebody asked for.', resource: null };
  await deliveries.addTest(ports.pool, id, { stackId: stack?.id ?? null, stackName: stack?.name ?? '', body: about });
  return done(null);
}

export async function sendAgain(ports: WebhookPorts, caller: Caller, id: string, deliveryId: string): Promise<ActionResult<null>> {
  const found = await forChange(ports, caller, id);
  if (!found.ok) return found;
  const copied = z.uuid().safeParse(deliveryId).success && (await deliveries.sendAgain(ports.pool, id, deliveryId));
  return copied ? done(null) : refuse('not_found', 'There is no such message any more.');
}

async function forChange({ pool }: WebhookPorts, caller: Caller, id: string): Promise<ActionResult<WebhookView>> {
  const found = await store.findWebhook(pool, caller.projectId, id);
  if (found === null) return NO_SUCH_WEBHOOK;
  return refusalFor(caller, found.stackId) ?? done(found);
}

function refusalFor({ role }: Caller, stackId: string | null): { ok: false; problem: ReturnType<typeof refuse>['problem'] } | null {
  return stackId === null && role !== 'admin' ? refuse('forbidden', `Your role in this project is ${role}; a webhook that hears of every stack needs admin.`) : null;
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}
