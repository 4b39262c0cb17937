'use client';
import { useState } from 'react';
import type { Json } from '@/lib/hot/types';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { describedBy, Field } from '@/components/ui/Field';
import { Segments } from '@/components/ui/Segments';
import { signalExamples } from './signalExamples';

export interface SignalFormProps {
  /** Of what is signalled, and the type that says which bodies it understands. */
  name: string;
  type: string;
  busy: boolean;
  problem: string | null;
  onSend: (payload: Json) => void;
  onClose: () => void;
}

/** The body of a signal that a person sends, from examples that say before what each will do. */
export function SignalForm({ name, type, busy, problem, onSend, onClose }: SignalFormProps) {
  const examples = signalExamples(type);
  const [chosen, setChosen] = useState(examples[0]?.label ?? '');
  const [text, setText] = useState(JSON.stringify(examples[0]?.body ?? {}, null, 2));
  const payload = parsed(text);
  const example = examples.find(({ label }) => label === chosen);
  return (
    <Dialog
      open
      onClose={onClose}
      title={`Signal ${name}`}
      description={example?.about}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={payload === undefined || busy} onClick={() => (payload === undefined ? undefined : onSend(payload))}>{busy ? 'Sending...' : 'Send'}</Button>
        </>
      }
    >
      {examples.length > 1 ? (
        <div className="pb-3">
          <Segments label="Example" value={chosen} onChange={(label) => { setChosen(label); setText(JSON.stringify(examples.find((each) => each.label === label)?.body ?? {}, null, 2)); }} options={examples.map(({ label }) => ({ value: label, label }))} />
        </div>
      ) : null}
      <Field label="Body" htmlFor="signal-body" error={payload === undefined ? 'This is not JSON. Expected an object, such as {"status": "SUCCESS"}.' : null}>
        <textarea id="signal-body" value={text} rows={8} spellCheck={false} aria-invalid={payload === undefined} aria-describedby={describedBy('signal-body')} onChange={(event) => setText(event.target.value)} className="w-full rounded-md border border-border-strong bg-code px-3 py-2 font-mono text-xs leading-4.5" />
      </Field>
      {problem === null ? null : <p role="alert" className="mt-3 rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>}
    </Dialog>
  );
}

function parsed(text: string): Json | undefined {
  if (text.trim() === '') return null;
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
