import { randomUUID } from 'node:crypto';
import { callerFor } from '@/lib/auth/caller';
import { services, type Services } from '@/lib/runtime/services';
import type { Caller } from '@/lib/stacks/ports';
import { noteActivity } from '@/lib/store/activity';
import type { ActionResult, Role } from '@/lib/wire/types';

/** Runs a use case for whoever is signed in, with at least this role in the project. What breaks is logged, and told without its insides. */
export async function asCaller<T>(project: string, role: Role, work: (parts: Services, caller: Caller) => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  const caller = await callerFor(project, role);
  if (!caller.ok) return caller;
  const parts = await services();
  try {
    return await work(parts, caller.value);
  } catch (error) {
    const requestId = `req-${randomUUID()}`;
    parts.logger.error({ error, requestId, project: caller.value.projectName }, 'an action failed');
    return { ok: false, problem: { code: 'internal', message: 'Something went wrong in the server; nothing was changed. Try again; the log of the server says what it was.', diagnostics: [], requestId } };
  }
}

export interface Note {
  action: string;
  kind: string;
  name: string;
  id?: string;
  detail?: string;
}

/** A use case that people can read of on the page Activity, once it has succeeded. */
export function noted<T>(work: (parts: Services, caller: Caller) => Promise<ActionResult<T>>, note: (value: T) => Note): (parts: Services, caller: Caller) => Promise<ActionResult<T>> {
  return async (parts, caller) => {
    const result = await work(parts, caller);
    if (!result.ok) return result;
    const { action, kind, name, id, detail } = note(result.value);
    // What was done stays done, whether it can be noted or not.
    await noteActivity(parts.pool, { projectId: caller.projectId, actor: caller.userName, action, kind, subjectId: id ?? null, subjectName: name, detail }).catch((error: unknown) => parts.logger.error({ error }, 'an activity could not be noted'));
    return result;
  };
}
