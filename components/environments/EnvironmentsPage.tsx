'use client';
import { useSearchParams } from 'next/navigation';
import Link from 'next/link';
import { Plus } from 'lucide-react';
import type { EnvironmentRow, SecretRow } from '@/lib/wire/environments';
import { placeHref } from '@/components/shell/navigation';
import { Button } from '@/components/ui/Button';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { Tabs } from '@/components/ui/Tabs';
import { lazily } from '@/components/ui/lazily';
import { EnvironmentList } from './EnvironmentList';
import { useEnvironments, useSecrets } from './useEnvironments';

const onItsWay = <SkeletonRows rows={6} label="Loading the view" />;
// Reading environments takes the language: only the views that read them load it.
const EffectivePanel = lazily(async () => (await import('./EffectivePanel')).EffectivePanel, onItsWay);
const Matrix = lazily(async () => (await import('./Matrix')).Matrix, onItsWay);
const SecretsPanel = lazily(async () => (await import('./SecretsPanel')).SecretsPanel, onItsWay);

const VIEWS = ['library', 'matrix', 'effective', 'secrets'] as const;
type View = (typeof VIEWS)[number];

/** Values that several stacks share: environments, what they come to together, and the secrets they name. */
export function EnvironmentsPage({ project, mayChange, first }: { project: string; mayChange: boolean; first: { environments: EnvironmentRow[] | undefined; secrets: SecretRow[] | undefined } }) {
  const params = useSearchParams();
  const asked = params.get('view');
  const view: View = VIEWS.find((each) => each === asked) ?? 'library';
  const environments = useEnvironments(project, first.environments);
  const secrets = useSecrets(project, first.secrets);
  const show = (next: string) => window.history.replaceState(null, '', next === 'library' ? window.location.pathname : `${window.location.pathname}?view=${next}`);
  const count = (value: number | undefined) => (value ? <span className="text-xs tabular-nums text-faint">{value}</span> : null);
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-surface">
      <div className="flex min-h-15 shrink-0 items-center gap-3 px-5 py-3.5">
        <h1 className="text-xl font-semibold tracking-tight">Environments</h1>
        <span className="flex-1" />
        {view === 'secrets' ? null : (
          <Button asChild={mayChange} variant="primary" disabled={!mayChange} title={mayChange ? undefined : 'Your role in this project is reader; this needs member.'}>
            {mayChange ? <Link prefetch={false} href={`${placeHref(project, 'environments')}/new`}><Plus aria-hidden />New environment</Link> : <><Plus aria-hidden />New environment</>}
          </Button>
        )}
      </div>
      <Tabs
        label="Views of the environments"
        value={view}
        onChange={show}
        tabs={[{ value: 'library', label: 'Library', badge: count(environments.data?.length) }, { value: 'matrix', label: 'Matrix' }, { value: 'effective', label: 'Effective values' }, { value: 'secrets', label: 'Secrets', badge: count(secrets.data?.length) }]}
      >
        {view === 'library' ? <EnvironmentList project={project} mayChange={mayChange} query={environments} /> : null}
        {view === 'matrix' ? <Matrix project={project} mayChange={mayChange} query={environments} /> : null}
        {view === 'effective' ? <EffectivePanel project={project} environments={environments.data ?? []} /> : null}
        {view === 'secrets' ? <SecretsPanel project={project} mayChange={mayChange} query={secrets} /> : null}
      </Tabs>
    </div>
  );
}
