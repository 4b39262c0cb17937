'use client';
import { Cloud } from 'lucide-react';
import { removeCloudConnection } from '@/app/actions/connections';
import { Badge } from '@/components/ui/Badge';
import type { CloudConnectionView } from '@/lib/wire/connections';
import { CloudDialog } from './CloudDialog';
import { ConnectionSection } from './ConnectionSection';

export interface CloudConnectionsProps {
  project: string;
  connections: readonly CloudConnectionView[];
  mayChange: boolean;
}

/** OpenStack clouds, each with whom Hearth is there. */
export function CloudConnections({ project, connections, mayChange }: CloudConnectionsProps) {
  return (
    <ConnectionSection
      title="OpenStack clouds" icon={Cloud} add="Add an OpenStack cloud" connections={connections} mayChange={mayChange} removalHint="Refused while stacks have resources there."
      about="With a connection to a cloud, templates run workflows of its Mistral, and deploy applications of its Murano."
      detail={(connection) => (
        <>
          <code className="min-w-0 flex-1 truncate font-mono text-muted">{connection.authUrl === '' ? connection.endpoints.split('\n')[0] : connection.authUrl}</code>
          <span className="min-w-0 truncate text-muted">{whoIsThere(connection)}</span>
          {connection.region === '' ? null : <Badge>{connection.region}</Badge>}
        </>
      )}
      remove={(id) => removeCloudConnection(project, id)}
      dialog={(connection, onClose) => <CloudDialog project={project} connection={connection} onClose={onClose} />}
    />
  );
}

function whoIsThere({ signIn, user, project }: CloudConnectionView): string {
  if (signIn === 'none') return 'without sign-in';
  return signIn === 'password' ? `${user} in ${project}` : 'application credential';
}
