'use client';
import { type ChangeEvent, type KeyboardEvent, useRef, useState } from 'react';
import { ThingInput } from '@/components/live/ThingInput';
import { Input, Textarea } from '@/components/ui/Input';

export interface CommitTextProps {
  id?: string;
  value: string;
  onCommit: (value: string) => void;
  label?: string;
  placeholder?: string;
  multiline?: boolean;
  mono?: boolean;
  invalid?: boolean;
  describedBy?: string;
  rows?: number;
  inputMode?: 'decimal' | 'text';
  /** A service constraint: what clouds have of it is offered. */
  thing?: string | null;
  className?: string;
}

/** Text that is taken over with Enter or when one goes elsewhere, and only when it has changed. Escape takes back what was typed. */
export function CommitText({ id, value, onCommit, label, placeholder, multiline = false, mono = false, invalid, describedBy, rows = 4, inputMode, thing = null, className }: CommitTextProps) {
  // What was typed belongs to the value it was typed over: when that changes from elsewhere, the new value shows.
  const [draft, setDraft] = useState<{ over: string; text: string } | null>(null);
  const typed = draft !== null && draft.over === value ? draft.text : null;
  const setTyped = (text: string | null) => setDraft(text === null ? null : { over: value, text });
  // A blur that follows Escape must not commit what was just taken back.
  const discarded = useRef(false);
  const commit = () => {
    if (!discarded.current && typed !== null && typed !== value) onCommit(typed);
    discarded.current = false;
    setTyped(null);
  };
  const common = {
    id, placeholder, 'aria-label': label, 'aria-invalid': invalid, 'aria-describedby': describedBy, spellCheck: false, autoComplete: 'off',
    value: typed ?? value, onBlur: commit, className: `${mono ? 'font-mono text-xs' : ''} ${className ?? ''}`,
  };
  const escape = (event: { key: string; currentTarget: HTMLElement; stopPropagation(): void }) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    discarded.current = true;
    setTyped(null);
    event.currentTarget.blur();
  };
  if (multiline) return <Textarea {...common} rows={rows} onChange={(event) => setTyped(event.target.value)} onKeyDown={escape} />;
  const line = {
    ...common, inputMode,
    onChange: (event: ChangeEvent<HTMLInputElement>) => setTyped(event.target.value),
    onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => {
      if (event.key === 'Enter') commit();
      else escape(event);
    },
  };
  return thing === null ? <Input {...line} /> : <ThingInput {...line} constraint={thing} />;
}
