/** A mark that somebody sets on a resource: ill, or well again. It travels as a signal of the resource, for the engine itself. */
import { isJsonMap } from './json';
import type { Json } from '@/lib/hot/types';
import type { SignalRow } from './types';

/** Nothing that is sent as a signal has this key: whoever takes signals in refuses it. */
export const HEALTH_MARK = 'hearth:health';

export function healthMark({ payload }: Pick<SignalRow, 'payload'>): { unhealthy: boolean; reason: string } | null {
  const mark = isJsonMap(payload) ? payload[HEALTH_MARK] : undefined;
  if (!isJsonMap(mark)) return null;
  return { unhealthy: mark['unhealthy'] === true, reason: String(mark['reason']) };
}

/** What somebody sent as a signal, which is never a mark. */
export function withoutHealthMark(payload: Json): Json {
  if (!isJsonMap(payload) || payload[HEALTH_MARK] === undefined) return payload;
  const { [HEALTH_MARK]: _mark, ...rest } = payload;
  return rest;
}
