import { ArrowLeftRight, Equal, Minus, Pencil, Plus } from 'lucide-react';
import type { PlanDecision } from '@/lib/wire/types';
import { cn } from '@/components/ui/cn';

export const DECISIONS: readonly PlanDecision[] = ['create', 'update', 'replace', 'delete', 'keep'];

const SIGNS = { create: Plus, update: Pencil, replace: ArrowLeftRight, delete: Minus, keep: Equal } satisfies Record<PlanDecision, unknown>;

const WORDS: Record<PlanDecision, string> = { create: 'create', update: 'update in place', replace: 'replace', delete: 'delete', keep: 'unchanged' };

const TONES: Record<PlanDecision, string> = {
  create: 'text-status-done border-status-done',
  update: 'text-status-progress border-status-progress',
  replace: 'text-status-held border-status-held',
  delete: 'text-status-failed border-status-failed border-dashed',
  keep: 'text-faint border-border-strong',
};

export function decisionWord(decision: PlanDecision): string {
  return WORDS[decision];
}

/** What a plan will do to a resource: sign and frame; the word goes beside it. */
export function DecisionIcon({ decision, className }: { decision: PlanDecision; className?: string }) {
  const Sign = SIGNS[decision];
  return (
    <span aria-hidden className={cn('inline-flex size-4.5 shrink-0 items-center justify-center rounded-sm border', TONES[decision], className)}>
      <Sign className="size-3" strokeWidth={2.4} />
    </span>
  );
}
