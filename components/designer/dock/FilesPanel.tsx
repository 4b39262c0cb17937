'use client';
import { useId, useRef, useState } from 'react';
import { FilePlus2, FileWarning, Trash2, Upload } from 'lucide-react';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Input, Textarea } from '@/components/ui/Input';

export type Files = Readonly<Record<string, string>>;

export interface FilesPanelProps {
  files: Files;
  /** Names that the template refers to and that are not there. */
  missing: readonly string[];
  readOnly: boolean;
  onChange: (files: Files, label: string, typing?: boolean) => void;
}

/** The files that the template refers to, by the names under which it finds them: nested templates, scripts. The chosen one is changed beside the list. */
export function FilesPanel({ files, missing, readOnly, onChange }: FilesPanelProps) {
  const id = useId();
  const picker = useRef<HTMLInputElement>(null);
  const names = Object.keys(files);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState('');
  const open = chosen !== null && files[chosen] !== undefined ? chosen : null;
  const create = (made: string) => {
    if (made === '' || files[made] !== undefined) return;
    onChange({ ...files, [made]: /\.(yaml|template)$/.test(made) ? 'heat_template_version: 2021-04-16\n\nresources: {}\n' : '' }, `Add ${made}`);
    setChosen(made);
    setName('');
  };
  const upload = async (given: FileList | null) => {
    const read = await Promise.all([...(given ?? [])].map(async (file) => [file.webkitRelativePath || file.name, await file.text()] as const));
    if (read.length > 0) onChange({ ...files, ...Object.fromEntries(read) }, read.length === 1 ? `Add ${read[0]?.[0]}` : `Add ${read.length} files`);
  };
  return (
    <section aria-label="Files" className="flex min-h-0 flex-1">
      <div className="flex w-72 shrink-0 flex-col border-e max-lg:w-56">
        <div className="min-h-0 flex-1 overflow-y-auto p-1.5" tabIndex={-1}>
          {missing.length > 0 ? (
            <ul aria-label="Missing files" className="flex flex-col">
              {missing.map((each) => (
                <li key={each} className="flex min-h-7 items-center gap-2 px-1.5 text-xs"><FileWarning aria-hidden className="size-3.5 shrink-0 text-status-held" /><span className="min-w-0 flex-1 truncate font-mono" title={`${each} is missing`}>{each}<span className="sr-only"> is missing</span></span>{readOnly ? <span className="text-muted">missing</span> : <Button size="sm" onClick={() => create(each)}>Create<span className="sr-only"> {each.split('/').pop()}</span></Button>}</li>
              ))}
            </ul>
          ) : null}
          {names.length === 0 && missing.length === 0 ? <p className="px-1.5 py-1 text-sm text-muted">No files yet. Nested templates and scripts (get_file) are found here by the name the template uses.</p> : null}
          <ul aria-label="Files" className="flex flex-col">
            {names.map((each) => (
              <li key={each} className="group/row flex items-center gap-1">
                <button type="button" aria-pressed={open === each} className="flex h-7 min-w-0 flex-1 items-center gap-2 rounded-sm px-1.5 text-start hover:bg-hover aria-pressed:bg-selected" onClick={() => setChosen(open === each ? null : each)}>
                  <span className="min-w-0 flex-1 truncate font-mono text-xs">{each}</span>
                  <span aria-hidden className="text-xs tabular-nums text-muted">{sizeOf(files[each] ?? '')}</span>
                </button>
                {readOnly ? null : <IconButton label={`Remove ${each}`} icon={<Trash2 />} className="size-6 opacity-0 group-hover/row:opacity-100 focus-visible:opacity-100 [@media(hover:none)]:opacity-100" onClick={() => onChange(Object.fromEntries(Object.entries(files).filter(([other]) => other !== each)), `Remove ${each}`)} />}
              </li>
            ))}
          </ul>
        </div>
        {readOnly ? null : (
          <div className="flex shrink-0 gap-1.5 border-t p-1.5">
            <label htmlFor={`${id}-name`} className="sr-only">Name of a new file</label>
            <Input id={`${id}-name`} value={name} placeholder="scripts/install.sh" onChange={(event) => setName(event.target.value)} onKeyDown={(event) => { if (event.key === 'Enter') create(name.trim()); }} className="h-7 min-w-0 flex-1 font-mono text-xs" />
            <IconButton label="Add the file" icon={<FilePlus2 />} className="size-7" disabled={name.trim() === ''} onClick={() => create(name.trim())} />
            <IconButton label="Upload files…" icon={<Upload />} className="size-7" onClick={() => picker.current?.click()} />
            <input ref={picker} type="file" multiple aria-label="Files for the template" className="sr-only" tabIndex={-1} onChange={(event) => { void upload(event.target.files); event.target.value = ''; }} />
          </div>
        )}
      </div>
      {open === null ? <p className="flex flex-1 items-center justify-center p-4 text-center text-sm text-muted">{names.length > 0 ? 'Choose a file to read or change it.' : ''}</p> : <Textarea aria-label={`Text of ${open}`} spellCheck={false} readOnly={readOnly} value={files[open]} onChange={(event) => onChange({ ...files, [open]: event.target.value }, `Change ${open}`, true)} className="min-h-0 flex-1 resize-none rounded-none border-0 bg-code font-mono text-xs leading-5 focus-visible:-outline-offset-2" />}
    </section>
  );
}

function sizeOf(text: string): string {
  const { length } = text;
  return length < 1000 ? `${length} B` : `${(length / 1000).toFixed(length < 10_000 ? 1 : 0)} kB`;
}
