/** JSON from outside that PostgreSQL can keep and our own code can walk. Pure. */
import type { Json } from '@/lib/hot/types';

/** Deeper documents are no signal or message of anybody's, and would exhaust the stack of whoever walks them. */
const DEEPEST = 200;

/** Undefined: not JSON, or too deep. NUL and half characters, which PostgreSQL does not store, become the replacement character. */
export function storableJson(text: string): Json | undefined {
  if (depthOf(text) > DEEPEST) return undefined;
  try {
    const value: Json = JSON.parse(text);
    return /\\u(?:0000|d[89a-f])/i.test(text) ? repaired(value) : value;
  } catch {
    return undefined;
  }
}

export function storableText(text: string): string {
  return text.replaceAll(/\0|\p{Surrogate}/gu, '\uFFFD');
}

function repaired(value: Json): Json {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(repaired);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), repaired(item)]));
}

/** Deepest nesting of brackets outside of texts. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character === '\\') index += 1;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === '[' || character === '{') deepest = Math.max(deepest, (depth += 1));
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}
