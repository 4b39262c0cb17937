'use client';
import { useState } from 'react';
import { useRouter } from 'next/navigation';
import { Cloud, MoreHorizontal, Pencil, Plus, Trash2 } from 'lucide-react';
import { removeCloudConnection } from '@/app/actions/connections';
import type { CloudConnectionView } from '@/lib/wire/connections';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Menu } from '@/components/ui/Menu';
import { toast } from '@/components/ui/Toast';
import { CloudDialog } from './CloudDialog';

export interface CloudConnectionsProps {
  project: string;
  connections: readonly CloudConnectionView[];
  mayChange: boolean;
}

/** OpenStack clouds, each with whom Hearth is there. */
export function CloudConnections({ project, connections, mayChange }: CloudConnectionsProps) {
  const router = useRouter();
  const [editing, setEditing] = useState<{ connection: CloudConnectionView | null } | null>(null);
  const remove = async ({ id, name }: CloudConnectionView): Promise<void> => {
    const result = await removeCloudConnection(project, id);
    if (result.ok) toast('The connection was removed', { description: name });
    else toast.error(result.problem.message);
    router.refresh();
  };
  return (
    <section aria-label="OpenStack clouds" className="shrink-0 border-b bg-surface">
      <div className="flex items-center gap-3 px-5 py-3">
        <h2 className="flex-1 font-semibold">OpenStack clouds</h2>
        <Button disabled={!mayChange} onClick={() => setEditing({ connection: null })}><Plus />Add an OpenStack cloud</Button>
      </div>
      {connections.length === 0 ? <p className="px-5 pb-3 text-sm text-muted">With a connection to a cloud, templates run workflows of its Mistral, and deploy applications of its Murano.{mayChange ? '' : ' An administrator of the project adds one.'}</p> : null}
      <ul aria-label="OpenStack connections">
        {connections.map((connection) => (
          <li key={connection.id} className="flex min-h-12 items-center gap-4 border-t px-5 hover:bg-hover">
            <Cloud aria-hidden className="size-4 shrink-0 text-muted" />
            <span className="min-w-24 font-medium lg:min-w-40">{connection.name}</span>
            <code className="min-w-0 flex-1 truncate font-mono text-sm text-muted">{connection.authUrl === '' ? connection.endpoints.split('\n')[0] : connection.authUrl}</code>
            <span className="hidden min-w-0 truncate text-sm text-muted lg:block">{whoIsThere(connection)}</span>
            {connection.region === '' ? null : <Badge>{connection.region}</Badge>}
            <span className="hidden text-sm text-muted lg:block">by {connection.createdBy}</span>
            <Menu
              label={connection.name}
              trigger={<IconButton label={`Actions for ${connection.name}`} icon={<MoreHorizontal />} disabled={!mayChange} />}
              items={[
                { id: 'edit', label: 'Edit', icon: <Pencil />, onSelect: () => setEditing({ connection }) },
                { id: 'remove', label: 'Remove', icon: <Trash2 />, danger: true, hint: 'Refused while stacks have resources there.', onSelect: () => void remove(connection) },
              ]}
            />
          </li>
        ))}
      </ul>
      {editing === null ? null : <CloudDialog project={project} connection={editing.connection} onClose={() => setEditing(null)} />}
    </section>
  );
}

function whoIsThere({ signIn, user, project }: CloudConnectionView): string {
  if (signIn === 'none') return 'without sign-in';
  return signIn === 'password' ? `${user} in ${project}` : 'application credential';
}
