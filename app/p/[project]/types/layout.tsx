import type { ReactNode } from 'react';
import { TypeList } from '@/components/types/TypeList';
import { pageCallerFor } from '@/lib/auth/caller';
import { missingConnection } from '@/components/designer/palette/typeSearch';
import { catalogue, connectedWith } from './catalogue';

export const metadata = { title: 'Resource types' };

export default async function TypesLayout({ children, params }: { children: ReactNode; params: Promise<{ project: string }> }) {
  const { project } = await params;
  const caller = await pageCallerFor(decodeURIComponent(project), 'reader', `/p/${project}/types`);
  const [known, connected] = await Promise.all([catalogue(), connectedWith(caller)]);
  const types = known.names().toSorted().flatMap((name) => {
    const type = known.get(name);
    if (!type || type.support === 'HIDDEN') return [];
    return [{ name, description: type.description ?? '', runs: type.connections.length > 0 && missingConnection(type, connected) === null, needs: missingConnection(type, connected), service: name.split('::').slice(0, 2).join('::'), updates: type.can.update, signals: type.can.signal, nested: type.can.nested, deprecated: type.support === 'DEPRECATED', since: type.since ?? '', members: [...Object.keys(type.properties), ...Object.keys(type.attributes)].join(' ') }];
  });
  // What can be deployed comes first; `toSorted` keeps the names in order.
  const runningFirst = types.toSorted((a, b) => Number(b.runs) - Number(a.runs));
  return (
    <div className="flex min-h-0 flex-1 max-md:flex-col">
      <TypeList types={runningFirst} base={`/p/${project}/types`} />
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>{children}</div>
    </div>
  );
}
