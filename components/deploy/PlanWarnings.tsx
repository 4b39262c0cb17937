'use client';
import { TriangleAlert } from 'lucide-react';
import { Input } from '@/components/ui/Input';
import type { PlanView } from '@/lib/wire/types';
import { losesData } from '@/lib/graph/data-bearing';
import { needsName } from './risks';

export interface Consent {
  losses: boolean;
  name: string;
}

export const NO_CONSENT: Consent = { losses: false, name: '' };

/** Why a plan may not be carried out yet; null when nothing stands in its way. */
export function consentProblem(plan: PlanView | undefined, tags: readonly string[], stackName: string, { losses, name }: Consent): string | null {
  if (!plan) return null;
  if (plan.entries.filter(losesData).length > 0 && !losses) return 'Say first that the data may be lost';
  return needsName(plan, tags) && name !== stackName ? `Type "${stackName}" first` : null;
}

/** So many are named. */
const NAMED = 6;

function few(list: readonly string[], between = ', '): string {
  return `${list.slice(0, NAMED).join(between)}${list.length > NAMED ? ` and ${list.length - NAMED} more` : ''}`;
}

/** What of the plan cannot be taken back, and the word of somebody that it is meant. */
export function PlanWarnings({ plan, tags, stackName, consent, onConsent }: { plan: PlanView; tags: readonly string[]; stackName: string; consent: Consent; onConsent: (consent: Consent) => void }) {
  const lost = plan.entries.filter(losesData);
  const named = needsName(plan, tags);
  if (lost.length === 0 && !named) return null;
  return (
    <div role="group" aria-label="Before you deploy" className="mb-3 flex shrink-0 flex-col gap-2 rounded-md border border-status-held bg-surface px-3 py-2.5 text-sm">
      {lost.length > 0 ? (
        <>
          <p className="flex items-start gap-2"><TriangleAlert className="mt-0.5 size-4 shrink-0 text-status-held" aria-hidden /><span>What is kept in {few(lost.map(({ name }) => name))} is lost: {few(lost.map(({ name, decision }) => `${name} is ${decision === 'replace' ? 'replaced by an empty one' : 'deleted'}`), '; ')}.</span></p>
          <label className="flex items-center gap-2 ps-6"><input type="checkbox" checked={consent.losses} onChange={(event) => onConsent({ ...consent, losses: event.target.checked })} />The data of {few(lost.map(({ name }) => name))} may be lost</label>
        </>
      ) : null}
      {named ? (
        <div className="flex flex-wrap items-center gap-2">
          <label htmlFor="production-name">Its tags call this stack production. Type its name to go on:</label>
          <Input id="production-name" value={consent.name} placeholder={stackName} autoComplete="off" spellCheck={false} onChange={(event) => onConsent({ ...consent, name: event.target.value })} className="w-52" />
        </div>
      ) : null}
    </div>
  );
}
