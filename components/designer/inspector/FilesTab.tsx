'use client';
import { useId, useRef, useState } from 'react';
import { FilePlus2, Trash2, Upload } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input, Textarea } from '@/components/ui/Input';

export type Files = Readonly<Record<string, string>>;

export interface FilesTabProps {
  files: Files;
  /** Names that the template refers to and that are not there. */
  missing: readonly string[];
  readOnly: boolean;
  onChange: (files: Files) => void;
}

/** The files that the template refers to: nested templates, scripts. By the names under which it finds them. */
export function FilesTab({ files, missing, readOnly, onChange }: FilesTabProps) {
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const [open, setOpen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const text = open === null ? undefined : files[open];
  const create = (made: string) => {
    if (made === '' || files[made] !== undefined) return;
    onChange({ ...files, [made]: /\.(yaml|template)$/.test(made) ? 'heat_template_version: 2021-04-16\n\nresources: {}\n' : '' });
    setOpen(made);
    setName('');
  };
  const upload = async (chosen: FileList | null) => {
    const read = await Promise.all([...(chosen ?? [])].map(async (file) => [file.webkitRelativePath || file.name, await file.text()] as const));
    if (read.length > 0) onChange({ ...files, ...Object.fromEntries(read) });
  };
  return (
    <>
      <p className="text-xs text-muted">What get_file and nested templates find, by the name they use for it.</p>
      {missing.length > 0 ? (
        <ul aria-label="Missing files" className="flex flex-col gap-1">
          {missing.map((each) => (
            <li key={each} className="flex items-center gap-2 text-xs"><span className="min-w-0 flex-1 truncate font-mono">{each}</span><span className="text-muted">is missing</span><Button size="sm" disabled={readOnly} onClick={() => create(each)}>Create {each.split('/').pop()}</Button></li>
          ))}
        </ul>
      ) : null}
      <ul aria-label="Files" className="flex flex-col">
        {Object.keys(files).map((each) => (
          <li key={each} className="flex items-center gap-1">
            <button type="button" aria-pressed={open === each} className="min-w-0 flex-1 truncate rounded-sm px-1.5 py-1 text-left font-mono text-xs hover:bg-hover aria-pressed:bg-selected" onClick={() => setOpen(open === each ? null : each)}>{each}</button>
            <span className="text-xs tabular-nums text-muted">{files[each]?.length ?? 0}</span>
            {readOnly ? null : <IconButton label={`Remove ${each}`} icon={<Trash2 />} onClick={() => { onChange(Object.fromEntries(Object.entries(files).filter(([other]) => other !== each))); if (open === each) setOpen(null); }} />}
          </li>
        ))}
      </ul>
      {open !== null && text !== undefined ? <Textarea aria-label={`Text of ${open}`} rows={14} spellCheck={false} readOnly={readOnly} value={text} onChange={(event) => onChange({ ...files, [open]: event.target.value })} className="font-mono text-xs" /> : null}
      {readOnly ? null : (
        <div className="flex flex-wrap gap-2">
          <label htmlFor={`${id}-name`} className="sr-only">Name of a new file</label>
          <Input id={`${id}-name`} value={name} placeholder="scripts/install.sh" onChange={(event) => setName(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter') create(name.trim()); }} className="min-w-0 flex-1 font-mono text-xs" />
          <Button disabled={name.trim() === ''} onClick={() => create(name.trim())}><FilePlus2 aria-hidden />Add</Button>
          <Button onClick={() => picker.current?.click()}><Upload aria-hidden />Upload…</Button>
          <input ref={picker} type="file" multiple aria-label="Files for the template" className="sr-only" tabIndex={-1} onChange={(event) => void upload(event.target.files)} />
        </div>
      )}
    </>
  );
}
