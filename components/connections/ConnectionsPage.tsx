'use client';
import { useState } from 'react';
import { useRouter } from 'next/navigation';
import { Container, MoreHorizontal, Pencil, Plus, Trash2 } from 'lucide-react';
import { removeConnection } from '@/app/actions/connections';
import type { CloudConnectionView, ConnectionView, SshConnectionView } from '@/lib/wire/connections';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { IconButton } from '@/components/ui/IconButton';
import { Menu } from '@/components/ui/Menu';
import { toast } from '@/components/ui/Toast';
import { CloudConnections } from './CloudConnections';
import { SshConnections } from './SshConnections';
import { ConnectionDialog } from './ConnectionDialog';

export interface ConnectionsPageProps {
  project: string;
  connections: readonly ConnectionView[];
  ssh: readonly SshConnectionView[];
  clouds: readonly CloudConnectionView[];
  /** Is an administrator of the project. */
  mayChange: boolean;
}

/** The services outside that templates of this project can use, beside the sandbox. */
export function ConnectionsPage({ project, connections, ssh, clouds, mayChange }: ConnectionsPageProps) {
  const router = useRouter();
  const [editing, setEditing] = useState<{ connection: ConnectionView | null } | null>(null);
  const remove = async ({ id, name }: ConnectionView): Promise<void> => {
    const result = await removeConnection(project, id);
    if (result.ok) toast('The connection was removed', { description: name });
    else toast.error(result.problem.message);
    router.refresh();
  };
  const add = <Button variant="primary" disabled={!mayChange} onClick={() => setEditing({ connection: null })}><Plus />Add a Docker Engine</Button>;
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-3 border-b px-5 py-3.5">
        <h1 className="text-xl font-semibold tracking-tight">Connections</h1>
        <span className="flex-1 text-sm tabular-nums text-muted">{connections.length + ssh.length + clouds.length}</span>
        {connections.length === 0 ? null : add}
      </div>
      <CloudConnections project={project} connections={clouds} mayChange={mayChange} />
      <SshConnections project={project} connections={ssh} mayChange={mayChange} />
      {connections.length === 0 ? (
        <EmptyState icon={<Container />} title="No Docker Engine yet" action={add}>
          With a connection to a Docker Engine, templates make containers, networks and volumes there, and deploy configurations to them.{mayChange ? '' : ' An administrator of the project adds one.'}
        </EmptyState>
      ) : (
        <ul aria-label="Connections" className="min-h-0 flex-1 overflow-auto">
          {connections.map((connection) => (
            <li key={connection.id} className="flex min-h-12 items-center gap-4 border-b px-5 hover:bg-hover">
              <Container aria-hidden className="size-4 text-muted" />
              <span className="min-w-40 font-medium">{connection.name}</span>
              <code className="min-w-0 flex-1 truncate font-mono text-sm text-muted">{connection.address}</code>
              {connection.tls ? <Badge>TLS</Badge> : null}
              <span className="text-sm text-muted">by {connection.createdBy}</span>
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
      )}
      {editing === null ? null : <ConnectionDialog project={project} connection={editing.connection} onClose={() => setEditing(null)} />}
    </div>
  );
}
