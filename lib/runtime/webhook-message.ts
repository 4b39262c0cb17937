/**
 * A message to a webhook as it goes over the wire. Signed as https://www.standardwebhooks.com says, for which libraries exist in most languages: HMAC-SHA256 of
 * `<id>.<timestamp>.<body>`, with the bytes that the secret has in base64 behind `whsec_`.
 */
import { createHmac } from 'node:crypto';
import { isMap } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';
import type { DueDelivery } from '@/lib/store/webhook-deliveries';

export interface Message {
  headers: Record<string, string>;
  text: string;
}

/** The text is the same with every attempt; timestamp and signature are those of this one, so that a message that was overheard cannot be sent again later. */
export function messageOf({ id, outcome, body, createdAt }: Pick<DueDelivery, 'id' | 'outcome' | 'body' | 'createdAt'>, secret: string, publicUrl: string, now: Date): Message {
  const text = JSON.stringify({ type: `stack.${outcome}`, timestamp: createdAt.toISOString(), data: { outcome, ...body, link: linkOf(body, publicUrl) } });
  const timestamp = String(Math.floor(now.getTime() / 1000));
  return { text, headers: { 'content-type': 'application/json', 'user-agent': 'Hearth', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signatureOf(secret, `${id}.${timestamp}.${text}`)}` } };
}

export function signatureOf(secret: string, signed: string): string {
  return createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(signed).digest('base64');
}

/** The page of the stack; of a test without a stack, that of the project. */
function linkOf({ project, stack }: JsonMap, publicUrl: string): string {
  const stacks = `${publicUrl}/p/${encodeURIComponent(textIn(project, 'name'))}/stacks`;
  const id = textIn(stack, 'id');
  return id === '' ? stacks : `${stacks}/${id}/graph`;
}

function textIn(value: JsonMap[string] | undefined, key: string): string {
  const found = isMap(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}
