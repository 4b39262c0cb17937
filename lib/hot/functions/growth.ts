/**
 * Functions can make much out of little: a repeat in a repeat, a replacement of every letter. What an expression makes is limited, so
 * that a template of a page cannot fill the memory.
 */
import { HotError } from '../error';
import type { Json } from '../types';

/** Characters, with every value counted as ten at least: far beyond any template with its files. */
export const MAX_GROWTH = 4_000_000;
const NODE = 10;

/** Refuses a result of so many characters before it is made. */
export function refuseGrowth(characters: number, name: string): void {
  if (characters > MAX_GROWTH) {
    throw new HotError('RequestLimitExceeded', `"${name}" would make a value of more than ${MAX_GROWTH} characters. Make it smaller, or split the template.`);
  }
}

/** Every key is looked for in all of the text. */
const MAX_SEARCHED = 100_000_000;

/** Refuses to look for so many keys in so long a text. */
export function refuseSearch(keys: number, characters: number, name: string): void {
  if (keys * characters > MAX_SEARCHED) {
    throw new HotError('RequestLimitExceeded', `"${name}" would look for ${keys} keys in ${characters} characters. Use fewer keys, or split the text.`);
  }
}

/** The characters of a value; stops counting at the limit. */
export function sizeOf(value: Json, limit: number = MAX_GROWTH): number {
  if (typeof value === 'string') return value.length + NODE;
  if (value === null || typeof value !== 'object') return NODE;
  let size = NODE;
  if (Array.isArray(value)) {
    for (const item of value) {
      size += sizeOf(item, limit - size);
      if (size > limit) break;
    }
    return size;
  }
  for (const key in value) {
    size += key.length + sizeOf(value[key] ?? null, limit - size);
    if (size > limit) break;
  }
  return size;
}

/** What one call of a function has made so far. */
export class Growth {
  private made = 0;
  private readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Counts a value about to be made, without its members. */
  add(characters: number): void {
    this.made += characters + NODE;
    refuseGrowth(this.made, this.name);
  }

  /** Replaces every occurrence of a text, as long as the result stays within the limit. */
  replace(text: string, old: string, replacement: string): string {
    const parts = text.split(old);
    this.add(text.length + (parts.length - 1) * (replacement.length - old.length));
    return parts.join(replacement);
  }
}

/** Joins texts, as long as the result stays within the limit. */
export function joinText(parts: readonly string[], separator: string, name: string): string {
  let length = 0;
  for (const part of parts) {
    length += part.length + separator.length;
    refuseGrowth(length, name);
  }
  return parts.join(separator);
}
