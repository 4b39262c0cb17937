'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { ChevronDown, FileInput, LayoutGrid, Link2, PencilRuler, Plus } from 'lucide-react';
import type { Role } from '@/lib/wire/types';
import { singleKeysOn } from '@/components/shell/preferences';
import { isTyping } from '@/components/shell/useGlobalKeys';
import { usePaletteCommands } from '@/components/shell/paletteCommands';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Menu } from '@/components/ui/Menu';
import { AdoptStack } from './AdoptStack';
import { ExampleGallery } from './ExampleGallery';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { ImportTemplate } from './ImportTemplate';
import { useExamples } from './useExamples';
import { useBeginnings } from './useBeginnings';

export function NewStackMenu({ project, role }: { project: string; role: Role }) {
  const [dialog, setDialog] = useState<'examples' | 'import' | 'adopt' | null>(null);
  const begin = useBeginnings(project);
  const { examples, isPending } = useExamples(dialog === 'examples');
  const trigger = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'n' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target) || !singleKeysOn()) return;
      event.preventDefault();
      trigger.current?.focus();
      trigger.current?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  const close = () => setDialog(null);
  usePaletteCommands(useMemo(
    () => [
      { id: 'open-example', group: 'New stack', label: 'Open an example...', run: () => setDialog('examples') },
      { id: 'import-template', group: 'New stack', label: 'Import a template...', run: () => setDialog('import') },
    ],
    [],
  ));
  const refusal = role === 'reader' ? 'Your role in this project is reader; this needs member.' : undefined;
  return (
    <>
      <Menu
        trigger={<Button ref={trigger} variant="primary" aria-keyshortcuts="n"><Plus aria-hidden />New stack<ChevronDown aria-hidden /></Button>}
        items={[
          { id: 'blank', label: 'Draw one', hint: refusal ?? 'An empty canvas.', icon: <PencilRuler aria-hidden />, disabled: role === 'reader', onSelect: begin.drawNew },
          { id: 'example', label: 'From an example...', hint: 'Runs here, without any cloud.', icon: <LayoutGrid aria-hidden />, onSelect: () => setDialog('examples') },
          { id: 'import', label: 'Import a template...', hint: refusal ?? 'From a file, a folder, an address, or pasted.', icon: <FileInput aria-hidden />, disabled: role === 'reader', onSelect: () => setDialog('import') },
          { id: 'adopt', label: 'Adopt an exported stack...', hint: refusal ?? 'Take over what exists already, from its document.', icon: <Link2 aria-hidden />, disabled: role === 'reader', onSelect: () => setDialog('adopt') },
        ]}
      />
      <Dialog open={dialog === 'examples'} onClose={close} width="xl" title="Examples" description="They run in the sandbox of this server; those that need a tool on it say so.">
        {isPending ? <SkeletonRows rows={4} label="Loading the examples" /> : <ExampleGallery examples={examples} busy={begin.busy} onDeploy={(example) => { close(); begin.deployExample(example); }} onOpen={begin.openExample} />}
      </Dialog>
      <Dialog open={dialog === 'import'} onClose={close} width="lg" title="Bring a template">
        <ImportTemplate project={project} busy={begin.busy} onImport={begin.openTemplate} />
      </Dialog>
      <Dialog open={dialog === 'adopt'} onClose={close} width="lg" title="Adopt a stack" description="A stack that was exported or abandoned becomes one of this project. Its resources take over what exists; nothing is made.">
        <AdoptStack project={project} />
      </Dialog>
      {begin.sheet}
    </>
  );
}
