import type { CloudConnectionView, ConnectionView, SshConnectionView } from '@/lib/wire/connections';
import { CloudConnections } from './CloudConnections';
import { DockerConnections } from './DockerConnections';
import { SshConnections } from './SshConnections';

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
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-surface" tabIndex={-1}>
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-8 px-6 py-6">
        <header>
          <h1 className="text-xl font-semibold tracking-tight">Connections</h1>
          <p className="mt-1 text-sm text-muted">Where the stacks of this project can run things, beside the sandbox. Keys and passwords are kept encrypted.</p>
        </header>
        <CloudConnections project={project} connections={clouds} mayChange={mayChange} />
        <DockerConnections project={project} connections={connections} mayChange={mayChange} />
        <SshConnections project={project} connections={ssh} mayChange={mayChange} />
      </div>
    </div>
  );
}
