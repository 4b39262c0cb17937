'use client';
import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { checkStackName } from '@/app/actions/stacks';
import { unwrap } from '@/components/live/unwrap';

const PAUSE_MS = 250;

export interface NameCheck {
  /** Another stack has it. */
  taken: boolean;
  /** Nobody has it, as of a moment ago. */
  free: boolean;
  /** One like it that nobody has. */
  suggestion: string | null;
}

/** Whether a name is free, asked a moment after it was typed; deploying asks again. */
export function useNameCheck(project: string, name: string, enabled: boolean): NameCheck {
  const [settled, setSettled] = useState(name);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(name), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [name]);
  const { data } = useQuery({ queryKey: ['stack-name-free', project, settled], enabled: enabled && settled === name, staleTime: 5000, gcTime: 0, retry: false, queryFn: async () => unwrap(await checkStackName(project, settled)) });
  const known = enabled && settled === name ? data : undefined;
  return { taken: known !== undefined && known.stackId !== null, free: known?.stackId === null, suggestion: known === undefined || known.stackId === null ? null : known.free };
}
