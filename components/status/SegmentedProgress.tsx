import { cn } from '@/components/ui/cn';
import { FAMILIES, FAMILY_FILL, FAMILY_WORD, familyOf, type Family, type StatusInput } from './families';

export interface SegmentedProgressProps {
  items: readonly StatusInput[];
  /** Through, of so many. */
  done: number;
  total: number;
  label: string;
  className?: string;
}

/** What is through stands left, what is to come right. */
const ORDER: readonly Family[] = ['done', 'rollback', 'failed', 'progress', 'held', 'waiting'];

/** How far an operation is, in stretches: one a kind of state, as long as there are resources in it. */
export function SegmentedProgress({ items, done, total, label, className }: SegmentedProgressProps) {
  const counts = new Map<Family, number>(FAMILIES.map((family) => [family, 0]));
  for (const item of items) counts.set(familyOf(item), (counts.get(familyOf(item)) ?? 0) + 1);
  // What an update has not come to yet is complete from before: it does not count as done now.
  const early = Math.max(0, (counts.get('done') ?? 0) - done);
  counts.set('done', (counts.get('done') ?? 0) - early);
  counts.set('waiting', (counts.get('waiting') ?? 0) + early);
  const words = ORDER.filter((family) => (counts.get(family) ?? 0) > 0).map((family) => `${counts.get(family)} ${FAMILY_WORD[family].toLowerCase()}`).join(', ');
  return (
    <div role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={done} aria-valuetext={`${label}: ${words}`} title={words} className={cn('flex h-1.5 gap-px overflow-hidden rounded-full bg-selected', className)}>
      {ORDER.map((family) => {
        const count = counts.get(family) ?? 0;
        return count === 0 || family === 'waiting' ? <span key={family} style={{ flexGrow: count }} /> : <span key={family} className={cn('h-full transition-[flex-grow] duration-200', FAMILY_FILL[family], family === 'progress' && 'animate-march')} style={{ flexGrow: count }} />;
      })}
    </div>
  );
}
