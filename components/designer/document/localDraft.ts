/** What was drawn and is not saved yet, kept in this browser: a tab or a server that dies takes no more than a moment of work with it. */
import type { Content } from './useAutosave';

export interface LocalDraft {
  id: string;
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
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
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

export async function keepLocally(draft: LocalDraft): Promise<void> {
  await within('readwrite', (store) => store.put(draft));
}

export async function forgetLocally(id: string): Promise<void> {
  await within('readwrite', (store) => store.delete(id));
}

export async function readLocally(id: string): Promise<LocalDraft | null> {
  return (await within<LocalDraft | undefined>('readonly', (store) => store.get(id))) ?? null;
}
