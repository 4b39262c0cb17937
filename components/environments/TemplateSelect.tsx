'use client';
import { useQuery } from '@tanstack/react-query';
import { listDrafts } from '@/app/actions/drafts';
import { listStacks } from '@/app/actions/stacks';
import type { TemplateRef } from '@/lib/wire/environments';
import { unwrap } from '@/components/live/unwrap';
import { Select } from '@/components/ui/Select';

export interface TemplateSelectProps {
  id: string;
  project: string;
  value: TemplateRef | null;
  onChange: (template: TemplateRef) => void;
}

/** A template that environments are tried with: that of a stack or of a draft. */
export function TemplateSelect({ id, project, value, onChange }: TemplateSelectProps) {
  const templates = useQuery({
    queryKey: ['templates', project],
    queryFn: async () => {
      const [stacks, drafts] = await Promise.all([listStacks(project), listDrafts(project)]);
      return [...unwrap(drafts).map((draft) => ({ value: `draft:${draft.id}`, label: `${draft.name} (draft)` })), ...unwrap(stacks).map((stack) => ({ value: `stack:${stack.id}`, label: `${stack.name} (stack)` }))];
    },
  });
  const options = templates.data ?? [];
  const none = templates.data !== undefined && options.length === 0;
  return (
    <>
      <Select
        id={id} value={value === null ? undefined : `${value.kind}:${value.id}`} options={options} disabled={none} placeholder={none ? 'No stack and no draft yet' : 'Of a stack or a draft...'}
        onChange={(chosen) => {
          const [kind, of = ''] = chosen.split(':');
          onChange({ kind: kind === 'stack' ? 'stack' : 'draft', id: of });
        }}
      />
      {templates.error ? <p role="alert" className="text-xs text-muted">The templates could not be listed: {templates.error.message}</p> : null}
    </>
  );
}
