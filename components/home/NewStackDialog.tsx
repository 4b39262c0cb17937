'use client';
import { Dialog } from '@/components/ui/Dialog';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { AdoptStack } from './AdoptStack';
import { ExampleGallery } from './ExampleGallery';
import { ImportTemplate } from './ImportTemplate';
import type { useBeginnings } from './useBeginnings';
import { useExamples } from './useExamples';

export interface NewStackDialogProps {
  project: string;
  which: 'examples' | 'import' | 'adopt';
  begin: ReturnType<typeof useBeginnings>;
  onClose: () => void;
}

export function NewStackDialog({ project, which, begin, onClose }: NewStackDialogProps) {
  const { examples, isPending } = useExamples(which === 'examples');
  switch (which) {
    case 'examples': return (
      <Dialog open onClose={onClose} width="xl" title="Examples" description="They run in the sandbox of this server; those that need a tool on it say so.">
        {isPending ? <SkeletonRows rows={4} label="Loading the examples" /> : <ExampleGallery examples={examples} busy={begin.busy} onDeploy={(example) => { onClose(); begin.deployExample(example); }} onOpen={begin.openExample} />}
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
