'use client';
import { useEffect, useState } from 'react';
import Link from 'next/link';
import { Check, Circle, Trash2, X } from 'lucide-react';
import { actOnStacks, readMatching } from '@/app/actions/board';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { useRefusal } from '@/components/shell/role';
import { Button } from '@/components/ui/Button';
import { toast } from '@/components/ui/Toast';
import { IconButton } from '@/components/ui/IconButton';
import { cn } from '@/components/ui/cn';
import { EXAMPLE_TAG } from './exampleTag';
import { dismissChecklist, markDone, type Step, STEPS, useChecklist } from './checklist';

const WORDS: Readonly<Record<Step, readonly [string, string]>> = {
  deploy: ['Deploy an example', 'Three clicks: Deploy, Preview the plan, Deploy.'],
  design: ['Open it in the designer', 'The drawing is the template.'],
  preview: ['Change a value and look at the plan', 'What will be touched, and why, before it is.'],
  fail: ['Let it fail and find the cause', '"Failure and rollback", with "healthy" off.'],
  'roll-back': ['See it roll back', 'Everything as it was.'],
};

/** Where a step is done, with the one thing there that is pointed at. The last three need something that runs. */
function hrefOf(project: string, step: Step, stackId: string | null): string {
  const stacks = placeHref(project, 'stacks');
  return `${stackId !== null && (step === 'design' || step === 'preview' || step === 'roll-back') ? `${stacks}/${stackId}/graph` : stacks}#step-${step}`;
}

export interface FirstStepsProps {
  project: string;
  /** What the stacks of the project show to have happened. */
  seen: readonly Step[];
  /** Stacks that were deployed from the gallery. */
  examples?: number;
  /** One to try things with. */
  stackId?: string | null;
}

/** Five things to have done once. It ticks by itself, stands in nobody's way, and goes when it is sent away or done. */
export function FirstSteps({ project, seen, examples = 0, stackId = null }: FirstStepsProps) {
  const { done, dismissed } = useChecklist();
  const refusal = useRefusal();
  useEffect(() => {
    if (seen.length > 0) markDone(...seen);
  }, [seen]);
  const [cleaning, setCleaning] = useState(false);
  const clean = async () => {
    setCleaning(true);
    try {
      const { accepted } = unwrap(await actOnStacks(project, { ids: unwrap(await readMatching(project, `tag:${EXAMPLE_TAG}`)), action: 'delete' }));
      toast(`${accepted.length === 1 ? 'One example is' : `${accepted.length} examples are`} being deleted`);
    } catch (error) {
      toast.error('The examples could not be deleted', { description: error instanceof Error ? error.message : String(error) });
    } finally {
      setCleaning(false);
    }
  };
  // Whoever may not deploy has nothing to do here.
  if (refusal !== undefined || dismissed || done.length === STEPS.length) return null;
  const next = STEPS.find((step) => !done.includes(step));
  return (
    <section aria-labelledby="first-steps" className="flex shrink-0 items-center gap-4 border-b steps-off:hidden bg-canvas px-5 py-2 max-md:gap-2 max-md:px-3">
      <h2 id="first-steps" className="shrink-0 text-xs font-medium">First steps <span className="tabular-nums text-muted">{done.length} of {STEPS.length}</span></h2>
      <ol className="flex min-w-0 flex-1 flex-wrap gap-x-4 gap-y-1">
        {STEPS.map((step) => {
          const [label, hint] = WORDS[step];
          const ticked = done.includes(step);
          const Icon = ticked ? Check : Circle;
          return (
            <li key={step} aria-current={step === next ? 'step' : undefined} title={hint} className={cn('flex items-center gap-1.5 text-xs', step !== next && 'max-lg:hidden', ticked ? 'text-muted line-through' : step === next ? 'font-medium' : 'text-muted')}>
              <Icon aria-hidden className="size-3.5 shrink-0" />
              <span className="sr-only">{ticked ? 'Done: ' : ''}</span>{ticked ? label : <Link href={hrefOf(project, step, stackId)} onClick={() => void import('./stepTarget').then(({ showStep }) => showStep(step))} className="rounded-sm hover:underline">{label}</Link>}
              {step === next ? <span className="font-normal text-muted max-2xl:hidden">{hint}</span> : null}
            </li>
          );
        })}
      </ol>
      {examples > 0 ? <Button size="sm" className="max-md:hidden" disabled={cleaning} title={`Everything with the tag ${EXAMPLE_TAG}`} onClick={() => void clean()}><Trash2 aria-hidden />{examples === 1 ? 'Remove the example' : `Remove ${examples} examples`}</Button> : null}
      <IconButton label="Hide the first steps" icon={<X />} onClick={dismissChecklist} />
    </section>
  );
}
