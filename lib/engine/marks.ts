/** What is said about a resource to the engine itself: it travels as a signal of the resource, because its stack has one writer. */
import { isMap } from '@/lib/hot/json';
import type { Json } from '@/lib/hot/types';
import type { SignalRow } from './types';

/** Somebody says that it is ill, or well again. */
export const HEALTH_MARK = 'hearth:health';
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

/** What somebody sent as a signal, which is never a mark. */
export function withoutMarks(payload: Json): Json {
  if (!isMap(payload) || (payload[HEALTH_MARK] === undefined && payload[REFUSAL_MARK] === undefined)) return payload;
  const { [HEALTH_MARK]: _health, [REFUSAL_MARK]: _refusal, ...rest } = payload;
  return rest;
}
