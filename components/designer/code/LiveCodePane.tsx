'use client';
import { type ComponentProps } from 'react';
import { useStackStates } from '../useStackStates';
import { CodePane } from './CodePane';

/** The text of a draft that updates a stack, with the states of what it runs beside it. */
export function LiveCodePane({ project, stackId, ...props }: Omit<ComponentProps<typeof CodePane>, 'states'> & { project: string; stackId: string }) {
  return <CodePane {...props} states={useStackStates(project, stackId)} />;
}
