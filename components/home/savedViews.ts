'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { forgetBoardView, listBoardViews, saveBoardView } from '@/app/actions/board';
import { unwrap } from '@/components/live/unwrap';
import { toast } from '@/components/ui/Toast';
import type { SavedView } from '@/lib/wire/stack-board';

/** Filters with an order that somebody gave a name to: theirs wherever they sign in. They are read when somebody wants to see them. */
export function useSavedViews(project: string, wanted: boolean) {
  const client = useQueryClient();
  const key = ['saved-views', project];
  const query = useQuery({ queryKey: key, queryFn: async () => bringOver(project, unwrap(await listBoardViews(project))), enabled: wanted, staleTime: 60_000 });
  const options = {
    onSuccess: (views: SavedView[]) => client.setQueryData(key, views),
    onError: (error: Error) => toast.error('The views could not be changed', { description: error.message }),
  };
  const save = useMutation({ mutationFn: async (view: SavedView) => unwrap(await saveBoardView(project, view)), ...options });
  const remove = useMutation({ mutationFn: async (name: string) => unwrap(await forgetBoardView(project, name)), ...options });
  return { views: query.data ?? [], error: query.error, save: save.mutate, remove: remove.mutate };
}

/** Views were kept in the browser once: what is left there becomes the person's. */
async function bringOver(project: string, views: SavedView[]): Promise<SavedView[]> {
  const place = `hearth-views-${project}`;
  let all = views;
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '[]');
    for (const each of Array.isArray(kept) ? kept : []) {
      const { name, address }: { name?: unknown; address?: unknown } = each ?? {};
      if (typeof name !== 'string' || typeof address !== 'string' || all.some((view) => view.name === name)) continue;
      const saved = await saveBoardView(project, { name, address });
      if (saved.ok) all = saved.value;
    }
    localStorage.removeItem(place);
  } catch {
    // What cannot be read is not brought over.
  }
  return all;
}
