'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { deleteSnapshot, listSnapshots } from '@/app/actions/keeping';
import { unwrap } from './unwrap';

/** The snapshots of a stack, read anew with every event of it. */
export function useSnapshots(project: string, stackId: string, eventSeq: number) {
  return useQuery({ queryKey: ['snapshots', stackId, eventSeq], queryFn: async () => unwrap(await listSnapshots(project, stackId)), placeholderData: (before) => before });
}

export function useDeleteSnapshot(project: string, stackId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (id: string) => unwrap(await deleteSnapshot(project, stackId, id)),
    onSettled: () => client.invalidateQueries({ queryKey: ['snapshots', stackId] }),
  });
}
