'use client';
import { useId, useState } from 'react';
import type { UseMutationResult } from '@tanstack/react-query';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { describedBy, Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { Switch } from '@/components/ui/Switch';
import { OUTCOME_WORDS, OUTCOMES, type Outcome, type WebhookInput, type WebhookView } from '@/lib/wire/webhooks';

type Saved = { id: string; url: string; secret: string | null };

export interface WebhookDialogProps {
  /** Null: a new one. */
  webhook: WebhookView | null;
  stackId: string | null;
  save: UseMutationResult<Saved, Error, WebhookInput>;
  onClose: () => void;
  onSaved: (saved: Saved) => void;
}

/** Where to, and of what. */
export function WebhookDialog({ webhook, stackId, save, onClose, onSaved }: WebhookDialogProps) {
  const id = useId();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [outcomes, setOutcomes] = useState<readonly Outcome[]>(webhook?.outcomes ?? ['failed', 'rolled_back', 'held']);
  const [enabled, setEnabled] = useState(webhook?.enabled ?? true);
  const close = () => { save.reset(); onClose(); };
  const submit = () => save.mutate({ id: webhook?.id ?? null, stackId, url, outcomes: [...outcomes], enabled }, { onSuccess: (saved) => { close(); onSaved(saved); } });
  return (
    <Dialog
      open onClose={close} title={webhook ? 'Webhook' : 'New webhook'} description={stackId === null ? 'Hears of every stack of the project.' : 'Hears of this stack.'}
      footer={<><Button onClick={close}>Cancel</Button><Button variant="primary" type="submit" form={`${id}-form`} disabled={save.isPending || url.trim() === '' || outcomes.length === 0}>{webhook ? 'Save' : 'Add'}</Button></>}
    >
      <form id={`${id}-form`} className="flex flex-col gap-4" onSubmit={(event) => { event.preventDefault(); submit(); }}>
        <Field label="Address" htmlFor={`${id}-url`} required error={save.error?.message ?? null} hint="Gets a POST with JSON, and answers with 2xx within ten seconds. Else it is tried again, for about nine hours.">
          <Input id={`${id}-url`} type="url" inputMode="url" placeholder="https://" value={url} onChange={(event) => setUrl(event.target.value)} autoComplete="off" spellCheck={false} aria-describedby={describedBy(`${id}-url`)} aria-invalid={save.error !== null} className="font-mono" />
        </Field>
        <fieldset className="flex flex-col gap-2">
          <legend className="pb-2 text-sm font-medium">Outcomes it is told of</legend>
          {OUTCOMES.map((outcome) => (
            <label key={outcome} className="flex items-start gap-2.5 text-sm">
              <input type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent" checked={outcomes.includes(outcome)} onChange={() => setOutcomes(outcomes.includes(outcome) ? outcomes.filter((each) => each !== outcome) : [...outcomes, outcome])} />
              <span>{OUTCOME_WORDS[outcome][0]}<span className="block text-xs text-muted">{OUTCOME_WORDS[outcome][1]}</span></span>
            </label>
          ))}
        </fieldset>
        <label className="flex items-center gap-2.5 text-sm"><Switch checked={enabled} onChange={setEnabled} aria-label="On" />{enabled ? 'On' : 'Off: what is still to be delivered is given up'}</label>
      </form>
    </Dialog>
  );
}
