/** Connections: services outside that resource types of a project work with. Implemented in lib/store. */
import type { JsonMap } from '@/lib/hot/types';

/** `ssh`: one machine with the agent; `ssh-hosts`: machines without one, whose runs the worker does. */
export type ConnectionKind = 'docker' | 'openstack' | 'ssh' | 'ssh-hosts';

export interface Connection {
  id: string;
  projectId: string;
  kind: ConnectionKind;
  /** Unique in its project; templates name it. */
  name: string;
  /** What may be shown. */
  settings: JsonMap;
  /** Keys and passwords; null where it has none. */
  secrets: JsonMap | null;
  createdBy: string;
}

export interface ConnectionStore {
  /** By name. */
  list(projectId: string): Promise<Omit<Connection, 'secrets'>[]>;
  find(projectId: string, id: string): Promise<Connection | null>;
  /** Of one kind, by name. */
  ofKind(projectId: string, kind: ConnectionKind): Promise<Connection[]>;
  /** Makes or changes it. False: another one of the project has this name. */
  save(connection: Connection): Promise<boolean>;
  /** Remembers the key of a host of it, unless one is known. */
  pinHostKey(id: string, address: string, hostKey: string): Promise<void>;
  remove(id: string): Promise<void>;
  /** Names of the stacks whose resources remember this connection, at most five. */
  usedBy(id: string): Promise<string[]>;
}
