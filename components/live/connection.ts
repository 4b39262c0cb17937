'use client';
import { useSyncExternalStore } from 'react';
import { createStore } from '@/components/shell/store';

export interface Connection {
  /** `none`: the page shows nothing that changes by itself. */
  state: 'none' | 'live' | 'reconnecting' | 'offline';
  /** When the last word from the server arrived, in milliseconds since 1970. */
  lastHeardAt: number;
}

const NONE: Connection = { state: 'none', lastHeardAt: 0 };
const store = createStore<Connection>(NONE);

export function setConnection(connection: Connection): void {
  store.set(connection);
}

export function clearConnection(): void {
  store.set(NONE);
}

export function useConnection(): Connection {
  return useSyncExternalStore(store.subscribe, store.get, () => NONE);
}
