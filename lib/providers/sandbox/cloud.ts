/** The things of the sandbox's cloud other than servers, and how addresses are given out. */
import type { JsonMap } from '@/lib/hot/types';
import { type AddressRange, freeAddress, parseAddress } from './addresses';

export type CloudKind =
  /** The name of a resource type: things that only have properties. */
  | `${string}::${string}`
  | 'network' | 'subnet' | 'port' | 'router' | 'router_interface' | 'floating_ip' | 'security_group' | 'volume' | 'backup' | 'image' | 'attachment' | 'keypair';

export interface CloudObject {
  id: string;
  projectId: string;
  kind: CloudKind;
  name: string;
  parentId: string | null;
  /** Unique within the parent. */
  address: string | null;
  /** What the API of a cloud would show, without id and name. */
  body: JsonMap;
}

export interface CloudStore {
  /** Makes it, or changes name and body of the one that is there. */
  save(object: CloudObject): Promise<void>;
  /** By id or by name; the oldest of several with that name. */
  find(projectId: string, kind: CloudKind, idOrName: string): Promise<CloudObject | null>;
  children(parentId: string, kind: CloudKind): Promise<CloudObject[]>;
  remove(id: string): Promise<void>;
  /**
   * Saves `object` with an address that no other child of its parent has: `choose` gets the taken ones. The address it has from an earlier call
   * is kept. Null: `choose` found none, and nothing was saved.
   */
  claim(object: CloudObject, choose: (taken: ReadonlySet<string>) => string | null): Promise<CloudObject | null>;
}

/** Chooses from pools, or checks the wanted address. */
export function chooser(pools: readonly AddressRange[], wanted: string | null): (taken: ReadonlySet<string>) => string | null {
  return (taken) => {
    if (wanted === null) return freeAddress(pools, taken);
    return parseAddress(wanted) === null || taken.has(wanted) ? null : wanted;
  };
}

/** Deterministic, and marked as locally administered: OpenStack's prefix, then 24 bits of the id. */
export function macAddress(id: string): string {
  return `fa:16:3e:${id.slice(0, 2)}:${id.slice(2, 4)}:${id.slice(4, 6)}`;
}
