'use client';
import { useState } from 'react';
import { createDraft } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { formatMoment } from '@/components/ui/time';
import type { DraftView } from '@/lib/wire/types';
import type { Content } from './document/useAutosave';

/** Two people changed one draft. Nobody's work is thrown away: mine becomes a draft of its own, or theirs is taken. */
export function ConflictDialog({ project, newer, content }: { project: string; newer: DraftView; content: Content }) {
  const [problem, setProblem] = useState<string | null>(null);
  const keepMine = async () => {
    try {
      const mine = unwrap(await createDraft(project, { ...content, name: `${content.name} (mine)`, files: { ...content.files } }));
      window.location.assign(`${placeHref(project, 'designer')}/${mine.id}`);
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Dialog
      open
      onClose={() => undefined}
      title="Somebody else changed this draft"
      description={`${newer.updatedBy} saved it ${formatMoment(newer.updatedAt)}. Nothing of yours is lost, and nothing of theirs was overwritten.`}
      footer={<><Button onClick={() => window.location.reload()}>Take theirs</Button><Button variant="primary" onClick={() => void keepMine()}>Keep mine as a new draft</Button></>}
    >
      {problem ? <p role="alert" className="text-sm">{problem}</p> : null}
    </Dialog>
  );
}
