export const STACK_TABS = ['graph', 'timeline', 'resources', 'events', 'deployments', 'outputs', 'revisions', 'snapshots'] as const;
export type StackTab = (typeof STACK_TABS)[number];

export const TAB_LABELS: Record<StackTab, string> = {
  graph: 'Graph', timeline: 'Timeline', resources: 'Resources', events: 'Events', deployments: 'Deployments and logs', outputs: 'Outputs and parameters', revisions: 'Template and revisions', snapshots: 'Snapshots',
};

export function isStackTab(value: string): value is StackTab {
  return STACK_TABS.some((tab) => tab === value);
}
