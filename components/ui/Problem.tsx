'use client';
import type { ReactNode } from 'react';
import { CloudOff, Lock } from 'lucide-react';
import { Refusal } from '@/components/live/unwrap';
import { Button } from './Button';
import { CopyButton } from './CopyButton';
import { EmptyState } from './EmptyState';

/** In place of a view that could not be had: what failed in the server's words, and the way on. */
export function ProblemView({ what, error, page, onRetry, children }: { what: string; page?: boolean; error: Error; onRetry?: () => void; children?: ReactNode }) {
  const problem = error instanceof Refusal ? error.problem : null;
  const forbidden = problem?.code === 'forbidden';
  return (
    <EmptyState
      page={page}
      icon={forbidden ? <Lock /> : <CloudOff />}
      title={forbidden ? `You may not see ${what}` : `${what[0]?.toUpperCase()}${what.slice(1)} could not be loaded`}
      action={onRetry && !forbidden ? <Button onClick={onRetry}>Try again</Button> : undefined}
    >
      <span role="alert" className="break-words font-mono text-xs">{problem?.message ?? error.message}</span>
      {problem?.requestId ? <span className="mt-2 flex items-center justify-center gap-1 text-xs">Request <code className="font-mono">{problem.requestId}</code><CopyButton text={problem.requestId} label="Copy the id of the request" className="size-6" /></span> : null}
      {children}
    </EmptyState>
  );
}
