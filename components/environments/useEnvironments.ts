'use client';
import { useQuery } from '@tanstack/react-query';
import { listEnvironments, listSecrets } from '@/app/actions/environments';
import type { EnvironmentRow, SecretRow } from '@/lib/wire/environments';
import { unwrap } from '@/components/live/unwrap';

export function environmentsKey(project: string): readonly string[] {
  return ['environments', project];
}

/** `first`: as the server read them for the page. */
export function useEnvironments(project: string, first?: EnvironmentRow[]) {
  return useQuery({ queryKey: environmentsKey(project), queryFn: async () => unwrap(await listEnvironments(project)), initialData: first, refetchOnWindowFocus: true });
}

export function secretsKey(project: string): readonly string[] {
  return ['secrets', project];
}

export function useSecrets(project: string, first?: SecretRow[]) {
  return useQuery({ queryKey: secretsKey(project), queryFn: async () => unwrap(await listSecrets(project)), initialData: first, refetchOnWindowFocus: true });
}
