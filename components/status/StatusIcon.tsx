import type { ReactNode } from 'react';
import type { EventAction } from '@/lib/engine/states';
import { cn } from '@/components/ui/cn';
import { FAMILY_INK, type Family } from './families';

export interface StatusIconProps {
  family: Family;
  action?: EventAction;
  /** A deleted thing is shown as its own ghost. */
  ghost?: boolean;
  className?: string;
}

/** Silhouette and sign of a state on a 16 unit grid. It is decoration: the word beside it (or an aria-label) says the state. */
export function StatusIcon({ family, action, ghost = false, className }: StatusIconProps) {
  return (
    <svg viewBox="0 0 16 16" fill="none" aria-hidden className={cn('size-4 shrink-0', FAMILY_INK[family], ghost && 'opacity-45', className)}>
      {SILHOUETTES[family]}
      <g stroke={SOLID.has(family) ? 'var(--surface)' : 'currentColor'} strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round">
        {sign(family, action)}
      </g>
    </svg>
  );
}

const SOLID = new Set<Family>(['done', 'failed', 'rollback', 'held']);

const SILHOUETTES: Record<Family, ReactNode> = {
  waiting: <circle cx="8" cy="8" r="6.2" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.4 2.47" />,
  progress: (
    <>
      <circle cx="8" cy="8" r="6.4" stroke="currentColor" strokeWidth="1.6" strokeOpacity="0.28" />
      <path d="M8 1.6A6.4 6.4 0 0 1 14.4 8" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" className="origin-center animate-turn motion-reduce:hidden" style={{ transformBox: 'view-box' }} />
      <path d="M8 1.6A6.4 6.4 0 1 1 1.6 8" stroke="currentColor" strokeWidth="1.8" className="hidden motion-reduce:block" />
    </>
  ),
  done: <circle cx="8" cy="8" r="7" fill="currentColor" />,
  failed: <path d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1Z" fill="currentColor" />,
  rollback: <path d="M0.8 8 5.6 1.4h9.2v13.2H5.6Z" fill="currentColor" />,
  held: <path d="M8 0.4 15.6 8 8 15.6 0.4 8Z" fill="currentColor" />,
};

function sign(family: Family, action: EventAction | undefined): ReactNode {
  if (family === 'done') return <path d="m5 8.3 2.1 2.1L11.2 6" />;
  if (family === 'failed') return <path d="m5.7 5.7 4.6 4.6m0-4.6-4.6 4.6" />;
  if (family === 'rollback') return <path d="M7.2 5 4.9 7.3l2.3 2.3M5.2 7.3h4.2a2.1 2.1 0 0 1 0 4.2H8.2" strokeWidth="1.4" />;
  if (family === 'held') return <path d="M6.7 6v4M9.3 6v4" />;
  if (family === 'waiting') return action === 'SUSPEND' ? <path d="M6.7 6v4M9.3 6v4" /> : null;
  return action ? (PROGRESS_SIGNS[action] ?? null) : null;
}

const PROGRESS_SIGNS: Partial<Record<EventAction, ReactNode>> = {
  CREATE: <path d="M8 5.7v4.6M5.7 8h4.6" strokeWidth="1.4" />,
  UPDATE: <path d="m5.9 10.1.4-1.7 2.9-2.9 1.3 1.3-2.9 2.9Z" strokeWidth="1.2" />,
  DELETE: <path d="M5.7 8h4.6" strokeWidth="1.4" />,
  SUSPEND: <path d="M7 6.3v3.4M9 6.3v3.4" strokeWidth="1.3" />,
  RESUME: <path d="m7 6 2.8 2L7 10Z" strokeWidth="1.2" />,
  CHECK: <path d="m6 8.1 1.4 1.4L10 6.7" strokeWidth="1.3" />,
};
