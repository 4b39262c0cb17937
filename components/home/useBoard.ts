'use client';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { keepPreviousData, useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { readBoard } from '@/app/actions/board';
import { onProjectNews } from '@/components/live/projectNews';
import { unwrap } from '@/components/live/unwrap';
import type { BoardPage, StackRow } from '@/lib/wire/stack-board';
import type { BoardView } from './boardView';

export const PAGE = 100;
/** The order is made anew when nothing has changed for so long, in milliseconds, and the pointer is not on the rows. */
const QUIET = 2000;
/** Counts, and stacks that are not in the list yet, follow changes at most so often. */
const RECOUNT = 1000;

export interface BoardOptions {
  project: string;
  view: BoardView;
  /** Made by the server with the page, for the view it was asked for. */
  first: BoardPage | null;
}

/** The list of stacks: the pages that are in view, the counts, and both kept true by the project's stream. */
export function useBoard({ project, view, first }: BoardOptions) {
  const client = useQueryClient();
  const { text, sort, descending } = view;
  const [wanted, setWanted] = useState<readonly number[]>([0]);
  const [moved, setMoved] = useState(0);
  const pointer = useRef(false);
  const [initial] = useState({ text, sort, descending });
  const isFirst = initial.text === text && initial.sort === sort && initial.descending === descending;
  const facets = useQuery({
    queryKey: ['board-facets', project, text],
    queryFn: async () => unwrap(await readBoard(project, { text, limit: 0, facets: true })).facets,
    placeholderData: keepPreviousData,
    ...(isFirst && first?.facets ? { initialData: first.facets } : {}),
    staleTime: 5000,
    refetchOnWindowFocus: true,
  });
  const pages = useQueries({
    queries: wanted.map((page) => ({
      queryKey: ['board', project, text, sort, descending, page],
      queryFn: async () => unwrap(await readBoard(project, { text, sort, descending, offset: page * PAGE, limit: PAGE })),
      placeholderData: keepPreviousData,
      ...(isFirst && page === 0 && first ? { initialData: first } : {}),
      staleTime: 5000,
      refetchOnWindowFocus: true,
    })),
  });
  const byPage = useMemo(() => new Map(wanted.map((page, index) => [page, pages[index]?.data])), [wanted, pages]);
  const rowAt = useCallback((index: number): StackRow | undefined => byPage.get(Math.floor(index / PAGE))?.rows[index % PAGE], [byPage]);

  const reorder = useCallback(() => {
    setMoved(0);
    void client.invalidateQueries({ queryKey: ['board', project] });
    void client.invalidateQueries({ queryKey: ['board-facets', project] });
  }, [client, project]);

  useEffect(() => {
    let quiet: ReturnType<typeof setTimeout> | undefined;
    let recount: ReturnType<typeof setTimeout> | undefined;
    let unknown = false;
    const touched = new Set<string>();
    const settle = () => {
      // Rows do not move under the pointer: they wait until it is gone, or until somebody asks.
      if (pointer.current) setMoved(touched.size);
      else {
        touched.clear();
        reorder();
      }
    };
    const stop = onProjectNews((news) => {
      if (news.kind === 'again') return reorder();
      const ids = news.kind === 'stacks' ? news.rows.map(({ id }) => id) : news.ids;
      for (const id of ids) touched.add(id);
      if (news.kind === 'stacks') {
        const fresh = new Map(news.rows.map((row) => [row.id, row]));
        client.setQueriesData<BoardPage>({ queryKey: ['board', project] }, (page) => (page && page.rows.some(({ id }) => fresh.has(id)) ? { ...page, rows: page.rows.map((row) => fresh.get(row.id) ?? row) } : page));
      }
      const listed = new Set(client.getQueriesData<BoardPage>({ queryKey: ['board', project] }).flatMap(([, page]) => page?.rows.map(({ id }) => id) ?? []));
      unknown ||= ids.some((id) => !listed.has(id));
      recount ??= setTimeout(() => {
        recount = undefined;
        void client.invalidateQueries({ queryKey: ['board-facets', project] });
        // A stack that nobody has seen yet does not wait until all is quiet.
        if (unknown && !pointer.current) void client.invalidateQueries({ queryKey: ['board', project] });
        unknown = false;
      }, RECOUNT);
      clearTimeout(quiet);
      quiet = setTimeout(settle, QUIET);
    });
    return () => {
      stop();
      clearTimeout(quiet);
      clearTimeout(recount);
    };
  }, [client, project, reorder]);

  const want = useCallback((from: number, to: number) => {
    const needed = Array.from({ length: Math.floor(Math.max(from, to) / PAGE) - Math.floor(from / PAGE) + 1 }, (_, index) => Math.floor(from / PAGE) + index);
    setWanted((before) => (needed.every((page) => before.includes(page)) && before.length <= needed.length + 2 ? before : needed));
  }, []);
  const onPointer = useCallback((inside: boolean) => {
    pointer.current = inside;
    if (!inside) setMoved((count) => {
      if (count > 0) reorder();
      return 0;
    });
  }, [reorder]);
  const error = pages.find((page) => page.error)?.error ?? facets.error;
  return { facets: facets.data ?? null, rowAt, want, moved, reorder, onPointer, error, isPending: pages[0]?.isPending ?? true, retry: reorder };
}
