'use client';
import { useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keepSnippet } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Field } from '@/components/ui/Field';
import { Input } from '@/components/ui/Input';
import { toast } from '@/components/ui/Toast';

/** Keeps what is selected as a snippet, for everybody of the project. */
export function KeepSnippet({ project, yaml, suggested, onClose }: { project: string; yaml: string; suggested: string; onClose: () => void }) {
  const client = useQueryClient();
  const [title, setTitle] = useState(suggested);
  const keep = useMutation({
    mutationFn: async () => unwrap(await keepSnippet(project, { title, yaml })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['snippets', project] });
      toast(`${title} is among the snippets of the project`);
      onClose();
    },
  });
  return (
    <Dialog
      open onClose={onClose} title="Keep as a snippet" description="For everybody of the project, under Snippets in the palette."
      footer={<><Button onClick={onClose}>Cancel</Button><Button variant="primary" disabled={title.trim() === '' || keep.isPending} onClick={() => keep.mutate()}>Keep</Button></>}
    >
      <form onSubmit={(event) => { event.preventDefault(); if (title.trim() !== '') keep.mutate(); }} className="flex flex-col gap-3">
        <Field label="Title" htmlFor="snippet-title" error={keep.error?.message ?? null}><Input id="snippet-title" value={title} maxLength={100} autoComplete="off" onChange={(event) => setTitle(event.target.value)} /></Field>
        <pre tabIndex={0} aria-label="What is kept" className="max-h-64 overflow-auto rounded-md border bg-code p-3 font-mono text-xs leading-4.5">{yaml}</pre>
      </form>
    </Dialog>
  );
}
