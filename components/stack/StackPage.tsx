'use client';
import { useMemo } from 'react';
import Link from 'next/link';
import type { Role } from '@/lib/wire/types';
import { useStack } from '@/components/live/useStack';
import { useBreadcrumb } from '@/components/shell/breadcrumb';
import { placeHref } from '@/components/shell/navigation';
import { ProblemView } from '@/components/ui/Problem';
import { Skeleton, SkeletonRows } from '@/components/ui/Skeleton';
import { lazily } from '@/components/ui/lazily';
import { stackTab } from './tabs';
import { preloadView } from './views';

const onItsWay = (
  <div role="status" aria-label="Loading the stack" className="flex min-h-0 flex-1 flex-col">
    <div className="flex flex-col gap-2 border-b bg-surface px-5 py-4"><Skeleton className="h-5 w-56" /><Skeleton className="h-3 w-80" /></div>
    <SkeletonRows rows={10} />
  </div>
);
const StackWorkspace = lazily(async () => (await import('./StackWorkspace')).StackWorkspace, onItsWay);
// The code comes while the stack is fetched, not after it.
if (typeof window !== 'undefined') {
  StackWorkspace.preload();
  preloadView(stackTab(window.location.pathname.split('/').at(-1) ?? '') ?? 'graph');
}

export interface StackPageProps {
  project: string;
  stackId: string;
  role: Role;
}

export function StackPage({ project, stackId, role }: StackPageProps) {
  const query = useStack(project, stackId);
  const name = query.data?.stack.name;
  useBreadcrumb(useMemo(() => (name ? [{ label: name, href: `${placeHref(project, 'stacks')}/${stackId}` }] : []), [name, project, stackId]));
  if (query.data) return <StackWorkspace state={query.data} project={project} role={role} />;
  if (query.error) return <ProblemView page what="the stack" error={query.error} onRetry={() => void query.refetch()}><Link href={placeHref(project, 'stacks')} className="mt-3 inline-block underline underline-offset-2">All stacks</Link></ProblemView>;
  return onItsWay;
}
