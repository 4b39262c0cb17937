'use client';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { TypeCatalogue, TypeSchema } from '@/lib/hot/types';

/** Every resource type, from the server; the browser keeps it until the server changes. */
export function useCatalogue() {
  const query = useQuery({
    queryKey: ['catalogue'],
    staleTime: Infinity,
    queryFn: async (): Promise<TypeSchema[]> => {
      const response = await fetch('/api/catalogue');
      if (!response.ok) throw new Error(`The resource types could not be loaded: the server answered ${response.status}.`);
      return response.json();
    },
  });
  const types = query.data;
  const catalogue = useMemo((): TypeCatalogue | null => {
    if (!types) return null;
    const byName = new Map(types.map((type) => [type.name, type]));
    const names = [...byName.keys()];
    return { get: (name) => byName.get(name), names: () => names };
  }, [types]);
  return { types, catalogue, error: query.error, retry: () => void query.refetch() };
}
