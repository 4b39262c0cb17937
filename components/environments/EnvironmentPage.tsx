'use client';
import dynamic from 'next/dynamic';
import { SkeletonRows } from '@/components/ui/Skeleton';

/** The editor reads environments, which takes the language: it comes after the page. */
export const EnvironmentPage = dynamic(() => import('./EnvironmentEditor').then((module) => module.EnvironmentEditor), { ssr: false, loading: () => <SkeletonRows rows={6} label="Loading the environment" /> });
