'use client';
import { lazily } from '@/components/ui/lazily';
import { asItComes, last } from '@/components/ui/turns';
import { Skeleton, SkeletonRows } from '@/components/ui/Skeleton';

/*
 * What of the designer comes after its canvas: first what stands around the drawing, as soon as that is on the screen, then in an idle moment what somebody has
 * to ask for. Nothing that a draft is made of is here: it is complete without an editor and without forms.
 */

const loadingForm = <div role="status" aria-label="Loading the form" className="flex flex-col gap-3 p-4"><Skeleton className="h-5 w-40" /><Skeleton className="h-3 w-56" /></div>;

export const CodePane = lazily(async () => (await import('./code/CodePane')).CodePane, null, last);
export const LiveCodePane = lazily(async () => (await import('./code/LiveCodePane')).LiveCodePane, null, last);
export const Palette = lazily(async () => (await import('./palette/Palette')).Palette, <SkeletonRows rows={12} label="Loading the palette" />, asItComes);
export const Inspector = lazily(async () => (await import('./inspector/Inspector')).Inspector, loadingForm, asItComes);

export const Outline = lazily(async () => (await import('./outline/Outline')).Outline, <SkeletonRows rows={8} label="Loading the outline" />);
export const Asked = lazily(async () => (await import('./connect/Asked')).Asked);
export const HistoryPanel = lazily(async () => (await import('./dock/HistoryPanel')).HistoryPanel);
export const ParametersPanel = lazily(async () => (await import('./dock/ParametersPanel')).ParametersPanel);
export const OutputsPanel = lazily(async () => (await import('./dock/OutputsPanel')).OutputsPanel);
export const FilesPanel = lazily(async () => (await import('./dock/FilesPanel')).FilesPanel);
export const InsideBar = lazily(async () => (await import('./inside/InsideBar')).InsideBar);
export const InsideMenu = lazily(async () => (await import('./inside/InsideMenu')).InsideMenu);
export const ConnectInside = lazily(async () => (await import('./inside/ConnectInside')).ConnectInside);
export const DeploySheet = lazily(async () => (await import('@/components/deploy/DeploySheet')).DeploySheet);
export const ConfigChooser = lazily(async () => (await import('./ConfigChooser')).ConfigChooser);
export const BringTemplate = lazily(async () => (await import('./BringTemplate')).BringTemplate);
export const CfnDialog = lazily(async () => (await import('@/components/home/cfn/CfnDialog')).CfnDialog);
export const VersionsDialog = lazily(async () => (await import('./VersionsDialog')).VersionsDialog);
export const ConflictDialog = lazily(async () => (await import('./ConflictDialog')).ConflictDialog);

/** What somebody is likely to ask for next. */
export function preloadParts(): void {
  for (const part of [Asked, Outline, DeploySheet, VersionsDialog]) part.preload();
}
