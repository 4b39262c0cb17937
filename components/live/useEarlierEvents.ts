'use client';
import { useCallback, useEffect, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { listEarlierEvents } from '@/app/actions/stacks';
import { EVENTS_AT_FIRST } from '@/lib/wire/types';
import type { StackState } from './applyFrames';
import type { EventLog } from './eventLog';
import { unwrap } from './unwrap';
import { stackKey } from './useStack';

export interface EarlierEvents {
  /** Milliseconds since 1970 of the first event that is here; null: nothing came before it. */
  before: number | null;
  state: 'idle' | 'reading' | 'failed';
  /** Reads some of what came before. */
  read: () => void;
}

/** How far back one wants to see: to an event by its number, to a moment. */
export interface Back {
  seq?: number | null;
  /** Milliseconds since 1970. */
  moment?: number | null;
}

/** Events that the page does not hold: the newest are enough for most of it. What is asked for is read by itself, what more there is when somebody wants it. */
export function useEarlierEvents(project: string, stackId: string, events: EventLog, { seq, moment }: Back): EarlierEvents {
  const client = useQueryClient();
  const first = events.at(0);
  const firstSeq = first?.seq ?? 1;
  /** Nothing came before the event of this number, or what did was given up. */
  const [beginning, setBeginning] = useState(() => ((events.at(-1)?.seq ?? 0) <= EVENTS_AT_FIRST ? firstSeq : 1));
  const before = first === undefined || firstSeq <= beginning ? null : Date.parse(first.at);
  const { mutate, status } = useMutation({
    mutationFn: async (from: number) => unwrap(await listEarlierEvents(project, stackId, from)),
    onSuccess: (found, from) => {
      if (found.length === 0) return setBeginning(from);
      // What came meanwhile may have made room of the oldest: what is then missing between is read next.
      client.setQueryData<StackState>(stackKey(project, stackId), (now) => (now && now.events.at(0)?.seq === from ? { ...now, events: now.events.prepend(found) } : now));
    },
  });
  const state = status === 'pending' ? 'reading' : status === 'error' ? 'failed' : 'idle';
  const read = useCallback(() => mutate(firstSeq), [mutate, firstSeq]);
  const wanted = before !== null && ((seq != null && seq < firstSeq) || (moment != null && moment < before));
  useEffect(() => {
    if (wanted && state === 'idle') read();
  }, [wanted, state, read]);
  return { before, state, read };
}
