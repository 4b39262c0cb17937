'use client';
import type { ReactNode } from 'react';
import { CloudOff, Lock } from 'lucide-react';
import { Refusal } from '@/components/live/unwrap';
import { Button } from './Button';
import { EmptyState } from './EmptyState';

/** In place of a view that could not be had: what failed in the server's words, and the way on. */
export function ProblemView({ what, error, page, onRetry, children }: { what: string; page?: boolean; error: Error; onRetry?: () => void; children?: ReactNode }) {
  const forbidden = error instanceof Refusal && error.problem.code === 'forbidden';
  return (
    <EmptyState
      page={page}
      icon={forbidden ? <Lock /> : <CloudOff />}
      title={forbidden ? `You may not see ${what}` : `${what[0]?.toUpperCase()}${what.slice(1)} could not be loaded`}
      action={onRetry && !forbidden ? <Button onClick={onRetry}>Try again</Button> : undefined}
    >
      <span role="alert" className="break-words font-mono text-xs">{error.message}</span>
      {children}
    </EmptyState>
  );
}
