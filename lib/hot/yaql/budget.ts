import { YaqlError } from './error';
import type { Value } from './values';

/** Elements of one collection, and bytes of one value as Python counts them: the limits of Heat's configuration. */
const MAX_ITEMS = 200;
const MEMORY_QUOTA = 10_000;
/** Limits of our own on the whole evaluation, which Heat leaves open. */
const MAX_STEPS = 200_000;
const MAX_BYTES = 32 * 1024 * 1024;
const MAX_CALLS = 120;

/** What one evaluation may use. Every loop and every recursion of the evaluator takes steps from it, so that every evaluation ends. */
export class Budget {
  readonly maxItems = MAX_ITEMS;
  private steps = 0;
  private bytes = 0;
  private calls = 0;

  step(count = 1): void {
    this.steps += count;
    if (this.steps > MAX_STEPS) throw new YaqlError('MemoryQuotaExceededException', 'Expression consumed too much memory');
  }

  /** Counts a call inside a call. */
  enter(): void {
    this.step();
    if (++this.calls > MAX_CALLS) throw new YaqlError('RecursionError', 'maximum recursion depth exceeded');
  }

  leave(): void {
    this.calls--;
  }

  /** Counts a value that was made, and refuses one that is too large. Returns it. */
  made(value: Value): Value {
    this.reserve(this.measured(value));
    return value;
  }

  /** Refuses a value that is too large, without counting it again. Returns it. */
  checked(value: Value): Value {
    if (this.measured(value) > MEMORY_QUOTA) throw outOfMemory();
    return value;
  }

  /** Measuring a text reads all of it, which counts as work. */
  private measured(value: Value): number {
    if (typeof value === 'string') this.step(Math.ceil(Math.min(value.length, MEMORY_QUOTA) / 64));
    return sizeOf(value);
  }

  /** Counts a text on its way; texts inside one value may not exceed all memory either. */
  text(text: string): string {
    this.allocate(text.length);
    return text;
  }

  /** Refuses a value of so many bytes before it is made. */
  reserve(bytes: number): void {
    if (bytes > MEMORY_QUOTA) throw outOfMemory();
    this.allocate(bytes);
  }

  private allocate(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > MAX_BYTES) throw outOfMemory();
  }

  /** The items, of which there may be 200 at most; the error comes when one more is read, or at once where the number is known. */
  limited(items: Iterable<Value>): Iterable<Value> {
    const known = Array.isArray(items) ? items.length : 'size' in items && typeof items.size === 'number' ? items.size : null;
    if (known !== null) {
      if (known > MAX_ITEMS) throw this.tooLarge();
      return items;
    }
    return this.counted(items);
  }

  private *counted(items: Iterable<Value>): Generator<Value> {
    let count = 0;
    for (const item of items) {
      if (count++ >= MAX_ITEMS) throw this.tooLarge();
      this.step();
      yield item;
    }
  }

  tooLarge(): YaqlError {
    return new YaqlError('CollectionTooLargeException', `Collection length exceeds ${MAX_ITEMS} elements`);
  }
}

function outOfMemory(): YaqlError {
  return new YaqlError('MemoryQuotaExceededException', 'Expression consumed too much memory');
}

/** Bytes of a value without its members, as CPython counts them. */
export function sizeOf(value: Value): number {
  if (typeof value === 'string') return textSize(value);
  if (Array.isArray(value)) return 40 + 8 * value.length;
  if (typeof value === 'bigint') return 28 + value.toString(16).length / 2;
  return 48;
}

function textSize(text: string): number {
  if (text.length > MEMORY_QUOTA) return text.length;
  let widest = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    widest = Math.max(widest, code >= 0xd800 && code < 0xe000 ? 0x10000 : code);
  }
  if (widest < 0x80) return 49 + text.length;
  if (widest < 0x100) return 73 + text.length;
  if (widest < 0x10000) return 74 + 2 * text.length;
  return 76 + 4 * text.length;
}
