'use client';
import { Server } from 'lucide-react';
import { removeSshConnection } from '@/app/actions/connections';
import { Presence } from '@/components/hosts/Presence';
import type { SshConnectionView } from '@/lib/wire/connections';
import { ConnectionSection } from './ConnectionSection';
import { SshDialog } from './SshDialog';

export interface SshConnectionsProps {
  project: string;
  connections: readonly SshConnectionView[];
  mayChange: boolean;
}

/** Servers that are reached over SSH, each with its health. */
export function SshConnections({ project, connections, mayChange }: SshConnectionsProps) {
  return (
    <ConnectionSection
      title="Servers over SSH" icon={Server} add="Add servers over SSH" connections={connections} mayChange={mayChange} removalHint="Refused while deployments are under way there."
      about="With a user and a key, Hearth signs in to servers and runs there what stacks deploy; nothing is installed on them."
      detail={({ name, user, port, hosts }) => (
        <ul aria-label={`Hosts of ${name}`} className="min-w-0 flex-1">
          {hosts.map((host) => (
            <li key={host.name} className="flex min-h-6 flex-wrap items-center gap-x-3">
              <span className="w-20"><Presence lastSeenAt={host.problem === null ? host.lastSeenAt : null} /></span>
              <span>{host.name}</span>
              <code className="min-w-0 truncate font-mono text-muted" title={host.hostKey ?? 'Not reached yet'}>{user}@{host.address}:{port}</code>
              {host.problem === null ? null : <span className="basis-full pb-1 text-muted">{host.problem}</span>}
            </li>
          ))}
        </ul>
      )}
      remove={(id) => removeSshConnection(project, id)}
      dialog={(connection, onClose) => <SshDialog project={project} connection={connection} onClose={onClose} />}
    />
  );
}
