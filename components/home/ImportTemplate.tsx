'use client';
import { useRef, useState, type DragEvent } from 'react';
import { Upload } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { Textarea } from '@/components/ui/Input';
import { cn } from '@/components/ui/cn';
import { readTemplateFiles, type ImportedTemplate } from './readTemplateFiles';

export interface ImportTemplateProps {
  busy: boolean;
  onImport: (template: ImportedTemplate) => void;
}

/** A template that exists already: pasted, dropped, or chosen from the disk, with the files it refers to. */
export function ImportTemplate({ busy, onImport }: ImportTemplateProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const take = async (files: FileList | null) => {
    if (!files || files.length === 0) return;
    const read = await readTemplateFiles([...files]);
    if (read.ok) onImport(read.template);
    else setProblem(read.message);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files);
  };
  return (
    <div
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn('flex flex-col gap-2 rounded-lg border border-dashed border-border-strong bg-surface p-4', over && 'bg-selected')}
    >
      <label htmlFor="pasted-template" className="text-sm font-medium">Paste a template, or drop files here</label>
      <Textarea id="pasted-template" rows={6} value={text} spellCheck={false} placeholder={'heat_template_version: 2021-04-16\nresources: ...'} onChange={(event) => setText(event.target.value)} className="font-mono text-xs" />
      {problem ? <p role="alert" className="text-xs">{problem}</p> : null}
      <div className="flex gap-2">
        <Button variant="primary" disabled={busy || text.trim() === ''} onClick={() => onImport({ name: 'pasted', text, files: {} })}>Open in designer</Button>
        <Button disabled={busy} onClick={() => picker.current?.click()}><Upload aria-hidden />Choose files...</Button>
        <input ref={picker} type="file" multiple accept=".yaml,.yml,.json,.template,.sh,.py,.pp,.txt,.env" aria-label="Template files" className="sr-only" tabIndex={-1} onChange={(event) => void take(event.target.files)} />
      </div>
    </div>
  );
}
