'use client';
import { ImportTemplate } from '@/components/home/ImportTemplate';
import type { ImportedTemplate } from '@/components/home/readTemplateFiles';
import { Dialog } from '@/components/ui/Dialog';

/** A template that exists already, in the place of what is drawn: one step of the history. */
export function BringTemplate({ project, replaces, onBring, onClose }: { project: string; replaces: boolean; onBring: (template: ImportedTemplate) => void; onClose: () => void }) {
  return (
    <Dialog open width="lg" onClose={onClose} title="Bring a template" description={replaces ? 'It takes the place of what is drawn now, with the files it refers to. That can be undone.' : 'With the files it refers to.'}>
      <ImportTemplate project={project} busy={false} onImport={onBring} />
    </Dialog>
  );
}
