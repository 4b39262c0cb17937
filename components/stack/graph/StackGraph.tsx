'use client';
import { useMemo } from 'react';
import { Workflow } from 'lucide-react';
import type { StackView } from '@/lib/wire/types';
import { EmptyState } from '@/components/ui/EmptyState';
import { ResourceGraph } from './ResourceGraph';
import { useTemplateRequirements } from './useTemplateRequirements';

export interface StackGraphProps {
  stack: StackView;
  selected: string | null;
  cause: string | null;
  onSelect: (resourceId: string | null) => void;
}

/** The graph of a stack as it is now: its resources, those that have not begun included. */
export function StackGraph({ stack, selected, cause, onSelect }: StackGraphProps) {
  const { resources, templateText, layout } = stack;
  const waiting = resources.some((resource) => resource.action === 'INIT');
  const requirements = useTemplateRequirements(templateText, waiting);
  const shaped = useMemo(
    () => (requirements ? resources.map((resource) => (resource.action === 'INIT' && resource.requires.length === 0 ? { ...resource, requires: [...(requirements.get(resource.name) ?? [])] } : resource)) : resources),
    [resources, requirements],
  );
  if (resources.length === 0) return <EmptyState icon={<Workflow />} title="There are no resources now">{stack.deletedAt ? 'They were deleted with the stack. Events and timeline show how.' : 'An update brings new ones. Events and timeline show what was here.'}</EmptyState>;
  return <ResourceGraph resources={shaped} layout={layout} selected={selected} cause={cause} onSelect={onSelect} />;
}
