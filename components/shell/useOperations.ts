'use client';
import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { readBoard } from '@/app/actions/board';
import { onProjectNews } from '@/components/live/projectNews';
import { unwrap } from '@/components/live/unwrap';
import type { StackRow } from '@/lib/wire/stack-board';

/** Operations that ended while the page was open are still told, so many of them. */
const ENDED_KEPT = 5;

export interface Operations {
  running: StackRow[];
  /** Ended while the page was open, the newest first. */
  ended: StackRow[];
}

/** What runs now in any stack of the project; kept true by the project's stream. */
export function useOperations(project: string): Operations {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['operations', project],
    queryFn: async (): Promise<Operations> => ({ running: unwrap(await readBoard(project, { text: 'is:running', limit: 50 })).rows, ended: client.getQueryData<Operations>(['operations', project])?.ended ?? [] }),
    staleTime: Infinity,
  });
  useEffect(() => onProjectNews((news) => {
    if (news.kind === 'again') return void client.invalidateQueries({ queryKey: ['operations', project] });
    client.setQueryData<Operations>(['operations', project], (before) => {
      const { running, ended } = before ?? { running: [], ended: [] };
      if (news.kind === 'gone') return { running: running.filter(({ id }) => !news.ids.includes(id)), ended };
      const touched = new Set(news.rows.map(({ id }) => id));
      const goingOn = news.rows.filter(({ status }) => status === 'IN_PROGRESS');
      const over = news.rows.filter(({ id, status }) => status !== 'IN_PROGRESS' && running.some((row) => row.id === id));
      return { running: [...goingOn, ...running.filter(({ id }) => !touched.has(id))], ended: [...over, ...ended.filter(({ id }) => !touched.has(id))].slice(0, ENDED_KEPT) };
    });
  }), [client, project]);
  return query.data ?? { running: [], ended: [] };
}
