import type { KeyId } from '@/components/shell/keymapTable';

export const STACK_TABS = ['graph', 'resources', 'timeline', 'events', 'logs', 'outputs', 'versions', 'activity'] as const;
export type StackTab = (typeof STACK_TABS)[number];

export const TAB_LABELS: Record<StackTab, string> = {
  graph: 'Graph', resources: 'Resources', timeline: 'Timeline', events: 'Events', logs: 'Logs', outputs: 'Outputs and parameters', versions: 'Template and versions', activity: 'Activity and settings',
};

export const TAB_KEYS = {
  graph: 'stack:1', resources: 'stack:2', timeline: 'stack:3', events: 'stack:4', logs: 'stack:5', outputs: 'stack:6', versions: 'stack:7', activity: 'stack:8',
} as const satisfies Record<StackTab, KeyId>;

/** Behind the address of a stack: its page opens with the form of an update. */
export const UPDATE_HASH = '#update';

/** Addresses that people may have kept. */
const EARLIER: Readonly<Record<string, StackTab>> = { deployments: 'logs', revisions: 'versions', snapshots: 'versions' };

export function stackTab(value: string): StackTab | null {
  return STACK_TABS.find((tab) => tab === value) ?? EARLIER[value] ?? null;
}
