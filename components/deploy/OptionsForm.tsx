'use client';
import { X } from 'lucide-react';
import { RadioGroup } from 'radix-ui';
import type { OnFailure } from '@/lib/wire/types';
import { describedBy, Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { type DeployOptions, splitTags } from './useDeploy';
import type { NameCheck } from './useNameCheck';

const POLICIES: readonly { value: OnFailure; label: string; about: string }[] = [
  { value: 'rollback', label: 'Roll everything back', about: 'To how it was before, as if nothing had been tried.' },
  { value: 'keep', label: 'Keep what worked', about: 'Then retry from the failure, or update.' },
  { value: 'pause', label: 'Pause at the failure', about: 'Nothing more begins until you decide.' },
];

export interface OptionsFormProps {
  options: DeployOptions;
  nameProblem: string | null;
  /** The name of a deployed stack stays. */
  nameFixed: boolean;
  check: NameCheck;
  onChange: (options: DeployOptions) => void;
}

export function OptionsForm({ options, nameProblem, nameFixed, check, onChange }: OptionsFormProps) {
  return (
    <div className="flex flex-col gap-5">
      <Field label="Stack name" htmlFor="stack-name" error={nameProblem} required={!nameFixed} hint={check.suggestion !== null ? <>Free is <button type="button" className="rounded-sm font-medium text-ink underline decoration-border-strong underline-offset-2" onClick={() => onChange({ ...options, name: check.suggestion ?? options.name })}>{check.suggestion}</button>. To change that stack, open it and choose Update.</> : check.free ? 'This name is free.' : undefined}>
        <Input id="stack-name" value={options.name} disabled={nameFixed} autoComplete="off" spellCheck={false} aria-invalid={nameProblem !== null} aria-describedby={describedBy('stack-name')} onChange={(event) => onChange({ ...options, name: event.target.value })} />
      </Field>
      <div>
        <p id="on-failure" className="pb-1.5 text-sm font-medium">If something fails</p>
        <RadioGroup.Root value={options.onFailure} onValueChange={(value) => onChange({ ...options, onFailure: POLICIES.find((policy) => policy.value === value)?.value ?? 'rollback' })} aria-labelledby="on-failure" className="flex flex-col gap-1.5">
          {POLICIES.map((policy) => (
            <RadioGroup.Item key={policy.value} value={policy.value} className="group flex items-start gap-2.5 rounded-md border bg-surface px-3 py-2 text-start hover:bg-hover data-[state=checked]:border-ink">
              <span aria-hidden className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-border-strong group-data-[state=checked]:border-ink"><span className="size-2 rounded-full bg-ink opacity-0 group-data-[state=checked]:opacity-100" /></span>
              <span><span className="block text-sm font-medium">{policy.label}</span><span className="block text-xs text-muted">{policy.about}</span></span>
            </RadioGroup.Item>
          ))}
        </RadioGroup.Root>
      </div>
      <Field label="Give up after" htmlFor="stack-timeout" hint="Minutes for the whole operation.">
        <Input id="stack-timeout" type="number" min={1} max={1440} value={options.timeoutMins} aria-describedby={describedBy('stack-timeout')} onChange={(event) => onChange({ ...options, timeoutMins: Math.max(1, Number(event.target.value) || 1) })} className="w-28 tabular-nums" />
      </Field>
      <Field label="Message" htmlFor="stack-message" hint="Kept with the revision.">
        <Input id="stack-message" value={options.message} autoComplete="off" placeholder={nameFixed ? 'What changes' : 'What it is for'} aria-describedby={describedBy('stack-message')} onChange={(event) => onChange({ ...options, message: event.target.value })} />
      </Field>
      <Field label="Tags" htmlFor="stack-tags" hint="With commas between them.">
        <Input id="stack-tags" value={options.tags} autoComplete="off" aria-describedby={describedBy('stack-tags')} onChange={(event) => onChange({ ...options, tags: event.target.value })} />
        {splitTags(options.tags).length === 0 ? null : (
          <ul aria-label="Tags of the stack" className="flex flex-wrap gap-1 pt-1.5">
            {splitTags(options.tags).map((tag) => <li key={tag} className="flex max-w-full items-center gap-1 rounded-sm border bg-sunken py-0.5 pe-0.5 ps-2 text-xs"><span className="truncate">{tag}</span><button type="button" aria-label={`Without the tag ${tag}`} className="flex size-6 items-center justify-center rounded-sm hover:bg-hover" onClick={() => onChange({ ...options, tags: splitTags(options.tags).filter((each) => each !== tag).join(', ') })}><X className="size-3" aria-hidden /></button></li>)}
          </ul>
        )}
      </Field>
    </div>
  );
}
