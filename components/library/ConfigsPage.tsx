'use client';
import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { Plus } from 'lucide-react';
import { placeHref } from '@/components/shell/navigation';
import { Button } from '@/components/ui/Button';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { Tabs } from '@/components/ui/Tabs';
import { lazily } from '@/components/ui/lazily';
import { ConfigList } from './ConfigList';

const DeploymentTable = lazily(async () => (await import('@/components/deployments/DeploymentTable')).DeploymentTable, <SkeletonRows rows={8} label="Loading the deployments" />);

/** What is run on servers: configs as they are kept, and every run of them. */
export function ConfigsPage({ project, mayChange }: { project: string; mayChange: boolean }) {
  const view = useSearchParams().get('view') === 'deployments' ? 'deployments' : 'configs';
  const show = (next: string) => window.history.replaceState(null, '', next === 'configs' ? window.location.pathname : `${window.location.pathname}?view=${next}`);
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex shrink-0 items-center gap-3 px-5 py-3.5">
        <h1 className="flex-1 text-xl font-semibold tracking-tight">Configs</h1>
        {mayChange
          ? <Button asChild variant="primary"><Link prefetch={false} href={`${placeHref(project, 'configs')}/new`}><Plus aria-hidden />New config</Link></Button>
          : <Button variant="primary" disabled title="Your role in this project is reader; this needs member."><Plus aria-hidden />New config</Button>}
      </div>
      <Tabs label="Configs and what is deployed of them" value={view} onChange={show} onNear={(near) => (near === 'deployments' ? DeploymentTable.preload() : undefined)} tabs={[{ value: 'configs', label: 'Configs' }, { value: 'deployments', label: 'Deployments' }]}>
        {view === 'configs' ? <ConfigList project={project} /> : <DeploymentTable project={project} />}
      </Tabs>
    </div>
  );
}
