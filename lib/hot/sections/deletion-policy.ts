/** What becomes of a resource when it leaves the stack. */
import type { DeletionPolicy, Json } from '../types';
import { own } from '../values';

const POLICIES: Readonly<Record<string, DeletionPolicy>> = { Delete: 'Delete', Retain: 'Retain', Snapshot: 'Snapshot' };
const LOWER_CASE: Readonly<Record<string, DeletionPolicy>> = { delete: 'Delete', retain: 'Retain', snapshot: 'Snapshot' };

/** Undefined for what is no policy. Lower case is known since 2016-10-14. */
export function deletionPolicyOf(value: Json, lowerCase: boolean): DeletionPolicy | undefined {
  if (typeof value !== 'string') return undefined;
  return own(POLICIES, value) ?? (lowerCase ? own(LOWER_CASE, value) : undefined);
}
