'use client';
import { useMemo, useState } from 'react';
import { useRouter } from 'next/navigation';
import { removeLibraryConfig, saveConfigVersion } from '@/app/actions/library';
import { useBreadcrumb } from '@/components/shell/breadcrumb';
import { placeHref } from '@/components/shell/navigation';
import { Badge } from '@/components/ui/Badge';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { SplitPane } from '@/components/ui/SplitPane';
import { Tabs } from '@/components/ui/Tabs';
import { toast } from '@/components/ui/Toast';
import type { LibraryConfigView, StoredConfigView } from '@/lib/wire/library';
import { type ConfigForm, contentOf, formOf, NEW_CONFIG } from './content';
import { Declarations } from './Declarations';
import { GROUPS, languageOf } from './languages';
import { ScriptEditor } from './ScriptEditor';
import { TrialPanel } from './TrialPanel';
import { UsesPanel } from './UsesPanel';
import { VersionedFrame } from './VersionedFrame';
import { VersionsPanel } from './VersionsPanel';

export interface ConfigPageProps {
  project: string;
  mayChange: boolean;
  /** Both null: a new one. A stored config can be tried and kept as a copy, and not be changed. */
  library: LibraryConfigView | null;
  stored: StoredConfigView | null;
}

/** One config: its text, what goes in and comes out, a trial of it, and its versions. */
export function ConfigPage({ project, mayChange, library, stored }: ConfigPageProps) {
  const router = useRouter();
  const newest = library?.versions[0];
  const saved = useMemo(() => (library && newest ? formOf(library.name, library.tags, newest) : stored ? formOf(stored.name, [], stored) : NEW_CONFIG), [library, newest, stored]);
  const [form, setForm] = useState<ConfigForm>(saved);
  const [seen, setSeen] = useState(newest?.number ?? 0);
  const [panel, setPanel] = useState('declarations');
  const [trial, setTrial] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const [message, setMessage] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const change = (part: Partial<ConfigForm>) => setForm((before) => ({ ...before, ...part }));
  const changed = JSON.stringify(form) !== JSON.stringify(saved) || (library === null && stored === null);
  const readOnly = !mayChange;
  const language = languageOf(form.group, form.text);
  useBreadcrumb([{ label: library?.name ?? stored?.name ?? 'New config' }]);

  const save = async () => {
    if (saving || readOnly) return;
    const read = contentOf(form);
    if (form.name.trim() === '') return setProblem('The config has no name. Give it one, then save.');
    if ('problem' in read) return setProblem(read.problem);
    setSaving(true);
    setProblem(null);
    const tags = form.tags.split(',').map((tag) => tag.trim()).filter(Boolean);
    const result = await saveConfigVersion(project, library?.id ?? null, { ...read.content, name: form.name, tags, message, after: library ? seen : 0 }).finally(() => setSaving(false));
    if (!result.ok) return setProblem(result.problem.message);
    toast(`Saved version ${result.value.number} of ${form.name}`);
    setMessage('');
    setSeen(result.value.number);
    if (library) router.refresh();
    else router.push(`${placeHref(project, 'configs')}/${result.value.id}`);
  };
  const remove = async () => {
    if (library === null) return;
    const result = await removeLibraryConfig(project, library.id);
    if (result.ok) router.push(placeHref(project, 'configs'));
    else setProblem(result.problem.message);
  };
  const groups = [...new Set<string>([...GROUPS, form.group])].map((value) => ({ value, label: value }));
  const body = panel === 'declarations' ? <Declarations form={form} readOnly={readOnly} onChange={change} />
    : panel === 'try' ? <TrialPanel project={project} form={form} mayChange={mayChange} trial={trial} onTrial={setTrial} />
    : panel === 'uses' ? <UsesPanel project={project} config={library?.id ?? stored?.id ?? ''} name={library?.name ?? stored?.name ?? 'this config'} />
    : <VersionsPanel versions={library?.versions ?? []} mayChange={mayChange} onRestore={(version) => { setForm(formOf(form.name, form.tags === '' ? [] : [form.tags], version)); setMessage(`Restored version ${version.number}`); toast(`Version ${version.number} is in the editor`, { description: 'Save it to make it the newest.' }); }} />;
  return (
    <VersionedFrame
      heading={form.name || 'New config'}
      fields={(
        <>
          <Input aria-label="Name" placeholder="Name" disabled={readOnly} value={form.name} onChange={(event) => change({ name: event.target.value })} className="w-56 font-medium" />
          <Select aria-label="Group" disabled={readOnly} value={form.group} options={groups} onChange={(group) => change({ group })} className="w-40" />
          <Input aria-label="Tags" placeholder="Tags, with commas" disabled={readOnly} value={form.tags} onChange={(event) => change({ tags: event.target.value })} className="w-44" />
          <Badge title="Told by the group, or by the first line of a script">{language}</Badge>
        </>
      )}
      state={library ? (changed ? `changed since version ${seen}` : `version ${seen}`) : stored ? `${stored.stack ? `made by the stack ${stored.stack.name}` : 'stored by a client of the API'}; saving keeps a copy here` : null}
      readOnly={readOnly} message={message} onMessage={setMessage} problem={problem}
      saveLabel={stored ? 'Save to the library' : 'Save version'} saving={saving} savable={library === null || changed} onSave={() => void save()}
      removal={library === null ? null : {
        name: library.name, label: 'Remove from the library', hint: 'With all its versions. What was deployed from it stays.', onRemove: remove,
        consequences: `All ${library.versions.length} versions go from the library. Stacks have copies of their own and stay as they are.`,
      }}
    >
      <SplitPane
        id="config"
        panes={[
          { id: 'text', defaultSize: '56%', minSize: 240, content: <ScriptEditor text={form.text} language={language} readOnly={readOnly} onChange={(text) => change({ text })} /> },
          {
            id: 'panel', minSize: 320,
            content: (
              <Tabs label="About the config" value={panel} onChange={setPanel} tabs={[{ value: 'declarations', label: 'Inputs and outputs' }, { value: 'try', label: 'Try' }, { value: 'versions', label: 'Versions', badge: library ? <span className="text-xs tabular-nums text-faint">{library.versions.length}</span> : null }, { value: 'uses', label: 'Used by' }]}>
                {body}
              </Tabs>
            ),
          },
        ]}
      />
    </VersionedFrame>
  );
}
