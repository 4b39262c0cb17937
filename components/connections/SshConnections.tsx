'use client';
import { useState } from 'react';
import { useRouter } from 'next/navigation';
import { MoreHorizontal, Pencil, Plus, Server, Trash2 } from 'lucide-react';
import { removeSshConnection } from '@/app/actions/connections';
import type { SshConnectionView } from '@/lib/wire/connections';
import { Presence } from '@/components/hosts/Presence';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Menu } from '@/components/ui/Menu';
import { toast } from '@/components/ui/Toast';
import { SshDialog } from './SshDialog';

export interface SshConnectionsProps {
  project: string;
  connections: readonly SshConnectionView[];
  mayChange: boolean;
}

/** Servers that are reached over SSH, each with its health. */
export function SshConnections({ project, connections, mayChange }: SshConnectionsProps) {
  const router = useRouter();
  const [editing, setEditing] = useState<{ connection: SshConnectionView | null } | null>(null);
  const remove = async ({ id, name }: SshConnectionView): Promise<void> => {
    const result = await removeSshConnection(project, id);
    if (result.ok) toast('The connection was removed', { description: name });
    else toast.error(result.problem.message);
    router.refresh();
  };
  return (
    <section aria-label="Servers over SSH" className="shrink-0 border-b bg-surface">
      <div className="flex items-center gap-3 px-5 py-3">
        <h2 className="flex-1 font-semibold">Servers over SSH</h2>
        <Button disabled={!mayChange} onClick={() => setEditing({ connection: null })}><Plus />Add servers over SSH</Button>
      </div>
      <ul>
        {connections.map((connection) => (
          <li key={connection.id} className="flex min-h-12 items-start gap-4 border-t px-5 py-2 hover:bg-hover">
            <Server aria-hidden className="mt-1 size-4 text-muted" />
            <span className="min-w-40 font-medium">{connection.name}</span>
            <ul aria-label={`Hosts of ${connection.name}`} className="min-w-0 flex-1 text-sm">
              {connection.hosts.map((host) => (
                <li key={host.name} className="flex flex-wrap items-center gap-3">
                  <Presence lastSeenAt={host.problem === null ? host.lastSeenAt : null} />
                  <span>{host.name}</span>
                  <code className="font-mono text-muted" title={host.hostKey ?? 'Not reached yet'}>{connection.user}@{host.address}:{connection.port}</code>
                  {host.problem === null ? null : <span className="basis-full">{host.problem}</span>}
                </li>
              ))}
            </ul>
            <Menu
              label={connection.name}
              trigger={<IconButton label={`Actions for ${connection.name}`} icon={<MoreHorizontal />} disabled={!mayChange} />}
              items={[
                { id: 'edit', label: 'Edit', icon: <Pencil />, onSelect: () => setEditing({ connection }) },
                { id: 'remove', label: 'Remove', icon: <Trash2 />, danger: true, hint: 'Refused while deployments are under way there.', onSelect: () => void remove(connection) },
              ]}
            />
          </li>
        ))}
      </ul>
      {editing === null ? null : <SshDialog project={project} connection={editing.connection} onClose={() => setEditing(null)} />}
    </section>
  );
}
