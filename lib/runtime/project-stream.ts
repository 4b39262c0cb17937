/**
 * What pages of a project are told of its stacks: rows that changed, gathered, however many pages look. One reading serves all pages of this process.
 */
import type { Pool } from 'pg';
import { rowsOfStacks } from '@/lib/store/stack-board';
import type { ProjectFrame } from '@/lib/wire/stack-board';
import type { LiveFeed } from './live';

export interface ProjectFeed {
  /** Calls back with what changed in the project. Returns how to stop. */
  subscribe(projectId: string, listener: (frame: ProjectFrame) => void): () => void;
}

/** News are gathered so long, in milliseconds: several states of a burst are one row. */
const GATHER_MS = 120;

export function openProjectFeed({ pool, live, onError }: { pool: Pool; live: LiveFeed; onError(error: unknown): void }): ProjectFeed {
  const listeners = new Map<string, Set<(frame: ProjectFrame) => void>>();
  const pending = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let reading = false;
  let unsubscribe: (() => void) | undefined;

  const want = (): void => {
    if (reading || timer !== undefined || pending.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      void read();
    }, GATHER_MS);
  };
  const read = async (): Promise<void> => {
    reading = true;
    const ids = [...pending];
    pending.clear();
    try {
      const changed = await rowsOfStacks(pool, ids);
      for (const projectId of new Set(changed.map((each) => each.projectId))) {
        const rows = changed.filter((each) => each.projectId === projectId).map(({ row }) => row);
        const gone = rows.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id);
        const present = rows.filter(({ deletedAt }) => deletedAt === null);
        for (const listener of listeners.get(projectId) ?? []) {
          if (present.length > 0) listener({ kind: 'stacks', rows: present });
          if (gone.length > 0) listener({ kind: 'gone', ids: gone });
        }
      }
    } catch (error) {
      onError(error);
      for (const id of ids) pending.add(id);
    }
    reading = false;
    want();
  };

  return {
    subscribe(projectId, listener) {
      const set = listeners.get(projectId) ?? new Set();
      listeners.set(projectId, set.add(listener));
      unsubscribe ??= live.subscribeAll((rootId) => {
        pending.add(rootId);
        want();
      });
      return () => {
        set.delete(listener);
        if (set.size === 0) listeners.delete(projectId);
        if (listeners.size > 0) return;
        unsubscribe?.();
        unsubscribe = undefined;
      };
    },
  };
}
