'use client';
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { DeploymentView, LogChunk } from '@/lib/wire/types';
import { readDeploymentLog } from '@/app/actions/stacks';
import { unwrap } from './unwrap';

const NONE: readonly LogChunk[] = [];

/** The whole output of a deployment's present run: what was written before the page was opened, and what the stream brings. */
export function useRunLog(project: string, deployment: DeploymentView | undefined, live: readonly LogChunk[] | undefined): readonly LogChunk[] {
  const configId = deployment?.configId;
  const stored = useQuery({
    queryKey: ['log', configId],
    queryFn: async () => unwrap(await readDeploymentLog(project, configId ?? '')),
    enabled: configId !== undefined,
    staleTime: Infinity,
  });
  const before = stored.data ?? NONE;
  return useMemo(() => {
    const last = before.at(-1)?.seq ?? -1;
    const fresh = (live ?? NONE).filter((chunk) => chunk.seq > last);
    return fresh.length > 0 ? [...before, ...fresh] : before;
  }, [before, live]);
}
