'use client';
import { useCallback } from 'react';
import { usePathname, useSearchParams } from 'next/navigation';
import { placeHref } from '@/components/shell/navigation';
import { isStackTab, type StackTab } from './tabs';

export interface StackAddress {
  tab: StackTab;
  resource: string | null;
  deployment: string | null;
  /** Goes to another view or selection; what is not given stays. */
  go: (to: { tab?: StackTab; resource?: string | null; deployment?: string | null }) => void;
}

/**
 * The address is the state of the stack page: view and selection come back with it, and with the back button. Everything the views need is
 * in the browser already, so the address changes without asking the server.
 */
export function useStackAddress(project: string, stackId: string): StackAddress {
  const last = usePathname().split('/').at(-1) ?? '';
  const tab = isStackTab(last) ? last : 'graph';
  const params = useSearchParams();
  const resource = params.get('resource');
  const deployment = params.get('deployment');
  const go = useCallback<StackAddress['go']>(
    (to) => {
      const next = { tab, resource, deployment, ...to };
      const query = new URLSearchParams();
      if (next.resource) query.set('resource', next.resource);
      if (next.deployment && next.tab === 'deployments') query.set('deployment', next.deployment);
      const href = `${placeHref(project, 'stacks')}/${stackId}/${next.tab}${query.size > 0 ? `?${query}` : ''}`;
      if (next.tab === tab) window.history.replaceState(null, '', href);
      else window.history.pushState(null, '', href);
    },
    [project, stackId, tab, resource, deployment],
  );
  return { tab, resource, deployment, go };
}
