'use client';
import Link from 'next/link';
import { ServerCog } from 'lucide-react';
import { DeploymentDetail } from '@/components/deployments/DeploymentDetail';
import { DeploymentItem } from '@/components/deployments/DeploymentItem';
import { useStack } from '@/components/live/useStack';
import { placeHref } from '@/components/shell/navigation';
import { Ago } from '@/components/ui/Ago';
import { EmptyState } from '@/components/ui/EmptyState';
import { SplitPane } from '@/components/ui/SplitPane';
import type { HostDeploymentView, HostView } from '@/lib/wire/hosts';

export interface HostDeploymentsProps {
  project: string;
  host: HostView;
  /** Id of the deployment beside the list; what runs, else the latest, when null. */
  selected: string | null;
  onSelect: (id: string) => void;
}

/** Everything that was deployed to a host, newest first, with the output of one of them beside the list. */
export function HostDeployments({ project, host: { name, deployments, isCut }, selected, onSelect }: HostDeploymentsProps) {
  if (deployments.length === 0) {
    return <EmptyState icon={<ServerCog />} title="Nothing was deployed to it yet">A deployment of a stack that names this host, or a config that is run once on it, appears here with its output while it runs.</EmptyState>;
  }
  const shown = deployments.find(({ id }) => id === selected) ?? deployments.find(({ status }) => status === 'IN_PROGRESS') ?? deployments[0];
  const list = (
    <nav aria-label={`Deployments on ${name}, newest first`} className="min-h-0 flex-1 overflow-y-auto py-1">
      <ol>
        {deployments.map((deployment) => (
          <li key={deployment.id}>
            <DeploymentItem deployment={deployment} shown={deployment.id === shown?.id} onSelect={() => onSelect(deployment.id)} below={<>{deployment.stack?.name ?? 'a client of the API'}, <Ago at={deployment.startedAt ?? deployment.createdAt} /></>} />
          </li>
        ))}
      </ol>
      {isCut ? <p className="px-4 py-2 text-xs text-muted">The latest {deployments.length} are shown.</p> : null}
    </nav>
  );
  return (
    <SplitPane
      id="host-deployments"
      panes={[
        { id: 'deployments', defaultSize: 'min(320px, 34%)', minSize: 200, content: list },
        { id: 'run', content: shown ? <Shown key={`${shown.id} ${shown.configId}`} project={project} deployment={shown} /> : null },
      ]}
    />
  );
}

function Shown({ project, deployment }: { project: string; deployment: HostDeploymentView }) {
  const { stack, status } = deployment;
  return stack !== null && status === 'IN_PROGRESS'
    ? <Running project={project} deployment={deployment} stackId={stack.id} />
    : <DeploymentDetail key={status} project={project} deployment={deployment} liveChunks={undefined} alone={stack === null && status !== 'IN_PROGRESS'} owner={<Owner project={project} deployment={deployment} />} />;
}

/** What runs is told by the stream of its stack. */
function Running({ project, deployment, stackId }: { project: string; deployment: HostDeploymentView; stackId: string }) {
  const state = useStack(project, stackId).data;
  const live = state?.deployments.find(({ id }) => id === deployment.id) ?? deployment;
  return <DeploymentDetail project={project} deployment={live} liveChunks={state?.logs.get(live.configId)} owner={<Owner project={project} deployment={deployment} />} />;
}

function Owner({ project, deployment: { id, stack } }: { project: string; deployment: HostDeploymentView }) {
  if (stack === null) return <>, of a client of the API</>;
  return <>, of the stack <Link href={`${placeHref(project, 'stacks')}/${stack.id}/logs?deployment=${id}`} className="text-ink underline decoration-border-strong underline-offset-2">{stack.name}</Link></>;
}
