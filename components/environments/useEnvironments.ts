'use client';
import { useQuery } from '@tanstack/react-query';
import { listEnvironments, listSecrets } from '@/app/actions/environments';
import { unwrap } from '@/components/live/unwrap';

export function environmentsKey(project: string): readonly string[] {
  return ['environments', project];
}

export function useEnvironments(project: string) {
  return useQuery({ queryKey: environmentsKey(project), queryFn: async () => unwrap(await listEnvironments(project)), refetchOnWindowFocus: true });
}

export function secretsKey(project: string): readonly string[] {
  return ['secrets', project];
}

export function useSecrets(project: string) {
  return useQuery({ queryKey: secretsKey(project), queryFn: async () => unwrap(await listSecrets(project)), refetchOnWindowFocus: true });
}
