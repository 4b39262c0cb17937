'use client';
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { connectedKinds } from '@/app/actions/connections';
import { unwrap } from '@/components/live/unwrap';
import type { Connected } from './palette/typeSearch';

/** Of which kinds the project has connections. Asked again when somebody comes back to the page: connections are added on another one. */
export function useConnected(project: string): Connected {
  const { data } = useQuery({ queryKey: ['connected', project], queryFn: async () => unwrap(await connectedKinds(project)), staleTime: 5_000, refetchOnWindowFocus: true });
  return useMemo(() => (data === undefined ? null : new Set(data)), [data]);
}
