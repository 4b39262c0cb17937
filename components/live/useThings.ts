'use client';
import { useParams } from 'next/navigation';
import { useQuery } from '@tanstack/react-query';
import { listThings } from '@/app/actions/things';
import type { Things } from '@/lib/wire/things';
import { unwrap } from './unwrap';

const NOTHING: readonly Things[] = [];

/** What there is of what a value names, asked once somebody is near the field. Null: nothing is asked. */
export function useThings(constraint: string | null, near: boolean): readonly Things[] {
  const { project } = useParams<{ project: string }>();
  const { data } = useQuery({
    queryKey: ['things', project, constraint], enabled: near && constraint !== null && project !== undefined, staleTime: 60_000, retry: false,
    queryFn: async () => unwrap(await listThings(decodeURIComponent(project), constraint ?? '')),
  });
  return data ?? NOTHING;
}
