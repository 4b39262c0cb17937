'use client';
import { useEffect, useRef, useState, type DragEvent } from 'react';
import { FolderUp, Link2, Upload } from 'lucide-react';
import { fetchTemplate } from '@/app/actions/drafts';
import { isCfn } from '@/lib/graph/dialect';
import { Button } from '@/components/ui/Button';
import { Input, Textarea } from '@/components/ui/Input';
import { cn } from '@/components/ui/cn';
import { lazily } from '@/components/ui/lazily';
import { droppedFiles, readTemplateFiles, type ImportedTemplate } from './readTemplateFiles';

const CfnDialog = lazily(async () => (await import('./cfn/CfnDialog')).CfnDialog);

export interface ImportTemplateProps {
  project: string;
  busy: boolean;
  onImport: (template: ImportedTemplate) => void;
}

/** A template that exists already: pasted, dropped, chosen from the disk or fetched from an address, with the files it refers to. */
export function ImportTemplate({ project, busy, onImport }: ImportTemplateProps) {
  const [text, setText] = useState('');
  /** Said beside what it is about. */
  const [problem, setProblem] = useState<{ of: 'files' | 'address'; message: string } | null>(null);
  const [over, setOver] = useState(false);
  const [url, setUrl] = useState('');
  const [fetching, setFetching] = useState(false);
  /** Amazon's dialect: it is asked how it shall come. */
  const [cfn, setCfn] = useState<ImportedTemplate | null>(null);
  const bring = (template: ImportedTemplate) => { if (isCfn(template.text)) setCfn(template); else onImport(template); };
  const picker = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const fetchUrl = async () => {
    setFetching(true);
    setProblem(null);
    const fetched = await fetchTemplate(project, url.trim()).finally(() => setFetching(false));
    if (fetched.ok) bring(fetched.value);
    else setProblem({ of: 'address', message: fetched.problem.message });
  };
  const take = async (files: readonly File[]) => {
    if (files.length === 0) return;
    setProblem(null);
    const read = await readTemplateFiles(files);
    if (read.ok) bring(read.template);
    else setProblem({ of: 'files', message: read.message });
  };
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  // Somebody may be quicker than the page's program.
  useEffect(() => {
    const early = picker.current?.files;
    if (early && early.length > 0) void latest.current([...early]);
  }, []);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer).then(take);
  };
  return (
    <div
      onDragOver={(event) => { event.preventDefault(); setOver(true); }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cn('flex flex-col gap-2 rounded-lg border border-dashed border-border-strong bg-surface p-4', over && 'bg-selected')}
    >
      <label htmlFor="pasted-template" className="text-sm font-medium">Paste a template, or drop files, a folder or a zip here</label>
      <Textarea id="pasted-template" rows={6} value={text} spellCheck={false} placeholder={'heat_template_version: 2021-04-16\nresources: ...'} onChange={(event) => setText(event.target.value)} className="font-mono text-xs" />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={busy || text.trim() === ''} onClick={() => bring({ name: 'pasted', text, files: {} })}>Open in designer</Button>
        <Button disabled={busy} onClick={() => picker.current?.click()}><Upload aria-hidden />Choose files...</Button>
        <input ref={picker} type="file" multiple accept=".yaml,.yml,.json,.template,.sh,.py,.pp,.txt,.env,.zip" aria-label="Template files" className="sr-only" tabIndex={-1} onChange={(event) => void take([...(event.target.files ?? [])])} />
        <Button disabled={busy} onClick={() => folder.current?.click()}><FolderUp aria-hidden />Choose a folder...</Button>
        <input ref={folder} type="file" multiple {...{ webkitdirectory: '' }} aria-label="Folder of a template" className="sr-only" tabIndex={-1} onChange={(event) => void take([...(event.target.files ?? [])])} />
      </div>
      {problem?.of === 'files' ? <Refused>{problem.message}</Refused> : null}
      <form className="mt-1 flex gap-2 border-t pt-3" onSubmit={(event) => { event.preventDefault(); void fetchUrl(); }}>
        <Input type="url" aria-label="Address of a template" placeholder="https://... /template.yaml" value={url} onChange={(event) => { setUrl(event.target.value); setProblem(null); }} className="font-mono text-xs" />
        <Button type="submit" disabled={busy || fetching || url.trim() === ''}><Link2 aria-hidden />{fetching ? 'Fetching...' : 'Fetch'}</Button>
      </form>
      {problem?.of === 'address' ? <Refused>{problem.message}</Refused> : null}
      {cfn === null ? null : <CfnDialog template={cfn} onClose={() => setCfn(null)} onAsItIs={() => { setCfn(null); onImport(cfn); }} onConvert={(converted) => { setCfn(null); onImport(converted); }} />}
    </div>
  );
}

function Refused({ children }: { children: string }) {
  return <p role="alert" className="break-words rounded-md border border-status-failed px-3 py-2 text-sm">{children}</p>;
}
