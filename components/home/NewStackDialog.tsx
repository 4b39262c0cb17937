'use client';
import { useState } from 'react';
import { Dialog } from '@/components/ui/Dialog';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { AdoptStack } from './AdoptStack';
import { ExampleGallery } from './ExampleGallery';
import { ImportTemplate } from './ImportTemplate';
import { useBeginnings } from './useBeginnings';
import { useExamples } from './useExamples';

export type NewStackWay = 'examples' | 'import' | 'adopt';

export interface NewStackDialogProps {
  project: string;
  which: NewStackWay;
  onClose: () => void;
}

/** The ways to a new stack that `NewStackMenu` offers, each from its choice to the end. */
export function NewStackDialog({ project, which, onClose }: NewStackDialogProps) {
  const begin = useBeginnings(project);
  /** An example was chosen: what is shown now is its deployment. */
  const [chosen, setChosen] = useState(false);
  const { examples, isPending } = useExamples(which === 'examples');
  switch (chosen ? null : which) {
    case null: return begin.sheet;
    case 'examples': return (
      <Dialog open onClose={onClose} width="xl" title="Examples" description="Each shows one thing. They run in the sandbox of this server; those that need more say so and come last.">
        {isPending ? <SkeletonRows rows={4} label="Loading the examples" /> : <ExampleGallery examples={examples} busy={begin.busy} onDeploy={(example) => { setChosen(true); begin.deployExample(example); }} onOpen={begin.openExample} />}
      </Dialog>
    );
    case 'import': return <Dialog open onClose={onClose} width="lg" title="Bring a template"><ImportTemplate project={project} busy={begin.busy} onImport={begin.openTemplate} /></Dialog>;
    case 'adopt': return (
      <Dialog open onClose={onClose} width="lg" title="Adopt a stack" description="A stack that was exported or abandoned becomes one of this project. Its resources take over what exists; nothing is made.">
        <AdoptStack project={project} />
      </Dialog>
    );
  }
}
