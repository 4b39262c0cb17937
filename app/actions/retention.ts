'use server';
import { changeRetention as change } from '@/lib/stacks/retention';
import { RETAINED, type Retention } from '@/lib/wire/retention';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller, noted } from './result';

/** For how many days the project keeps what it could do without; what is not named is kept for good. */
export async function changeRetention(project: string, retention: Retention): Promise<ActionResult<Retention>> {
  return asCaller(project, 'admin', noted((parts, caller) => change(parts, caller, retention), (kept) => (
    { action: 'changed', kind: 'retention', name: project, detail: RETAINED.map((kind) => `${kind} ${kept[kind] === undefined ? 'for good' : `${kept[kind]} days`}`).join(', ') }
  )));
}
