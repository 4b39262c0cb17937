import type { Json, JsonMap } from '@/lib/hot/types';

export const MASK = '******';

/** Shorter secrets are masked only where they are the whole value: replacing every "a" would hide the text and betray the secret. */
const SHORTEST_PART = 4;

export function maskText(text: string, secrets: readonly string[]): string {
  let result = text;
  for (const secret of secrets) {
    if (secret === '') continue;
    if (result === secret) return MASK;
    if (secret.length >= SHORTEST_PART && result.includes(secret)) result = result.replaceAll(secret, MASK);
  }
  return result;
}

/** The same value where nothing had to be masked (by identity), otherwise a masked copy. */
export function maskJson<T extends Json>(value: T, secrets: readonly string[]): T | Json {
  if (secrets.length === 0) return value;
  if (typeof value === 'string') return maskText(value, secrets);
  if (typeof value === 'number' || typeof value === 'boolean') return secrets.includes(String(value)) ? MASK : value;
  if (value === null) return value;
  if (Array.isArray(value)) {
    const masked = value.map((item) => maskJson(item, secrets));
    return masked.some((item, index) => item !== value[index]) ? masked : value;
  }
  return maskMap(value, secrets);
}

export function maskMap(value: JsonMap, secrets: readonly string[]): JsonMap {
  if (secrets.length === 0) return value;
  let changed = false;
  const masked: JsonMap = {};
  for (const [key, item] of Object.entries(value)) {
    const safe = maskJson(item, secrets);
    changed ||= safe !== item;
    masked[key] = safe;
  }
  return changed ? masked : value;
}
