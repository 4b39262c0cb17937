import { describe, expect, it } from 'vitest';
import type { ConfigUseView } from '@/lib/wire/library';
import { usageGraph } from './usageGraph';

const use = (version: number, stack: string, name: string, server: string | null): ConfigUseView => ({
  version, stack: { id: stack, name: stack }, resource: null,
  deployment: { id: `${stack}.${name}`, name, action: 'CREATE', status: 'COMPLETE' }, server: server === null ? null : { id: server, name: server },
});
const shown = (uses: ConfigUseView[]): string[] => usageGraph(uses).nodes.map(({ column, row, id }) => `${column} ${row} ${id.split(':').slice(1).filter(Boolean).join(' ')}`);

describe('the graph of the uses of a config', () => {
  it('has versions, uses and servers in columns, sides in the middle of what they are linked with', () => {
    expect(shown([use(2, 'shop', 'web', 'a'), use(2, 'shop', 'cache', 'a'), use(1, 'blog', 'web', 'b')])).toEqual([
      '0 0.5 2', '0 2 1', '1 0 2 shop web', '1 1 2 shop cache', '1 2 1 blog web', '2 0.5 a', '2 2 b',
    ]);
  });

  it('never puts two cards of a column on each other', () => {
    const { nodes, rows } = usageGraph(['a', 'b', 'c'].map((server) => use(1, 'shop', 'all', server)));
    const servers = nodes.filter(({ column }) => column === 2).map(({ row }) => row);
    expect(servers).toEqual([0, 1, 2]);
    expect(rows).toBe(3);
  });

  it('links each pair once, and a use that is deployed nowhere to no server', () => {
    expect(usageGraph([use(1, 'shop', 'web', 'a'), use(1, 'shop', 'web', 'a'), use(1, 'shop', 'none', null)]).links.map(({ from, to }) => `${from.id} ${to.id}`)).toEqual([
      'version:1 use:1:shop::web', 'use:1:shop::web server:a', 'version:1 use:1:shop::none',
    ]);
  });

  it('is empty where there is no use', () => expect(usageGraph([])).toEqual({ nodes: [], links: [], rows: 0 }));
});
