'use client';
import { useRef } from 'react';
import { useQuery } from '@tanstack/react-query';
import { listServers } from '@/app/actions/hosts';
import { unwrap } from '@/components/live/unwrap';
import type { ServerView } from '@/lib/wire/hosts';

const EVERY = 1500;

/** The host that has joined and spoken up since this was first asked: `serverId` itself, else one that was not there before; null until then. */
export function useJoined(project: string, serverId: string | null): ServerView | null {
  const before = useRef<ReadonlyMap<string, string | null> | null>(null);
  const { data } = useQuery({
    queryKey: ['joining', project, serverId],
    queryFn: async () => {
      const servers = unwrap(await listServers(project));
      before.current ??= new Map(servers.map(({ id, tokenAt }) => [id, tokenAt]));
      return newcomer(servers, before.current, serverId);
    },
    gcTime: 0,
    refetchInterval: ({ state }) => (state.data ? false : EVERY),
  });
  return data ?? null;
}

/** `before`: the hosts of then, and since when each had its token. */
export function newcomer(servers: readonly ServerView[], before: ReadonlyMap<string, string | null>, serverId: string | null): ServerView | null {
  return servers.find(({ id, kind, lastSeenAt, tokenAt, revokedAt }) => {
    if (lastSeenAt === null || revokedAt !== null) return false;
    return serverId === null ? kind === 'joined' && !before.has(id) : id === serverId && tokenAt !== before.get(id);
  }) ?? null;
}
