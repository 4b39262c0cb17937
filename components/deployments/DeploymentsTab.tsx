'use client';
import { useEffect, useMemo, useRef } from 'react';
import { Columns2, ServerCog } from 'lucide-react';
import type { DeploymentView } from '@/lib/wire/types';
import type { StackState } from '@/components/live/applyFrames';
import { EmptyState } from '@/components/ui/EmptyState';
import { IconButton } from '@/components/ui/IconButton';
import { SplitPane } from '@/components/ui/SplitPane';
import { cn } from '@/components/ui/cn';
import { DeploymentDetail } from './DeploymentDetail';
import { DeploymentItem } from './DeploymentItem';
import { laterRun } from './laterRun';

export interface DeploymentsTabProps {
  state: StackState;
  project: string;
  /** Id of the deployment shown at the right; the first failed, running or last one when null. */
  selected: string | null;
  /** Id of another deployment, whose output is shown beside that one's. */
  beside: string | null;
  onSelect: (id: string) => void;
  onBeside: (id: string | null) => void;
}

/** What is deployed to each server, in order, with the output of its scripts. */
export function DeploymentsTab({ state, project, selected, beside, onSelect, onBeside }: DeploymentsTabProps) {
  const { deployments } = state;
  const servers = useMemo(() => byServer(deployments), [deployments]);
  /** Somebody asked for another run of it: what comes is what they want to see. */
  const again = useRef<DeploymentView | null>(null);
  useEffect(() => {
    const next = again.current === null ? null : laterRun(deployments, again.current);
    if (next === null) return;
    again.current = null;
    onSelect(next.id);
  }, [deployments, onSelect]);
  if (deployments.length === 0) {
    return <EmptyState icon={<ServerCog />} title="Nothing is deployed to a server">A software deployment in the template runs a script on a server. Its output appears here while it runs.</EmptyState>;
  }
  const shown = deployments.find((each) => each.id === selected) ?? deployments.find((each) => each.status === 'FAILED') ?? deployments.find((each) => each.status === 'IN_PROGRESS') ?? deployments[0];
  const detail = (deployment: DeploymentView, onClose?: () => void) => {
    const later = laterRun(deployments, deployment);
    return <DeploymentDetail key={deployment.id} deployment={deployment} project={project} liveChunks={state.logs.get(deployment.configId)} onClose={onClose} onLater={later === null ? null : () => onSelect(later.id)} onRerun={() => { again.current = deployment; }} />;
  };
  const second = deployments.find((each) => each.id === beside && each.id !== shown?.id);
  return (
    <SplitPane
      id={second ? 'deployments-beside' : 'deployments'}
      panes={[
        { id: 'servers', defaultSize: 'min(300px, 34%)', minSize: 200, content: <ServerList servers={servers} shown={shown?.id} beside={second?.id} onSelect={onSelect} onBeside={onBeside} /> },
        { id: 'run', content: shown ? detail(shown) : null },
        ...(second ? [{ id: 'beside', minSize: 240, content: detail(second, () => onBeside(null)) }] : []),
      ]}
    />
  );
}

function ServerList({ servers, shown, beside, onSelect, onBeside }: { servers: readonly [string, DeploymentView[]][]; shown: string | undefined; beside: string | undefined; onSelect: (id: string) => void; onBeside: (id: string | null) => void }) {
  const superseded = useMemo(() => new Set(servers.flatMap(([, deployments]) => deployments.filter((each) => laterRun(deployments, each) !== null).map(({ id }) => id))), [servers]);
  return (
    <nav aria-label="Deployments by server" className="min-h-0 flex-1 overflow-y-auto py-2">
      {servers.map(([server, deployments]) => (
        <section key={server} aria-label={server} className="pb-2">
          <h3 className="truncate px-4 py-1 text-xs font-medium text-muted">{server}</h3>
          <ol>
            {deployments.map((deployment, index) => (
              <li key={deployment.id} className="group relative">
                <DeploymentItem deployment={deployment} place={index + 1} crowded shown={deployment.id === shown} onSelect={() => onSelect(deployment.id)}>
                  {superseded.has(deployment.id) ? <span className="shrink-0 text-xs text-muted">earlier</span> : null}
                </DeploymentItem>
                {deployment.id === shown ? null : (
                  <IconButton
                    label={deployment.id === beside ? `${deployment.resourceName ?? deployment.configName} no longer beside` : `${deployment.resourceName ?? deployment.configName} beside the other`} icon={<Columns2 />} active={deployment.id === beside}
                    onClick={() => onBeside(deployment.id === beside ? null : deployment.id)} className={cn('absolute end-1.5 top-0.5 size-7', deployment.id !== beside && 'opacity-0 focus-visible:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100')}
                  />
                )}
              </li>
            ))}
          </ol>
        </section>
      ))}
    </nav>
  );
}

function byServer(deployments: readonly DeploymentView[]): [string, DeploymentView[]][] {
  const servers = new Map<string, DeploymentView[]>();
  for (const deployment of deployments.toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1))) {
    const name = deployment.serverName ?? deployment.serverId;
    servers.set(name, [...(servers.get(name) ?? []), deployment]);
  }
  return [...servers].toSorted(([a], [b]) => a.localeCompare(b, undefined, { numeric: true }));
}
