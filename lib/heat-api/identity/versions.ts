/** Version documents: what clients read first, to find out where version 3 is. */
import type { Json } from '@/lib/hot/types';

export function versionDocument(origin: string) {
  return {
    id: 'v3.14', status: 'stable', updated: '2020-04-07T00:00:00Z',
    links: [{ rel: 'self', href: `${origin}/identity/v3/` }],
    'media-types': [{ base: 'application/json', type: 'application/vnd.openstack.identity-v3+json' }],
  };
}

export function versionList(origin: string): Json {
  return { versions: { values: [versionDocument(origin)] } };
}
