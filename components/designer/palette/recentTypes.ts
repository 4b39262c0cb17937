'use client';
import { useSyncExternalStore } from 'react';
import { storedNames } from './storedNames';

const MOST = 6;
/** What most drawings begin with, until somebody has used others. */
const BEGINNINGS = ['OS::Nova::Server', 'OS::Neutron::Net', 'OS::Neutron::Subnet', 'OS::Neutron::Port', 'OS::Cinder::Volume', 'OS::Heat::SoftwareConfig'];

const store = storedNames('hearth.designer.types');
let known: { used: readonly string[]; types: readonly string[] } = { used: [], types: BEGINNINGS };

/** Types that were used last, the latest first, filled up with those that drawings begin with. */
export function recentTypes(): readonly string[] {
  const used = store.read();
  if (known.used !== used) known = { used, types: [...new Set([...used, ...BEGINNINGS])].slice(0, MOST) };
  return known.types;
}

export function useRecentTypes(): readonly string[] {
  return useSyncExternalStore(store.subscribe, recentTypes, () => BEGINNINGS);
}

/** A type was put into a drawing. */
export function noteType(type: string): void {
  // Templates belong to their draft.
  if (/\.(ya?ml|template)$/.test(type)) return;
  store.write([type, ...store.read().filter((each) => each !== type)].slice(0, MOST));
}

/** The list with these before all others. */
export function withFirst<T extends { name: string }>(types: readonly T[], first: readonly string[]): T[] {
  const at = (type: T): number => { const index = first.indexOf(type.name); return index < 0 ? first.length : index; };
  return types.toSorted((a, b) => at(a) - at(b));
}
