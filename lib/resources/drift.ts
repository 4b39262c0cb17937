/** What a thing is beside what it was asked to be. */
import { sameJson } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';

/** One sentence for people, about the properties that `found` tells of; null when all of them are as they were sent. */
export function driftOf(sent: JsonMap, found: JsonMap): string | null {
  const differing = Object.keys(sent).filter((name) => sent[name] !== undefined && Object.hasOwn(found, name) && !sameJson(sent[name], found[name]));
  if (differing.length === 0) return null;
  return `Differs from what was sent: ${differing.map((name) => `${name} (${JSON.stringify(sent[name])} sent, ${JSON.stringify(found[name])} found)`).join(', ')}`;
}
