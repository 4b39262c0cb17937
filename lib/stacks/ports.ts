/** What the use cases need. `services()` has all of it; tests put together their own. */
import type { ResourceTypeRegistry } from '@/lib/engine/resource-type';
import type { Vault } from '@/lib/engine/types';
import type { TypeCatalogue } from '@/lib/hot/types';
import type { Database } from '@/lib/store/database';
import type { WakeRun } from '@/lib/store/signals';
import type { ActionResult, Problem, Role } from '@/lib/wire/types';

/** Who asks, in which project: authorised already. */
export interface Caller {
  readonly userId: string;
  readonly userName: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly role: Role;
}

export interface StackPorts {
  readonly pool: Database['pool'];
  readonly vault: Vault;
  readonly registry: ResourceTypeRegistry;
  readonly catalogue: TypeCatalogue;
  readonly queue: { enqueueRun: WakeRun };
}

export function done<T>(value: T): ActionResult<T> {
  return { ok: true, value };
}

export function refuse(code: string, message: string, diagnostics: Problem['diagnostics'] = []): { ok: false; problem: Problem } {
  return { ok: false, problem: { code, message, diagnostics } };
}

export const NO_SUCH_STACK = refuse('not_found', 'There is no such stack in this project. It may have been deleted; the list of stacks shows what is there.');
