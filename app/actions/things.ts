'use server';
/** What the project's clouds have, as forms offer it. */
import { thingsFor } from '@/lib/stacks/things';
import type { Things } from '@/lib/wire/things';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller } from './result';

/** Of a custom constraint such as `nova.flavor`. */
export async function listThings(project: string, constraint: string): Promise<ActionResult<Things[]>> {
  return asCaller(project, 'reader', ({ pool, resources }, caller) => thingsFor({ pool, connections: resources.connections }, caller, constraint));
}
