'use client';
import { useMemo } from 'react';
import { useStack } from '@/components/live/useStack';
import { familyOf, type Family, statusLabel } from '@/components/status/families';

export type StackStates = ReadonlyMap<string, { family: Family; label: string }>;

/** How the resources of a stack are, as it happens, by name; those nested in others are not among them. */
export function useStackStates(project: string, stackId: string): StackStates | null {
  const { data } = useStack(project, stackId);
  return useMemo(() => (data === undefined ? null : new Map(data.stack.resources.filter(({ stackId: own, replacedBy }) => own === stackId && replacedBy === null).map((resource) => [resource.name, { family: familyOf(resource), label: statusLabel(resource) }]))), [data, stackId]);
}
