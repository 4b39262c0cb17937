'use server';
/** Webhooks, as pages act on them. Whose they are decides who may: an administrator for the project's, a member for a stack's. */
import { z } from 'zod';
import type { Services } from '@/lib/runtime/services';
import * as webhooks from '@/lib/stacks/webhooks';
import type { ActionResult } from '@/lib/wire/types';
import type { DeliveryView, WebhookInput, WebhookView } from '@/lib/wire/webhooks';
import { asCaller, noted } from './result';

const portsOf = ({ pool, vault, config }: Services): webhooks.WebhookPorts => ({ pool, vault, allowPrivate: config.allowPrivateUrls });
const aboutUrl = (action: string) => ({ id, url }: { id: string; url: string }) => ({ action, kind: 'webhook', name: new URL(url).host, id });
const uuid = z.uuid();

/** Those of a stack with those that hear of every stack; for null the latter. */
export async function listWebhooks(project: string, stackId: string | null): Promise<ActionResult<WebhookView[]>> {
  return asCaller(project, 'reader', (parts, caller) => webhooks.listWebhooks(portsOf(parts), caller, uuid.nullable().parse(stackId)));
}

/** With the secret, once, when it is a new one. */
export async function saveWebhook(project: string, input: WebhookInput): Promise<ActionResult<{ id: string; url: string; secret: string | null }>> {
  return asCaller(project, 'member', noted((parts, caller) => webhooks.saveWebhook(portsOf(parts), caller, input), aboutUrl(input.id === null ? 'added' : 'changed')));
}

export async function renewWebhookSecret(project: string, id: string): Promise<ActionResult<{ id: string; url: string; secret: string }>> {
  return asCaller(project, 'member', noted((parts, caller) => webhooks.renewSecret(portsOf(parts), caller, id), aboutUrl('renewed')));
}

export async function removeWebhook(project: string, id: string): Promise<ActionResult<{ id: string; url: string }>> {
  return asCaller(project, 'member', noted((parts, caller) => webhooks.removeWebhook(portsOf(parts), caller, id), aboutUrl('removed')));
}

export async function listDeliveries(project: string, id: string): Promise<ActionResult<DeliveryView[]>> {
  return asCaller(project, 'member', (parts, caller) => webhooks.listDeliveries(portsOf(parts), caller, id));
}

export async function sendTest(project: string, id: string): Promise<ActionResult<null>> {
  return asCaller(project, 'member', (parts, caller) => webhooks.sendTest(portsOf(parts), caller, id));
}

export async function sendAgain(project: string, id: string, deliveryId: string): Promise<ActionResult<null>> {
  return asCaller(project, 'member', (parts, caller) => webhooks.sendAgain(portsOf(parts), caller, id, deliveryId));
}
