import { cn } from '@/components/ui/cn';
import { FAMILY_FILL, type Family } from './families';

export interface ProgressProps {
  done: number;
  total: number;
  family: Family;
  label: string;
  className?: string;
}

export function Progress({ done, total, family, label, className }: ProgressProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      className={cn('h-1.5 overflow-hidden rounded-full bg-selected', className)}
    >
      <div
        className={cn('h-full rounded-full transition-transform duration-200', FAMILY_FILL[family], (family === 'progress' || family === 'rollback') && 'animate-march')}
        style={{ transform: `translateX(${(share - 1) * 100}%)` }}
      />
    </div>
  );
}
