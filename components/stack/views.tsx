'use client';
import { lazily } from '@/components/ui/lazily';
import { SkeletonRows } from '@/components/ui/Skeleton';
import type { StackTab } from './tabs';

/** As much room as a view takes, so that nothing moves when it comes. */
const onItsWay = <div className="flex min-h-0 flex-1 flex-col"><SkeletonRows rows={8} label="Loading the view" /></div>;

/* What the views, the panel of a resource and the dialogs are made of is as much again as the page: each comes when it is wanted, and all in an idle moment. */
export const StackGraph = lazily(async () => (await import('./graph/StackGraph')).StackGraph, onItsWay);
export const ResourcesTab = lazily(async () => (await import('./ResourcesTab')).ResourcesTab, onItsWay);
export const Timeline = lazily(async () => (await import('@/components/timeline/Timeline')).Timeline, onItsWay);
export const EventsTab = lazily(async () => (await import('./EventsTab')).EventsTab, onItsWay);
export const DeploymentsTab = lazily(async () => (await import('@/components/deployments/DeploymentsTab')).DeploymentsTab, onItsWay);
export const OutputsTab = lazily(async () => (await import('./OutputsTab')).OutputsTab, onItsWay);
export const VersionsTab = lazily(async () => (await import('./versions/VersionsTab')).VersionsTab, onItsWay);
export const ActivityTab = lazily(async () => (await import('./activity/ActivityTab')).ActivityTab, onItsWay);
export const StoppedBanner = lazily(async () => (await import('./StoppedBanner')).StoppedBanner);
export const ResourceDrawer = lazily(async () => (await import('./resource/ResourceDrawer')).ResourceDrawer);
export const UpdateSheet = lazily(async () => (await import('./UpdateSheet')).UpdateSheet);
export const CommandDialog = lazily(async () => (await import('./dialogs/CommandDialog')).CommandDialog);

const VIEWS: Record<StackTab, { preload: () => void }> = {
  graph: StackGraph, resources: ResourcesTab, timeline: Timeline, events: EventsTab, logs: DeploymentsTab, outputs: OutputsTab, versions: VersionsTab, activity: ActivityTab,
};

/** Asks for the code of a view before it is shown. */
export function preloadView(tab: StackTab): void {
  VIEWS[tab].preload();
}

/** Asks for everything that a click on this page may want. */
export function preloadRest(): void {
  for (const view of [ResourceDrawer, CommandDialog, UpdateSheet, ...Object.values(VIEWS)]) view.preload();
}
