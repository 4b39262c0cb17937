'use client';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { lazily } from '@/components/ui/lazily';

/** The editor reads environments, which takes the language: it comes after the page. */
export const EnvironmentPage = lazily(async () => (await import('./EnvironmentEditor')).EnvironmentEditor, <SkeletonRows rows={6} label="Loading the environment" />);
if (typeof window !== 'undefined') EnvironmentPage.preload();
