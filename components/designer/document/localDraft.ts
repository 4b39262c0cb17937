/** What was drawn and is not saved yet, kept in this browser: a tab or a server that dies takes no more than a moment of work with it. */
import { uuid } from '@/components/ui/uuid';
import type { Content } from './useAutosave';

export interface LocalDraft {
  /** Of the draft and the tab: two tabs do not write over each other. */
  key: string;
  id: string;
  tab: string;
  /** Of the draft that was changed. */
  version: number;
  base: Content;
  content: Content;
  /** Milliseconds. */
  at: number;
}

const NAME = 'hearth-drafts';
const STORE = 'drafts';

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The store of this browser cannot be opened.'));
  });
}

/** Browsers that keep nothing, such as private windows, are no reason to stop. */
async function within<T>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<T>): Promise<T | null> {
  try {
    const database = await opened();
    return await new Promise<T>((resolve, reject) => {
      const request = act(database.transaction(STORE, mode, { durability: 'relaxed' }).objectStore(STORE));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('It cannot be kept.'));
    }).finally(() => database.close());
  } catch {
    return null;
  }
}

const tab = uuid();
const lockOf = (name: string): string => `hearth-tab:${name}`;
let held = false;

/** As long as this page lives, it holds a lock of its name: what it has kept is nobody else's. */
function hold(): void {
  if (held || !('locks' in navigator)) return;
  held = true;
  void navigator.locks.request(lockOf(tab), () => new Promise<never>(() => undefined));
}

export async function keepLocally(draft: Omit<LocalDraft, 'key' | 'tab'>): Promise<void> {
  hold();
  await within('readwrite', (store) => store.put({ ...draft, tab, key: `${draft.id}|${tab}` } satisfies LocalDraft));
}

/** What this tab has kept of a draft. */
export async function forgetLocally(id: string): Promise<void> {
  await within('readwrite', (store) => store.delete(`${id}|${tab}`));
}

/** Takes the newest of what tabs that are gone have left of a draft. */
export async function takeLocally(id: string): Promise<LocalDraft | null> {
  const all = (await within<LocalDraft[]>('readonly', (store) => store.getAll(IDBKeyRange.bound(`${id}|`, `${id}|\uffff`)))) ?? [];
  if (all.length === 0) return null;
  const alive = 'locks' in navigator ? new Set(((await navigator.locks.query()).held ?? []).map(({ name }) => name)) : new Set<string>();
  const left = all.filter((each) => !alive.has(lockOf(each.tab))).toSorted((a, b) => b.at - a.at);
  for (const { key } of left) await within('readwrite', (store) => store.delete(key));
  return left[0] ?? null;
}
