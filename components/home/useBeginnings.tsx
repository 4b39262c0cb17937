'use client';
import { useState, type ReactNode } from 'react';
import { lazily } from '@/components/ui/lazily';
import type { Example } from './examples';
import { EXAMPLE_TAG } from './exampleTag';
import { BLANK } from './openTemplate';
import { useOpenTemplate } from './useOpenTemplate';
import type { ImportedTemplate } from './readTemplateFiles';

const DeploySheet = lazily(async () => (await import('@/components/deploy/DeploySheet')).DeploySheet);

/** The ways to begin: open a template in the designer, or deploy an example at once. `sheet` is to be drawn somewhere. */
export function useBeginnings(project: string) {
  const [deploying, setDeploying] = useState<Example | null>(null);
  const open = useOpenTemplate(project);
  const sheet: ReactNode = deploying ? (
    <DeploySheet project={project} draft={{ name: deploying.id, text: deploying.text, files: {}, environment: {}, layout: {} }} defaults={{ tags: EXAMPLE_TAG }} onClose={() => setDeploying(null)} />
  ) : null;
  return {
    busy: open.isPending,
    sheet,
    deployExample: setDeploying,
    openExample: (example: Example) => open.mutate({ name: example.id, text: example.text, files: {} }),
    openTemplate: (template: ImportedTemplate) => open.mutate(template),
    drawNew: () => open.mutate(BLANK),
  };
}
