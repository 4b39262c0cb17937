import { callerFor } from '@/lib/auth/caller';
import { services, type Services } from '@/lib/runtime/services';
import type { Caller } from '@/lib/stacks/ports';
import type { ActionResult, Role } from '@/lib/wire/types';

/** Runs a use case for whoever is signed in, with at least this role in the project. What breaks is logged, and told without its insides. */
export async function asCaller<T>(project: string, role: Role, work: (parts: Services, caller: Caller) => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  const caller = await callerFor(project, role);
  if (!caller.ok) return caller;
  const parts = await services();
  try {
    return await work(parts, caller.value);
  } catch (error) {
    parts.logger.error({ error, project: caller.value.projectName }, 'an action failed');
    return { ok: false, problem: { code: 'internal', message: 'Something went wrong in the server; nothing was changed. Try again; the log of the server says what it was.', diagnostics: [] } };
  }
}
