export const STACK_TABS = ['graph', 'resources', 'timeline', 'events', 'logs', 'outputs', 'versions', 'activity'] as const;
export type StackTab = (typeof STACK_TABS)[number];

export const TAB_LABELS: Record<StackTab, string> = {
  graph: 'Graph', resources: 'Resources', timeline: 'Timeline', events: 'Events', logs: 'Logs', outputs: 'Outputs and parameters', versions: 'Template and versions', activity: 'Activity and settings',
};

/** Addresses that people may have kept. */
const EARLIER: Readonly<Record<string, StackTab>> = { deployments: 'logs', revisions: 'versions', snapshots: 'versions' };

export function stackTab(value: string): StackTab | null {
  return STACK_TABS.find((tab) => tab === value) ?? EARLIER[value] ?? null;
}
