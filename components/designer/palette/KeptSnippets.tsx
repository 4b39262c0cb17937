'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Layers, Trash2 } from 'lucide-react';
import { listSnippets, removeSnippet } from '@/app/actions/drafts';
import { unwrap } from '@/components/live/unwrap';
import { IconButton } from '@/components/ui/IconButton';
import { toast } from '@/components/ui/Toast';
import { matchesWords } from '@/components/ui/matchesWords';

/** Snippets that people of the project have kept. */
export function KeptSnippets({ project, filter, disabled, onPick }: { project: string; filter: string; disabled: boolean; onPick: (yaml: string) => void }) {
  const client = useQueryClient();
  const queryKey = ['snippets', project];
  const query = useQuery({ queryKey, staleTime: 30_000, queryFn: async () => unwrap(await listSnippets(project)) });
  const remove = useMutation({ mutationFn: async (id: string) => unwrap(await removeSnippet(project, id)), onSuccess: () => client.invalidateQueries({ queryKey }), onError: (error) => toast.error(error.message) });
  const shown = (query.data ?? []).filter(({ title, yaml }) => matchesWords(filter, `${title} ${yaml}`));
  return (
    <section aria-label="Snippets of the project">
      <h3 className="px-2 pt-2 pb-1 text-[11px] font-medium text-muted">Of this project</h3>
      {query.error ? <p role="alert" className="px-2 text-xs text-muted">They could not be read: {query.error.message}</p> : shown.length === 0 ? <p className="px-2 pb-1 text-xs text-muted">{(query.data ?? []).length === 0 ? 'None yet. Select resources and choose “Keep as a snippet” in their menu.' : 'None matches.'}</p> : null}
      <ul className="flex flex-col gap-0.5">
        {shown.map(({ id, title, yaml, createdBy }) => (
          <li key={id} className="group flex items-center rounded-sm hover:bg-hover">
            <button type="button" disabled={disabled} title={yaml} onClick={() => onPick(yaml)} className="flex min-w-0 flex-1 items-start gap-2 rounded-sm px-2 py-1.5 text-start focus-visible:-outline-offset-2 disabled:opacity-45">
              <Layers className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden />
              <span className="min-w-0"><span className="block truncate text-sm">{title}</span><span className="block truncate text-xs text-muted">{count(yaml)}, {createdBy}</span></span>
            </button>
            <IconButton label={`Delete the snippet ${title}`} icon={<Trash2 />} className="size-7" disabled={remove.isPending} onClick={() => remove.mutate(id)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function count(yaml: string): string {
  const resources = yaml.match(/^[^\s#][^:]*:/gm)?.length ?? 0;
  return `${resources} ${resources === 1 ? 'resource' : 'resources'}`;
}
