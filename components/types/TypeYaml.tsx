'use client';
import { useState } from 'react';
import { PencilRuler } from 'lucide-react';
import { useOpenTemplate } from '@/components/home/useOpenTemplate';
import { useRefusal } from '@/components/shell/role';
import { Button } from '@/components/ui/Button';
import { CopyButton } from '@/components/ui/CopyButton';
import { PutIntoDrawing } from './PutIntoDrawing';

/** The type as text, with what it must have or with everything; copied, or opened in the designer. */
export function TypeYaml({ project, name, minimal, full }: { project: string; name: string; minimal: string; full: string }) {
  const refusal = useRefusal();
  const [all, setAll] = useState(false);
  const open = useOpenTemplate(project);
  const text = all ? full : minimal;
  return (
    <div className="overflow-hidden rounded-lg border">
      <div className="flex flex-wrap items-center gap-2 border-b bg-surface px-3 py-2">
        <div role="group" aria-label="How much" className="flex gap-0.5">
          <Button size="sm" variant="quiet" aria-pressed={!all} onClick={() => setAll(false)} className="aria-pressed:bg-selected aria-pressed:text-ink">What it must have</Button>
          <Button size="sm" variant="quiet" aria-pressed={all} onClick={() => setAll(true)} className="aria-pressed:bg-selected aria-pressed:text-ink">All properties</Button>
        </div>
        <span className="flex-1" />
        <CopyButton text={text} label="Copy the text" />
        {refusal === undefined ? <PutIntoDrawing project={project} type={name} /> : null}
        <Button size="sm" disabled={open.isPending || refusal !== undefined} title={refusal} onClick={() => open.mutate({ name: name.split('::').at(-1) ?? name, text, files: {} })}><PencilRuler aria-hidden />New drawing with it</Button>
      </div>
      <pre tabIndex={0} aria-label="Template text" className="max-h-96 overflow-auto bg-code p-3 font-mono text-xs leading-4.5">{text}</pre>
    </div>
  );
}
