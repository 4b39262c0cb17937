'use client';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useRouter } from 'next/navigation';
import { ChevronDown, FileInput, LayoutGrid, Link2, PencilRuler, Plus } from 'lucide-react';
import type { Role } from '@/lib/wire/types';
import { usePageKeys } from '@/components/shell/pageKeys';
import { usePaletteCommands } from '@/components/shell/paletteCommands';
import { roleRefusal } from '@/components/shell/role';
import { Button } from '@/components/ui/Button';
import { Menu } from '@/components/ui/Menu';
import { lazily } from '@/components/ui/lazily';
import type { NewStackWay } from './NewStackDialog';

const NewStackDialog = lazily(async () => (await import('./NewStackDialog')).NewStackDialog);

export function NewStackMenu({ project, role }: { project: string; role: Role }) {
  const router = useRouter();
  /** `nth`: chosen again, it begins anew. */
  const [dialog, setDialog] = useState<{ which: NewStackWay; nth: number } | null>(null);
  const choose = useCallback((which: NewStackWay) => setDialog((before) => ({ which, nth: (before?.nth ?? 0) + 1 })), []);
  const trigger = useRef<HTMLButtonElement>(null);
  usePageKeys('list', (keys) => {
    if (keys !== 'n') return false;
    trigger.current?.focus();
    trigger.current?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
    return true;
  });
  const close = () => setDialog(null);
  const drawNew = () => void import('./openTemplate').then(({ BLANK, openTemplate }) => openTemplate(project, BLANK, (href) => router.push(href)));
  usePaletteCommands(useMemo(
    () => [
      { id: 'open-example', group: 'New stack', label: 'Open an example...', run: () => choose('examples') },
      { id: 'import-template', group: 'New stack', label: 'Import a template...', run: () => choose('import') },
    ],
    [choose],
  ));
  const refusal = roleRefusal(role) ?? undefined;
  return (
    <>
      <Menu
        trigger={<Button ref={trigger} variant="primary" data-step-target="deploy fail"><Plus aria-hidden />New stack<ChevronDown aria-hidden /></Button>}
        items={[
          { id: 'blank', label: 'Draw one', hint: refusal ?? 'An empty canvas.', icon: <PencilRuler aria-hidden />, disabled: role === 'reader', onSelect: drawNew },
          { id: 'example', label: 'From an example...', hint: 'Runs here, without any cloud.', icon: <LayoutGrid aria-hidden />, onSelect: () => choose('examples') },
          { id: 'import', label: 'Import a template...', hint: refusal ?? 'From a file, a folder, an address, or pasted.', icon: <FileInput aria-hidden />, disabled: role === 'reader', onSelect: () => choose('import') },
          { id: 'adopt', label: 'Adopt an exported stack...', hint: refusal ?? 'Take over what exists already, from its document.', icon: <Link2 aria-hidden />, disabled: role === 'reader', onSelect: () => choose('adopt') },
        ]}
      />
      {dialog === null ? null : <NewStackDialog key={dialog.nth} project={project} which={dialog.which} onClose={close} />}
    </>
  );
}
