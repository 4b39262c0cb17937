'use client';
import { useQuery } from '@tanstack/react-query';
import { Download, FileJson } from 'lucide-react';
import { readHostMetadata } from '@/app/actions/hosts';
import { ScriptEditor } from '@/components/library/ScriptEditor';
import { unwrap } from '@/components/live/unwrap';
import { Badge } from '@/components/ui/Badge';
import { CopyButton } from '@/components/ui/CopyButton';
import { download } from '@/components/ui/download';
import { EmptyState } from '@/components/ui/EmptyState';
import { IconButton } from '@/components/ui/IconButton';
import { ProblemView } from '@/components/ui/Problem';
import { SkeletonRows } from '@/components/ui/Skeleton';
import type { HostView } from '@/lib/wire/hosts';

const REFRESH = 5000;

/** What the host is to have, as the document that agents read: what its template says, merged with everything that is deployed to it. */
export function HostMetadata({ project, host: { id, name, kind } }: { project: string; host: HostView }) {
  const query = useQuery({ queryKey: ['host-metadata', project, id], queryFn: async () => unwrap(await readHostMetadata(project, id)), refetchInterval: REFRESH });
  if (query.isPending) return <SkeletonRows rows={6} label="Reading the metadata" />;
  if (query.error && query.data === undefined) return <ProblemView what="the metadata" error={query.error} onRetry={() => void query.refetch()} />;
  const { document, deployments } = query.data;
  if (Object.keys(document).length === 0) {
    return <EmptyState icon={<FileJson />} title="It has no metadata">What a template says of a server and what is deployed to it is merged to one document, which {kind === 'ssh' ? 'Hearth carries out over SSH' : 'its agent reads'}. It appears here.</EmptyState>;
  }
  const text = `${JSON.stringify(document, null, 2)}\n`;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b px-5 py-2">
        <p className="min-w-0 flex-1 basis-72 text-sm text-muted">As it is read by {kind === 'ssh' ? 'Hearth, which carries it out over SSH' : 'its agent'}, merged from its template and what is deployed to it. Secrets are masked.</p>
        <span className="flex gap-1">
          <CopyButton text={text} label="Copy the metadata" />
          <IconButton label="Download the metadata" icon={<Download />} onClick={() => download(`${name}-metadata.json`, text, 'application/json')} />
        </span>
        {deployments.length === 0 ? null : (
          <ol aria-label="Deployments in their order" className="flex w-full flex-wrap gap-1.5 pb-0.5">
            {deployments.map((each) => <li key={each.id}><Badge title={each.id} className="max-w-full">{each.name} <span className="text-faint">{each.group}{each.done ? ', done' : ', to do'}</span></Badge></li>)}
          </ol>
        )}
      </div>
      {/* JSON is YAML, whose highlighting tells names from values. */}
      <ScriptEditor text={text} language="YAML" readOnly label={`Metadata of ${name}`} onChange={() => undefined} />
    </div>
  );
}
