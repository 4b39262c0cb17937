/** The one way in for signals, whichever transport they came by: what may be signalled, and what a payload must look like. */
import { REFUSED_SIGNAL, withoutMarks } from '@/lib/engine/marks';
import type { Json } from '@/lib/hot/types';
import type { Signallable, SignalStore } from './ports';
import { signalOfRun } from './signal-address';
import { storableJson } from './storable-json';

export const SIGNAL_LIMIT = 2 * 1024 * 1024;

/** Types that wait for signals while they are suspended or deleted, too. */
const SIGNALLED_ALWAYS: readonly string[] = ['OS::Heat::SoftwareDeployment', 'OS::Heat::StructuredDeployment', 'Hearth::Workflow::Http'];

/** Takes no signals now; its stack tells so in an event. */
export function isDeaf({ type, action }: Pick<Signallable, 'type' | 'action'>): boolean {
  return (action === 'SUSPEND' || action === 'DELETE') && !SIGNALLED_ALWAYS.includes(type);
}

export type Delivery = { ok: true } | { ok: false; status: 400; message: string };

/** Keeps the signal for the worker of the stack; what it means is decided there. `run`: it counts only while that run is the current one. */
export async function deliverSignal(signals: SignalStore, target: Signallable, run: string | null, payload: Json): Promise<Delivery> {
  if (isDeaf(target)) {
    await signals.deliver(target, REFUSED_SIGNAL);
    return { ok: false, status: 400, message: `Signal resource during ${target.action} is not supported.` };
  }
  await signals.deliver(target, run === null ? withoutMarks(payload) : signalOfRun(run, withoutMarks(payload)));
  return { ok: true };
}

/** No body is an empty signal. Senders seldom set the content type right, so it is not asked for. Undefined: not JSON. */
export function signalPayload(body: Uint8Array): Json | undefined {
  const text = Buffer.from(body).toString('utf8').trim();
  if (text === '') return null;
  return storableJson(text);
}
