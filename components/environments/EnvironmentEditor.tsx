'use client';
import { useMemo, useState } from 'react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useQueryClient } from '@tanstack/react-query';
import { removeEnvironment, saveEnvironment } from '@/app/actions/environments';
import type { Json } from '@/lib/hot/types';
import type { EnvironmentVersionView, EnvironmentView } from '@/lib/wire/environments';
import { useBreadcrumb } from '@/components/shell/breadcrumb';
import { placeHref } from '@/components/shell/navigation';
import { VersionedFrame } from '@/components/library/VersionedFrame';
import { useRefusal } from '@/components/shell/role';
import { DiffView } from '@/components/stack/DiffView';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { EmptyState } from '@/components/ui/EmptyState';
import { Input } from '@/components/ui/Input';
import { lazily } from '@/components/ui/lazily';
import { Skeleton } from '@/components/ui/Skeleton';
import { Tabs } from '@/components/ui/Tabs';
import { toast } from '@/components/ui/Toast';
import { EntryTable } from './EntryTable';
import { addSink, documentOf, type Edited, problemsOf, removeEntry, removeSink, renameEntry, sectionOf, setEntry, type Section } from './entries';
import { RegistrySection } from './RegistrySection';
import { SinkTable } from './SinkTable';
import { environmentsKey, useSecrets } from './useEnvironments';

const ScriptEditor = lazily(async () => (await import('@/components/library/ScriptEditor')).ScriptEditor, <Skeleton className="m-4 h-40" />);

const EMPTY = 'parameters: {}\n';
const STRATEGIES = ['overwrite', 'merge', 'deep_merge'];
const SECTIONS = [
  { id: 'parameters', title: 'Parameters', about: 'Values for parameters of the template itself. Each has to be declared there; what only some templates declare belongs under Defaults.' },
  { id: 'parameter_defaults', title: 'Defaults', about: 'For every template that declares such a parameter, nested ones included, where nothing gives a value.' },
  { id: 'parameter_merge_strategies', title: 'Merge strategies', about: 'How a value goes together with those of earlier environments: overwrite, merge or deep_merge. All that give the parameter have to agree.' },
] as const;

export interface EnvironmentEditorProps {
  project: string;
  mayChange: boolean;
  /** Null: a new one. */
  environment: EnvironmentView | null;
}

/** One environment as a form and as the text it is: a change in the form is the smallest edit of the text. */
export function EnvironmentEditor({ project, mayChange, environment }: EnvironmentEditorProps) {
  const router = useRouter();
  const client = useQueryClient();
  const newest = environment?.versions[0];
  const [text, setText] = useState(newest?.text ?? EMPTY);
  const [saved, setSaved] = useState({ text: newest?.text ?? '', name: environment?.name ?? '', description: environment?.description ?? '', number: newest?.number ?? 0 });
  const [name, setName] = useState(environment?.name ?? '');
  const [description, setDescription] = useState(environment?.description ?? '');
  const [message, setMessage] = useState('');
  const [tab, setTab] = useState('form');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const secrets = useSecrets(project);
  const secretNames = useMemo(() => (secrets.data ?? []).map((secret) => secret.name), [secrets.data]);
  const document = useMemo(() => documentOf(text), [text]);
  const problems = useMemo(() => problemsOf(text), [text]);
  const readOnly = !mayChange;
  const changed = text !== saved.text || name !== saved.name || description !== saved.description;
  useBreadcrumb([{ label: environment?.name ?? 'New environment' }]);

  const save = async () => {
    if (busy || readOnly || !changed) return;
    if (name.trim() === '') return setProblem('The environment has no name. Give it one, then save.');
    setBusy(true);
    setProblem(null);
    const result = await saveEnvironment(project, environment?.id ?? null, { name, description, text, message, after: saved.number }).finally(() => setBusy(false));
    if (!result.ok) return setProblem(result.problem.message);
    toast(`Saved version ${result.value.number} of ${name}`);
    setSaved({ text, name, description, number: result.value.number });
    setMessage('');
    void client.invalidateQueries({ queryKey: environmentsKey(project) });
    if (environment) router.refresh();
    else router.push(`${placeHref(project, 'environments')}/${result.value.id}`);
  };
  const remove = async () => {
    if (environment === null) return;
    const result = await removeEnvironment(project, environment.id);
    if (!result.ok) return setProblem(result.problem.message);
    void client.invalidateQueries({ queryKey: environmentsKey(project) });
    router.push(placeHref(project, 'environments'));
  };
  const take = (edited: Edited) => {
    if (!edited.ok) return setProblem(edited.reason);
    setProblem(null);
    setText(edited.text);
  };
  const rows = (section: Section) => ({
    values: sectionOf(document, section), readOnly,
    onSet: (key: string, value: Json) => take(setEntry(text, section, key, value)),
    onRename: (before: string, after: string) => take(renameEntry(text, section, before, after)),
    onRemove: (key: string) => take(removeEntry(text, section, key)),
  });
  const unreadable = problems.length > 0 && Object.keys(document).length === 0;
  return (
    <VersionedFrame
      heading={name || 'New environment'}
      fields={(
        <>
          <Input aria-label="Name" placeholder="Name" disabled={readOnly} value={name} onChange={(event) => setName(event.target.value)} className="w-52 font-medium" />
          <Input aria-label="Description" placeholder="What it is for" disabled={readOnly} value={description} onChange={(event) => setDescription(event.target.value)} className="w-64" />
        </>
      )}
      state={environment ? (changed ? `changed since version ${saved.number}` : `version ${saved.number}`) : null}
      readOnly={readOnly} message={message} onMessage={setMessage} problem={problem ?? problems[0]?.message ?? null}
      saveLabel="Save version" saving={busy} savable={changed && problems.length === 0} onSave={() => void save()}
      removal={environment === null ? null : {
        name: environment.name, label: 'Remove', hint: 'With all its versions. What was deployed with it stays.', onRemove: remove,
        consequences: `All ${environment.versions.length} versions go. ${environment.usedBy.length > 0 ? `${environment.usedBy.length} stacks were deployed with it: they stay as they are, and are updated without it.` : 'No stack was deployed with it.'}`,
      }}
    >
      <Tabs
        label="About the environment" value={tab} onChange={setTab}
        tabs={[
          { value: 'form', label: 'Form' }, { value: 'yaml', label: 'YAML' }, { value: 'registry', label: 'Registry' },
          { value: 'used', label: 'Used by', badge: <span className="text-xs tabular-nums text-faint">{environment?.usedBy.length ?? 0}</span> },
          { value: 'versions', label: 'Versions', badge: <span className="text-xs tabular-nums text-faint">{environment?.versions.length ?? 0}</span> },
        ]}
      >
        {tab === 'yaml' ? <ScriptEditor text={text} language="YAML" readOnly={readOnly} onChange={setText} /> : null}
        {tab === 'form' || tab === 'registry' ? (
          <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
            <div className="mx-auto flex max-w-4xl flex-col gap-7 px-5 py-6">
              {unreadable ? <p className="text-sm text-muted">The text cannot be read, so there is no form of it. Mend it under YAML.</p> : null}
              {tab === 'form' ? SECTIONS.map((section) => (
                <section key={section.id} aria-labelledby={`section-${section.id}`}>
                  <h2 id={`section-${section.id}`} className="text-sm font-semibold">{section.title}</h2>
                  <p className="pb-2 text-xs text-muted">{section.about}</p>
                  <EntryTable label={section.id} {...rows(section.id)} {...(section.id === 'parameter_merge_strategies' ? { nameHint: 'parameter or default', valueHint: 'strategy', choices: STRATEGIES } : { nameHint: 'parameter', valueHint: 'value', secrets: secretNames })} />
                </section>
              )) : null}
              {tab === 'form' ? <SinkTable document={document} readOnly={readOnly} onAdd={(sink) => take(addSink(text, sink))} onRemove={(index) => take(removeSink(text, index))} /> : null}
              {tab === 'registry' ? <RegistrySection project={project} text={text} {...rows('resource_registry')} /> : null}
            </div>
          </div>
        ) : null}
        {tab === 'used' ? <UsedBy project={project} environment={environment} /> : null}
        {tab === 'versions' ? <Versions versions={environment?.versions ?? []} mayChange={mayChange} onRestore={(version) => { setText(version.text); setMessage(`Restored version ${version.number}`); setTab('form'); }} /> : null}
      </Tabs>
    </VersionedFrame>
  );
}

function UsedBy({ project, environment }: { project: string; environment: EnvironmentView | null }) {
  if (!environment || environment.usedBy.length === 0) return <EmptyState title="No stack is deployed with it">Choose it when you deploy: it is under Environments there.</EmptyState>;
  const newest = environment.versions[0]?.number ?? 0;
  return (
    <ul aria-label="Stacks" className="min-h-0 flex-1 overflow-y-auto">
      {environment.usedBy.map(({ stackId, stackName, number }) => (
        <li key={stackId} className="relative flex h-11 items-center gap-3 border-b px-5 hover:bg-hover">
          <Link href={`${placeHref(project, 'stacks')}/${stackId}/graph`} className="font-medium after:absolute after:inset-0 hover:underline">{stackName}</Link>
          <span className="text-sm text-muted">has version {number}</span>
          {number < newest ? <Badge title="An update brings the newest version to it">{newest - number} behind</Badge> : null}
        </li>
      ))}
    </ul>
  );
}

function Versions({ versions, mayChange, onRestore }: { versions: readonly EnvironmentVersionView[]; mayChange: boolean; onRestore: (version: EnvironmentVersionView) => void }) {
  const refusal = useRefusal();
  const [compared, setCompared] = useState<EnvironmentVersionView | null>(null);
  const [newest] = versions;
  if (!newest) return <EmptyState title="No version yet">Every save is a version of its own, and none ever changes.</EmptyState>;
  const before = compared ? versions.find(({ number }) => number === compared.number - 1) : undefined;
  return (
    <ol aria-label="Versions" className="min-h-0 flex-1 overflow-y-auto">
      {versions.map((version) => (
        <li key={version.number} className="flex min-h-11 flex-wrap items-center gap-3 border-b px-5 py-2">
          <span className="text-sm font-medium tabular-nums">Version {version.number}</span>
          {version === newest ? <Badge>newest</Badge> : null}
          <span className="text-sm text-muted">{version.savedBy}, <Ago at={version.savedAt} /></span>
          <span className="min-w-0 flex-1 truncate text-sm text-muted">{version.message}</span>
          {version.number > 1 ? <Button size="sm" aria-label={`What version ${version.number} changed`} onClick={() => setCompared(version)}>What changed</Button> : null}
          {version === newest ? null : <Button size="sm" disabled={!mayChange} title={refusal} aria-label={`Restore version ${version.number}`} onClick={() => onRestore(version)}>Restore</Button>}
        </li>
      ))}
      {compared ? <Dialog open width="lg" onClose={() => setCompared(null)} title={`Version ${compared.number}, against ${compared.number - 1}`}><DiffView before={before?.text ?? ''} after={compared.text} /></Dialog> : null}
    </ol>
  );
}
