'use client';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'next/navigation';
import type { StackSummary } from '@/lib/wire/types';
import { FAMILIES, familyOf, type Family } from '@/components/status/families';

const SORT_KEYS = {
  name: (stack: StackSummary) => stack.name.toLowerCase(),
  state: (stack: StackSummary) => String(FAMILIES.indexOf(familyOf(stack))),
  changed: (stack: StackSummary) => stack.updatedAt ?? stack.createdAt,
  age: (stack: StackSummary) => stack.createdAt,
} as const;

export type SortKey = keyof typeof SORT_KEYS;

export interface StackFilters {
  text: string;
  families: ReadonlySet<Family>;
  tag: string | null;
  sort: SortKey;
  descending: boolean;
}

const NAMES = { text: 'q', families: 'state', tag: 'tag', sort: 'sort' } as const;

/** Search, filters and order of the list of stacks. They live in the address, so a link or a reload shows the same. */
export function useStackFilters(stacks: readonly StackSummary[]) {
  const params = useSearchParams();
  const query = params.toString();
  const filters = useMemo(() => read(new URLSearchParams(query)), [query]);
  const shown = useMemo(() => apply(stacks, filters), [stacks, filters]);
  const change = useCallback((to: Partial<StackFilters>) => {
    const next = write({ ...filters, ...to });
    window.history.replaceState(null, '', `${window.location.pathname}${next.size > 0 ? `?${next}` : ''}`);
  }, [filters]);
  const clear = useCallback(() => change({ text: '', families: new Set(), tag: null }), [change]);
  return { filters, shown, change, clear };
}

function read(params: URLSearchParams): StackFilters {
  const [sort = 'changed', direction] = (params.get(NAMES.sort) ?? 'changed-down').split('-');
  const families = (params.get(NAMES.families) ?? '').split(',');
  return {
    text: params.get(NAMES.text) ?? '',
    families: new Set(FAMILIES.filter((family) => families.includes(family))),
    tag: params.get(NAMES.tag),
    sort: isSortKey(sort) ? sort : 'changed',
    descending: direction === 'down',
  };
}

function write(filters: StackFilters): URLSearchParams {
  const params = new URLSearchParams();
  if (filters.text) params.set(NAMES.text, filters.text);
  if (filters.families.size > 0) params.set(NAMES.families, [...filters.families].join(','));
  if (filters.tag) params.set(NAMES.tag, filters.tag);
  if (filters.sort !== 'changed' || !filters.descending) params.set(NAMES.sort, `${filters.sort}-${filters.descending ? 'down' : 'up'}`);
  return params;
}

function apply(stacks: readonly StackSummary[], filters: StackFilters): StackSummary[] {
  const wanted = filters.text.trim().toLowerCase();
  const key = SORT_KEYS[filters.sort];
  return stacks
    .filter((stack) => !wanted || `${stack.name} ${stack.actor} ${stack.tags.join(' ')}`.toLowerCase().includes(wanted))
    .filter((stack) => filters.families.size === 0 || filters.families.has(familyOf(stack)))
    .filter((stack) => !filters.tag || stack.tags.includes(filters.tag))
    .toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0) * (filters.descending ? -1 : 1));
}

function isSortKey(value: string): value is SortKey {
  return value in SORT_KEYS;
}
