'use client';
import { type FormEvent, useState, useTransition } from 'react';
import { Plus, Tag, X } from 'lucide-react';
import { setLabels } from '@/app/actions/hosts';
import { IconButton } from '@/components/ui/IconButton';
import { Input } from '@/components/ui/Input';

export interface LabelEditorProps {
  project: string;
  serverId: string;
  labels: readonly string[];
  mayChange: boolean;
  onChanged: () => void;
}

/** The labels of a host: each is taken off by its cross, and a new one is typed and entered. */
export function LabelEditor({ project, serverId, labels, mayChange, onChanged }: LabelEditorProps) {
  const [busy, start] = useTransition();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const save = (wanted: readonly string[], done?: () => void) => start(async () => {
    const result = await setLabels(project, serverId, wanted);
    setProblem(result.ok ? null : result.problem.message);
    if (!result.ok) return;
    done?.();
    onChanged();
  });
  const add = (event: FormEvent) => {
    event.preventDefault();
    const more = text.split(/[\s,]+/).filter(Boolean);
    if (more.length > 0) save([...labels, ...more], () => setText(''));
  };
  return (
    <div role="group" aria-label="Labels of the host" className="flex flex-wrap items-center gap-1.5">
      <Tag aria-hidden className="me-0.5 size-3.5 text-muted" />
      <ul aria-label="Labels" className="contents">
        {labels.map((label) => (
          <li key={label} className="inline-flex h-6 max-w-56 items-center gap-1 rounded-sm border bg-sunken ps-1.5 text-xs">
            <span className="truncate">{label}</span>
            {mayChange ? <button type="button" disabled={busy} aria-label={`Take off the label ${label}`} onClick={() => save(labels.filter((each) => each !== label))} className="flex size-5.5 items-center justify-center rounded-sm text-faint hover:bg-hover hover:text-ink"><X aria-hidden className="size-3" /></button> : <span className="w-0.5" />}
          </li>
        ))}
      </ul>
      {mayChange ? (
        <form onSubmit={add} className="flex items-center">
          <Input aria-label="New label" placeholder={labels.length === 0 ? 'Add a label: role=web' : 'Add a label'} value={text} onChange={(event) => setText(event.target.value)} autoComplete="off" className="h-6 w-44 text-xs" />
          <IconButton type="submit" label="Add the label" icon={<Plus />} disabled={busy || text.trim() === ''} className="size-6" />
        </form>
      ) : labels.length === 0 ? <span className="text-sm text-muted">no labels</span> : null}
      {problem === null ? null : <p role="alert" className="basis-full text-xs text-ink">{problem}</p>}
    </div>
  );
}
