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
/** Of the page's own stream, and of the project's, which every page has. */
const page = createStore<Connection>(NONE);
const project = createStore<Connection>(NONE);

export function setConnection(connection: Connection): void {
  page.set(connection);
}

export function clearConnection(): void {
  page.set(NONE);
}

export function setProjectConnection(connection: Connection): void {
  project.set(connection);
}

/** The page's own connection, where it has one; else the project's. */
export function useConnection(): Connection {
  const own = useSyncExternalStore(page.subscribe, page.get, () => NONE);
  const shared = useSyncExternalStore(project.subscribe, project.get, () => NONE);
  return own.state === 'none' ? shared : own;
}
