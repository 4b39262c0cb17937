'use client';
import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { expectDurations } from '@/app/actions/stacks';
import { unwrap } from '@/components/live/unwrap';
import type { Expectation, PlanView } from '@/lib/wire/types';
import { type Forecast, forecast } from './forecast';

const NOTHING: readonly Expectation[] = [];

/** How long a plan will take; until that is known, as if nothing were. */
export function useForecast(project: string, stackId: string | null, plan: PlanView | undefined): Forecast {
  const types = useMemo(() => [...new Set((plan?.entries ?? []).filter(({ decision }) => decision !== 'keep').map(({ type }) => type))].toSorted(), [plan]);
  const { data } = useQuery({ queryKey: ['durations', project, stackId, types], enabled: types.length > 0, staleTime: 60_000, retry: false, queryFn: async () => unwrap(await expectDurations(project, { types: types.slice(0, 1000), stackId })) });
  return useMemo(() => forecast(plan?.entries ?? [], data ?? NOTHING), [plan, data]);
}
