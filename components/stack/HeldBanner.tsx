'use client';
import { StepForward } from 'lucide-react';
import type { ResourceView, Role } from '@/lib/wire/types';
import { useClearHooks } from '@/components/live/useSignal';
import { roleRefusal } from '@/components/shell/role';
import { hookOf } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { Button } from '@/components/ui/Button';
import { Elapsed } from './Elapsed';
import { fullName, type NestedPaths } from './nesting';

export interface HeldBannerProps {
  project: string;
  stackId: string;
  role: Role;
  /** Those that are held at a breakpoint; at least one. */
  held: readonly ResourceView[];
  paths: NestedPaths;
  onOpen: (resourceId: string) => void;
}

const SHOWN = 3;

/** The run is held at a breakpoint: who holds it, and the way on. */
export function HeldBanner({ project, stackId, role, held, paths, onOpen }: HeldBannerProps) {
  const clear = useClearHooks(project, stackId);
  const refusal = roleRefusal(role) ?? undefined;
  return (
    <section aria-label="Held at a breakpoint" className="relative shrink-0 border-b bg-surface py-2.5 ps-6 pe-5 before:absolute before:inset-y-0 before:start-0 before:w-1 before:bg-status-held">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <StatusIcon family="held" className="mt-0.5 size-5" />
        <div className="min-w-64 flex-1">
          <p role="status" className="sr-only">{held.length === 1 ? `${held[0]?.name} is held at a breakpoint` : `${held.length} resources are held at breakpoints`}</p>
          <h2 className="text-base font-semibold">{held.length === 1 ? 'Held at a breakpoint' : `Held at ${held.length} breakpoints`}</h2>
          <ul className="mt-1 flex flex-col gap-1">
            {held.slice(0, SHOWN).map((resource) => (
              <li key={resource.id} className="flex flex-wrap items-center gap-x-2 text-sm">
                <button type="button" onClick={() => onOpen(resource.id)} className="rounded-sm font-mono underline decoration-border-strong underline-offset-4 hover:decoration-ink">{fullName(paths, resource.stackId, resource.name)}</button>
                <span className="text-muted">{wordsOf(hookOf(resource.waitingFor))}, for <Elapsed from={resource.updatedAt} to={null} className="tabular-nums" /></span>
                {held.length > 1 ? <Button size="sm" variant="quiet" disabled={clear.isPending || refusal !== undefined} title={refusal} onClick={() => clear.mutate([resource])}>Let {resource.name} go on</Button> : null}
              </li>
            ))}
            {held.length > SHOWN ? <li className="text-sm text-muted">and {held.length - SHOWN} more</li> : null}
          </ul>
          <p className="mt-1 text-sm text-muted">Nothing that depends on it begins until it is let go on. Everything else goes on meanwhile.</p>
        </div>
        <Button variant="primary" disabled={clear.isPending || refusal !== undefined} title={refusal} onClick={() => clear.mutate(held)}><StepForward aria-hidden />{held.length === 1 ? 'Let it go on' : 'Let all go on'}</Button>
      </div>
    </section>
  );
}

const DONE: Readonly<Record<string, string>> = { create: 'created', update: 'updated', delete: 'deleted' };

/** `pre-create` in words. */
function wordsOf(hook: string | null): string {
  const [when = '', action = ''] = hook?.split('-') ?? [];
  return when === 'pre' ? `is held before it is ${DONE[action] ?? action}` : `is held after it was ${DONE[action] ?? action}`;
}
