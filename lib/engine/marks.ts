/** What is said about a resource to the engine itself: it travels as a signal of the resource, because its stack has one writer. */
import { isMap } from '@/lib/hot/json';
import type { Json } from '@/lib/hot/types';
import type { SignalRow } from './types';

/** Somebody says that it is ill, or well again. */
export const HEALTH_MARK = 'hearth:health';
/** Somebody no longer waits for what it waits for; the value says who. */
const CANCEL_MARK = 'hearth:cancelled';
/** It was sent a signal that was refused. */
const REFUSAL_MARK = 'hearth:refused';

export const REFUSED_SIGNAL: Json = { [REFUSAL_MARK]: true };

/** `asItIs`: it is taken for well whatever action of it failed; without it, only where somebody or a check had found it ill. */
export function healthMark({ payload }: Pick<SignalRow, 'payload'>): { unhealthy: boolean; asItIs: boolean; reason: string } | null {
  const mark = isMap(payload) ? payload[HEALTH_MARK] : undefined;
  if (!isMap(mark)) return null;
  return { unhealthy: mark['unhealthy'] === true, asItIs: mark['asItIs'] === true, reason: String(mark['reason']) };
}

export function isRefusedSignal({ payload }: Pick<SignalRow, 'payload'>): boolean {
  return isMap(payload) && payload[REFUSAL_MARK] === true;
}

export function cancelMark(by: string): Json {
  return { [CANCEL_MARK]: by };
}

/** Who gave up what the resource waits for; null for any other signal. */
export function cancelledBy(payload: Json): string | null {
  const by = isMap(payload) ? payload[CANCEL_MARK] : undefined;
  return typeof by === 'string' ? by : null;
}

const MARKS: ReadonlySet<string> = new Set([HEALTH_MARK, CANCEL_MARK, REFUSAL_MARK]);

/** What somebody sent as a signal, which is never a mark. */
export function withoutMarks(payload: Json): Json {
  if (!isMap(payload) || !Object.keys(payload).some((key) => MARKS.has(key))) return payload;
  return Object.fromEntries(Object.entries(payload).filter(([key]) => !MARKS.has(key)));
}
