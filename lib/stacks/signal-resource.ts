/** A signal for a resource that is named, from somebody who may signal it. What it means is decided by the worker of the stack. */
import { randomUUID } from 'node:crypto';
import { REFUSED_SIGNAL, withoutMarks } from '@/lib/engine/marks';
import { HOOKS } from '@/lib/engine/policies';
import type { Json } from '@/lib/hot/types';
import { isDeaf } from '@/lib/software/signal-delivery';
import { insertSignal } from '@/lib/store/signals';
import { transaction } from '@/lib/store/transaction';
import type { ActionResult } from '@/lib/wire/types';
import { done, refuse, type StackPorts } from './ports';

export interface Signalled {
  id: string;
  stackId: string;
  rootId: string;
  name: string;
  type: string;
  action: string;
  /** `hook pre-create to be cleared`, while it is paused there. */
  pausedFor: string | null;
}

/** `about`: the resource as Heat names it in its sentences: `TestResource "a" Stack "web" [id]`. */
export async function signalResource(ports: StackPorts, target: Signalled, payload: Json, about: string): Promise<ActionResult<null>> {
  const hook = hookIn(payload);
  const refusal = hook === null ? signalRefusal(ports, target) : hookRefusal(target, hook, about);
  const send = (what: Json): Promise<void> =>
    transaction(ports.pool, (client) => insertSignal(client, randomUUID(), target, what, (inside, rootId) => ports.queue.enqueueRun(inside, rootId)));
  if (refusal === null) await send(withoutMarks(payload));
  else if (hook === null && isDeaf(target)) await send(REFUSED_SIGNAL);
  return refusal ?? done(null);
}

function hookIn(payload: Json): string | null {
  if (typeof payload !== 'object' || payload === null || Array.isArray(payload) || payload['unset_hook'] === undefined) return null;
  return String(payload['unset_hook']);
}

function hookRefusal({ pausedFor }: Signalled, hook: string, about: string): ReturnType<typeof refuse> | null {
  if (!HOOKS.some((known) => known === hook)) return refused('InvalidBreakPointHook', `Invalid hook type "${hook}" for ${about}`);
  return pausedFor === `hook ${hook} to be cleared` ? null : refused('InvalidBreakPointHook', `The "${hook}" hook is not defined on ${about}`);
}

function signalRefusal({ registry }: StackPorts, { name, type, action }: Signalled): ReturnType<typeof refuse> | null {
  if (registry.get(type)?.signal === undefined) return refused('ResourceActionNotSupported', 'signal is not supported for resource.');
  if (action === 'INIT') return refused('ResourceNotAvailable', `The Resource (${name}) is not available.`);
  if (isDeaf({ type, action })) return refused('NotSupported', `Signal resource during ${action} is not supported.`);
  return null;
}

function refused(type: string, message: string): ReturnType<typeof refuse> {
  return refuse('signal', message, [{ code: 'signal', severity: 'error', message, path: [], heat: { type, message } }]);
}
