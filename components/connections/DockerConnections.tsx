'use client';
import { Container } from 'lucide-react';
import { removeConnection } from '@/app/actions/connections';
import { Badge } from '@/components/ui/Badge';
import type { ConnectionView } from '@/lib/wire/connections';
import { ConnectionDialog } from './ConnectionDialog';
import { ConnectionSection } from './ConnectionSection';

export interface DockerConnectionsProps {
  project: string;
  connections: readonly ConnectionView[];
  mayChange: boolean;
}

/** Docker Engines, each with where it is. */
export function DockerConnections({ project, connections, mayChange }: DockerConnectionsProps) {
  return (
    <ConnectionSection
      title="Docker Engines" icon={Container} add="Add a Docker Engine" connections={connections} mayChange={mayChange} removalHint="Refused while stacks have resources there."
      about="With a connection to a Docker Engine, templates make containers, networks and volumes there, and deploy configurations to them."
      detail={({ address, tls }) => <><code className="min-w-0 flex-1 truncate font-mono text-muted">{address}</code>{tls ? <Badge>TLS</Badge> : null}</>}
      remove={(id) => removeConnection(project, id)}
      dialog={(connection, onClose) => <ConnectionDialog project={project} connection={connection} onClose={onClose} />}
    />
  );
}
