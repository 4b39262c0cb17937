'use client';
import { useEffect, useMemo, useState } from 'react';
import Link from 'next/link';
import { Download } from 'lucide-react';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { matching, type ReferenceSection } from '@/lib/wire/api-reference';
import { Command, Operation } from './Operation';

/** Of so few that are left the details are shown at once. */
const FEW = 3;

/** Everything on one page, so that the browser's own search finds it, too. */
export function ApiReference({ sections, address, identity, openApi }: { sections: ReferenceSection[]; address: string; identity: string; openApi: string }) {
  const [filter, setFilter] = useState('');
  const shown = useMemo(() => matching(sections, filter), [sections, filter]);
  const few = filter !== '' && shown.reduce((sum, { operations }) => sum + operations.length, 0) <= FEW;
  const linked = useLinkedOperation();
  return (
    <main className="flex h-dvh flex-col bg-canvas">
      <header className="flex flex-wrap items-center gap-x-4 gap-y-2 border-b bg-surface px-6 py-2">
        <Link href="/" className="text-sm font-semibold hover:underline">Hearth</Link>
        <h1 className="text-sm text-muted">Orchestration API</h1>
        <FilterBox value={filter} onChange={setFilter} placeholder="Filter routes" className="ms-auto" />
        <a className="inline-flex items-center gap-1.5 text-sm underline" href={openApi}><Download className="size-4" aria-hidden />OpenAPI document</a>
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
        <div className="mx-auto grid max-w-6xl gap-x-8 p-6 lg:grid-cols-[11rem_minmax(0,1fr)]">
          <nav aria-label="Sections" className="mb-6 self-start lg:sticky lg:top-6">
            <ul className="flex flex-wrap gap-x-4 gap-y-1 text-sm lg:flex-col">
              {shown.map(({ name, operations }) => (
                <li key={name}>
                  <a className="flex gap-2 rounded-sm px-1 py-0.5 hover:bg-hover lg:justify-between" href={`#${slug(name)}`}>{name}<span className="text-faint tabular-nums">{operations.length}</span></a>
                </li>
              ))}
            </ul>
          </nav>
          <div className="flex min-w-0 flex-col gap-8">
            <Introduction address={address} identity={identity} />
            {shown.map((section) => (
              <section key={section.name} id={slug(section.name)} aria-labelledby={`${slug(section.name)}-title`} className="flex scroll-mt-6 flex-col gap-1.5">
                <h2 id={`${slug(section.name)}-title`} className="mb-1 text-base font-semibold">{section.name}</h2>
                {section.operations.map((operation) => <Operation key={operation.id} operation={operation} address={address} open={few || operation.id === linked} />)}
              </section>
            ))}
            {shown.length === 0 && <EmptyState title={`No route has “${filter}” in its path, name, parameters or rule`}>Escape empties the filter.</EmptyState>}
          </div>
        </div>
      </div>
    </main>
  );
}

function Introduction({ address, identity }: { address: string; identity: string }) {
  const token = `export OS_AUTH_URL=${identity}
export OS_USERNAME=admin OS_PASSWORD=... OS_PROJECT_NAME=default OS_USER_DOMAIN_NAME=Default OS_PROJECT_DOMAIN_NAME=Default
TOKEN=$(openstack token issue -f value -c id)
PROJECT=$(openstack token issue -f value -c project_id)`;
  return (
    <section aria-label="How to ask" className="flex flex-col gap-3 text-sm">
      <p className="max-w-prose text-muted">
        Version 1 of the Orchestration API of OpenStack Heat: its clients, SDKs and agents work with this server as they are. They find it through the identity service, and send their token as <code className="font-mono">X-Auth-Token</code>.
        Paths are below <code className="font-mono break-all">{address}/v1/$PROJECT</code>; a refusal has Heat’s error type and message.
      </p>
      <Command text={token} />
    </section>
  );
}

/** The operation that the address of the page points at: it is open. */
function useLinkedOperation(): string | null {
  const [linked, setLinked] = useState<string | null>(null);
  useEffect(() => {
    const read = () => setLinked(decodeURIComponent(window.location.hash.slice(1)) || null);
    read();
    window.addEventListener('hashchange', read);
    return () => window.removeEventListener('hashchange', read);
  }, []);
  return linked;
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
