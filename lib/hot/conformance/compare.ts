/** Whether a result is the one recorded: values exactly, failures by their stage and, apart from that, by their words. */
import { isMap } from '../json';
import type { Json } from '../types';
import type { Result, Vector } from './run-vector';

/** `message` is null where Heat gave a value: then there is nothing to be worded. */
export function compareVector(vector: Vector, result: Result): { outcome: boolean; message: boolean | null } {
  if ('value' in vector.outcome) return { outcome: 'value' in result && identical(vector.outcome.value, result.value), message: null };
  const { stage, message } = vector.outcome.error;
  if (!('error' in result)) return { outcome: false, message: false };
  return { outcome: result.error.stage === stage, message: result.error.message === message };
}

/** Equal as JSON texts are, the order of keys included: it is the order in which Heat makes them. */
function identical(a: Json, b: Json): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => identical(item, b[index] ?? null));
  if (isMap(a)) return isMap(b) && Object.keys(a).length === Object.keys(b).length && Object.keys(a).every((key) => Object.hasOwn(b, key) && identical(a[key] ?? null, b[key] ?? null));
  return a === b;
}
