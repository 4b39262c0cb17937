'use client';
import { useCallback, useMemo } from 'react';
import { usePathname, useSearchParams } from 'next/navigation';
import { placeHref } from '@/components/shell/navigation';
import { GRAPH_PARAMETERS } from './graph/graphAddress';
import { stackTab, type StackTab } from './tabs';

/** What the address says beside the view. `op` is the id of an operation that is looked at in place of the last; `full` shows the resource on a page of its own. */
export interface StackPlace {
  tab: StackTab;
  resource: string | null;
  full: boolean;
  deployment: string | null;
  /** Another deployment, whose output stands beside it. */
  beside: string | null;
  op: string | null;
  /** Number of an event that a link leads to. */
  event: number | null;
}

export interface StackAddress extends StackPlace {
  /** Goes to another view or selection; what is not given stays. */
  go: (to: Partial<StackPlace>) => void;
}

/**
 * The address is the state of the stack page: view and selection come back with it, and with the back button. Everything the views need is
 * in the browser already, so the address changes without asking the server.
 */
export function useStackAddress(project: string, stackId: string): StackAddress {
  const last = usePathname().split('/').at(-1) ?? '';
  const tab = stackTab(last) ?? 'graph';
  const params = useSearchParams();
  const place = useMemo((): StackPlace => ({
    tab, resource: params.get('resource'), full: params.get('full') === '1', deployment: params.get('deployment'), beside: params.get('beside'), op: params.get('op'), event: Number(params.get('event')) || null,
  }), [tab, params]);
  const go = useCallback<StackAddress['go']>(
    (to) => {
      const next = { ...place, ...(to.resource === null ? { full: false } : {}), ...to };
      // How the graph is looked at stays, for when one comes back to it.
      const query = new URLSearchParams([...new URLSearchParams(window.location.search)].filter(([name]) => GRAPH_PARAMETERS.includes(name)));
      if (next.resource) query.set('resource', next.resource);
      if (next.resource && next.full) query.set('full', '1');
      if (next.deployment && next.tab === 'logs') query.set('deployment', next.deployment);
      if (next.beside && next.tab === 'logs') query.set('beside', next.beside);
      if (next.op) query.set('op', next.op);
      if (next.event && next.tab === 'events') query.set('event', String(next.event));
      const href = `${placeHref(project, 'stacks')}/${stackId}/${next.tab}${query.size > 0 ? `?${query}` : ''}`;
      if (next.tab === place.tab && next.full === place.full && next.op === place.op) window.history.replaceState(null, '', href);
      else window.history.pushState(null, '', href);
    },
    [project, stackId, place],
  );
  return { ...place, go };
}
