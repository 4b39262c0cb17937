'use client';
import { useState, type ReactNode } from 'react';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Toaster } from '@/components/ui/Toast';
import { isOutdated, tellIfOutdated } from './outdated';

/** What every page stands on. Streams keep the cache true, so nothing is fetched again just because a window got the focus. */
export function Providers({ children }: { children: ReactNode }) {
  const [client] = useState(() => new QueryClient({
    queryCache: new QueryCache({ onError: tellIfOutdated }),
    mutationCache: new MutationCache({ onError: tellIfOutdated }),
    defaultOptions: { queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: (failures, error) => failures < 1 && !isOutdated(error) } },
  }));
  return (
    <QueryClientProvider client={client}>
      {children}
      <Toaster />
    </QueryClientProvider>
  );
}
