'use client';
import { useMemo, useState } from 'react';
import { createDraft } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { formatClock } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import type { Side } from '@/lib/graph';
import type { DraftView } from '@/lib/wire/types';
import { forgetLocally } from './document/localDraft';
import { mergeDrafts } from './document/mergeDrafts';
import { type Content, contentOf } from './document/useAutosave';

export interface ConflictDialogProps {
  project: string;
  newer: DraftView;
  /** What both began with. */
  base: Content;
  content: Content;
  onMerge: (merged: Content) => void;
}

/** Two people changed one place of a draft in different ways. Both ways are shown, one is chosen for each place, and what was done elsewhere is kept from both. */
export function ConflictDialog({ project, newer, base, content, onMerge }: ConflictDialogProps) {
  const [problem, setProblem] = useState<string | null>(null);
  const [chosen, setChosen] = useState<Readonly<Record<string, Side>>>({});
  const merged = useMemo(() => mergeDrafts(base, content, contentOf(newer)), [base, content, newer]);
  const sideOf = (id: string): Side => chosen[id] ?? 'mine';
  const keepMine = async () => {
    try {
      const mine = unwrap(await createDraft(project, { ...content, name: `${content.name} (mine)`, files: { ...content.files } }));
      await forgetLocally(newer.id);
      window.location.assign(`${placeHref(project, 'designer')}/${mine.id}`);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  const count = merged.conflicts.length;
  return (
    <Dialog
      open
      width="xl"
      onClose={() => undefined}
      title="Somebody else changed this draft"
      description={`${newer.updatedBy} saved it at ${formatClock(newer.updatedAt)}. ${count === 1 ? 'One place was' : `${count} places were`} changed by both of you; all other changes are kept from both.`}
      footer={<>
        <Button onClick={() => void forgetLocally(newer.id).then(() => window.location.reload())}>Take theirs</Button>
        <Button onClick={() => void keepMine()}>Keep mine as a new draft</Button>
        <Button variant="primary" onClick={() => onMerge(merged.content(sideOf))}>Merge</Button>
      </>}
    >
      {problem ? <p role="alert" className="pb-3 text-sm">{problem}</p> : null}
      <ol className="flex flex-col gap-5">
        {merged.conflicts.map(({ id, of, mine, theirs }) => (
          <li key={`${of} ${id}`}>
            <fieldset className="min-w-0">
              <legend className="pb-1.5 text-sm font-medium"><span className="font-mono">{id}</span></legend>
              <div className="grid grid-cols-1 gap-3 md:grid-cols-2">
                <SideChoice id={id} label="Mine" text={mine} chosen={sideOf(id) === 'mine'} onChoose={() => setChosen({ ...chosen, [id]: 'mine' })} />
                <SideChoice id={id} label={`Theirs (${newer.updatedBy})`} text={theirs} chosen={sideOf(id) === 'theirs'} onChoose={() => setChosen({ ...chosen, [id]: 'theirs' })} />
              </div>
            </fieldset>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}

function SideChoice({ id, label, text, chosen, onChoose }: { id: string; label: string; text: string | null; chosen: boolean; onChoose: () => void }) {
  return (
    <label className={cn('flex min-w-0 cursor-pointer flex-col rounded-md border', chosen && 'border-ink')}>
      <span className="flex items-center gap-2 border-b px-3 py-1.5 text-sm"><input type="radio" name={id} checked={chosen} onChange={onChoose} className="accent-ink" />{label}</span>
      {text === null ? <span className="px-3 py-2 text-sm text-muted">Taken away</span> : <pre className="max-h-64 overflow-auto px-3 py-2 font-mono text-xs" tabIndex={chosen ? 0 : -1}>{text.replace(/^\n+/, '')}</pre>}
    </label>
  );
}
