'use client';
import { useState } from 'react';
import { useRouter } from 'next/navigation';
import { useMutation } from '@tanstack/react-query';
import { changeRetention } from '@/app/actions/retention';
import { unwrap } from '@/components/live/unwrap';
import { Button } from '@/components/ui/Button';
import { Input } from '@/components/ui/Input';
import { toast } from '@/components/ui/Toast';
import { FEWEST_DAYS, MOST_DAYS, RETAINED, RETAINED_WORDS, type Retained, type Retention } from '@/lib/wire/retention';
import type { Role } from '@/lib/wire/types';

/** For how many days the project keeps what it could do without. What is older goes within the hour, and for good. */
export function RetentionForm({ project, role, retention }: { project: string; role: Role; retention: Retention }) {
  const router = useRouter();
  const [typed, setTyped] = useState<Partial<Record<Retained, string>>>({});
  const text = (kind: Retained): string => typed[kind] ?? String(retention[kind] ?? '');
  const wanted: Retention = Object.fromEntries(RETAINED.flatMap((kind) => (text(kind).trim() === '' ? [] : [[kind, Number(text(kind))]])));
  const changed = RETAINED.some((kind) => wanted[kind] !== retention[kind]);
  const shorter = RETAINED.filter((kind) => wanted[kind] !== undefined && wanted[kind] < (retention[kind] ?? Infinity));
  const save = useMutation({
    mutationFn: async () => unwrap(await changeRetention(project, wanted)),
    onSuccess: () => {
      setTyped({});
      toast('Saved');
      router.refresh();
    },
  });
  const refusal = role === 'admin' ? null : `Your role in this project is ${role}; this needs admin.`;
  return (
    <form onSubmit={(event) => { event.preventDefault(); if (refusal === null) save.mutate(); }}>
      <ul className="rounded-lg border">
        {RETAINED.map((kind) => (
          <li key={kind} className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b px-3 py-2 text-sm last:border-0">
            <label htmlFor={`keep-${kind}`} className="min-w-0 flex-1 basis-60">{RETAINED_WORDS[kind][0]}<span className="block text-xs text-muted">{RETAINED_WORDS[kind][1]}</span></label>
            <span className="flex w-40 items-center gap-2"><Input id={`keep-${kind}`} type="number" inputMode="numeric" min={FEWEST_DAYS} max={MOST_DAYS} step={1} placeholder="for good" disabled={refusal !== null} value={text(kind)} onChange={(event) => setTyped({ ...typed, [kind]: event.target.value })} className="w-24 text-end tabular-nums" />{text(kind).trim() === '' ? null : <span className="text-muted">days</span>}</span>
          </li>
        ))}
      </ul>
      {save.error ? <p role="alert" className="pt-2 text-sm">{save.error.message}</p> : null}
      <div className="flex flex-wrap items-center gap-3 pt-3">
        <Button type="submit" variant="primary" disabled={refusal !== null || !changed || save.isPending} title={refusal ?? (changed ? undefined : 'Nothing has changed.')}>Save</Button>
        <span className="text-xs text-muted">{refusal ?? (shorter.length > 0 ? `What is older (${shorter.map((kind) => RETAINED_WORDS[kind][0].toLowerCase()).join(', ')}) goes within the hour, and cannot be brought back.` : 'Empty: kept for good.')}</span>
      </div>
    </form>
  );
}
