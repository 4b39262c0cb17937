'use client';
import { useSyncExternalStore } from 'react';

const STORE = 'hearth.designer.types';
const MOST = 6;
/** What most drawings begin with, until somebody has used others. */
const BEGINNINGS = ['OS::Nova::Server', 'OS::Neutron::Net', 'OS::Neutron::Subnet', 'OS::Neutron::Port', 'OS::Cinder::Volume', 'OS::Heat::SoftwareConfig'];

const listeners = new Set<() => void>();
let known: { text: string; types: readonly string[] } | null = null;

/** Types that were used last, the latest first, filled up with those that drawings begin with. */
export function recentTypes(): readonly string[] {
  const text = stored();
  if (known?.text !== text) known = { text, types: [...new Set([...text.split(' ').filter(Boolean), ...BEGINNINGS])].slice(0, MOST) };
  return known.types;
}

export function useRecentTypes(): readonly string[] {
  return useSyncExternalStore(subscribe, recentTypes, () => BEGINNINGS);
}

/** A type was put into a drawing. */
export function noteType(type: string): void {
  // Templates belong to their draft.
  if (/\.(ya?ml|template)$/.test(type)) return;
  try {
    localStorage.setItem(STORE, [type, ...stored().split(' ').filter((each) => each !== '' && each !== type)].slice(0, MOST).join(' '));
  } catch {
    // Private windows keep nothing.
  }
  for (const listener of listeners) listener();
}

/** The list with these before all others. */
export function withFirst<T extends { name: string }>(types: readonly T[], first: readonly string[]): T[] {
  const at = (type: T): number => { const index = first.indexOf(type.name); return index < 0 ? first.length : index; };
  return types.toSorted((a, b) => at(a) - at(b));
}

function stored(): string {
  try {
    return localStorage.getItem(STORE) ?? '';
  } catch {
    return '';
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
