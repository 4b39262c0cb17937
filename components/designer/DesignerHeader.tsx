'use client';
import { memo } from 'react';
import { CircleAlert, Code, Columns2, History, ListTree, PanelLeft, PanelRight, Redo2, Rocket, SlidersHorizontal, Undo2, Workflow } from 'lucide-react';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { IconButton } from '@/components/ui/IconButton';
import { Tooltip } from '@/components/ui/Tooltip';
import type { Present } from '@/lib/wire/drafts';
import type { SaveState } from './document/useAutosave';
import { PresentPeople } from './PresentPeople';

export type Preset = 'canvas' | 'split' | 'code';

export interface DesignerHeaderProps {
  name: string;
  readOnly: boolean;
  save: SaveState;
  errors: number;
  problems: number;
  /** What would be undone; null where there is nothing. */
  undoable: string | null;
  redoable: string | null;
  preset: Preset;
  /** The tree stands in the place of the canvas. */
  outline: boolean;
  docks: boolean;
  /** Name of the stack that deploying updates. */
  updates: string | null;
  /** Why it cannot be deployed now. */
  refusal: string | null;
  onName: (name: string) => void;
  onUndo: () => void;
  onRedo: () => void;
  onPreset: (preset: Preset) => void;
  onOutline: () => void;
  onDocks: () => void;
  onProblems: () => void;
  onDeploy: () => void;
  onVersions: () => void;
  people: readonly Present[];
  /** Which of both sides are shown. */
  sides: { palette: boolean; form: boolean };
  onPalette: () => void;
  onForm: () => void;
  /** Against the version that was saved last. */
  since: { version: number; changes: number } | null;
}

const PRESETS = [['canvas', 'Canvas', 'designer:1', Workflow], ['split', 'Canvas and text', 'designer:2', Columns2], ['code', 'Text', 'designer:3', Code]] as const;

export const DesignerHeader = memo(function DesignerHeader(props: DesignerHeaderProps) {
  const { name, readOnly, save, errors, problems, undoable, redoable, preset, outline, docks, updates, refusal } = props;
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b bg-surface px-3 max-lg:gap-0.5 max-lg:overflow-x-auto">
      <h1 className="sr-only">{name}</h1>
      <input
        aria-label="Draft name"
        key={name}
        defaultValue={name}
        readOnly={readOnly}
        maxLength={255}
        spellCheck={false}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key === 'Escape') { event.currentTarget.value = name; event.currentTarget.blur(); }
        }}
        onBlur={(event) => {
          const next = event.currentTarget.value.trim();
          if (next === '') event.currentTarget.value = name;
          else if (next !== name) props.onName(next);
        }}
        className="h-8 w-44 max-lg:w-32 min-w-24 shrink truncate rounded-md border border-transparent bg-transparent px-2 text-base font-semibold hover:border-border focus-visible:border-border-strong focus-visible:outline-none"
      />
      <span role="status" className="min-w-0 truncate text-xs text-muted">{saveText(save)}</span>
      {props.since === null ? null : <button type="button" title="Save, compare, restore versions" onClick={props.onVersions} className="min-w-0 shrink-0 truncate rounded-sm px-1 text-xs text-muted hover:bg-hover hover:text-ink max-lg:hidden">{props.since.changes === 0 ? `As version ${props.since.version}` : `${props.since.changes} ${props.since.changes === 1 ? 'change' : 'changes'} since version ${props.since.version}`}</button>}
      <div className="flex-1" />
      <PresentPeople people={props.people} />
      <IconButton label="Versions" keys="all:Ctrl+s" icon={<History />} onClick={props.onVersions} />
      <IconButton label="Undo" keys="designer:Ctrl+z" icon={<Undo2 />} about={undoable ?? undefined} disabled={undoable === null || readOnly} onClick={props.onUndo} />
      <IconButton label="Redo" keys="designer:Ctrl+Shift+z" icon={<Redo2 />} about={redoable ?? undefined} disabled={redoable === null || readOnly} onClick={props.onRedo} />
      <span className="mx-1 h-5 w-px shrink-0 bg-border max-lg:mx-0.5" aria-hidden />
      {readOnly ? null : <IconButton label="Palette" icon={<PanelLeft />} active={props.sides.palette} onClick={props.onPalette} />}
      <IconButton label="Form" keys="designer:Ctrl+i" icon={<PanelRight />} active={props.sides.form} onClick={props.onForm} />
      <IconButton label="Parameters and outputs" keys="designer:Shift+p" icon={<SlidersHorizontal />} active={docks} onClick={props.onDocks} />
      <IconButton label="Outline" keys="designer:o" icon={<ListTree />} active={outline} onClick={props.onOutline} />
      <div role="group" aria-label="View" className="flex">
        {PRESETS.map(([id, label, key, Icon]) => <IconButton key={id} label={label} keys={key} icon={<Icon />} active={preset === id} onClick={() => props.onPreset(id)} />)}
      </div>
      <span className="mx-1 h-5 w-px shrink-0 bg-border max-lg:mx-0.5" aria-hidden />
      <Button variant="quiet" onClick={props.onProblems} aria-label={`${problems} ${problems === 1 ? 'problem' : 'problems'}, go to the next`}>
        <CircleAlert aria-hidden className={errors > 0 ? 'text-status-failed' : undefined} /><span className="tabular-nums">{problems}</span>
      </Button>
      <Tooltip label={refusal ?? (updates ? `Update the stack ${updates}: choose inputs and see the plan first` : 'Choose inputs and see the plan first')} keys={refusal ? undefined : 'all:Ctrl+Enter'}>
        <span tabIndex={refusal ? 0 : undefined} className="max-md:sticky max-md:-end-3 max-md:shrink-0 max-md:bg-surface max-md:ps-1 max-md:pe-3"><Button variant="primary" disabled={refusal !== null} onClick={props.onDeploy}><Rocket aria-hidden />{updates === null ? 'Deploy' : <>Update<span className="max-w-36 truncate max-lg:hidden">{updates}</span></>}</Button></span>
      </Tooltip>
    </header>
  );
});

function saveText(save: SaveState) {
  switch (save.kind) {
    case 'saved': return <>Saved<span className="max-lg:hidden"> <Ago at={save.at} /></span></>;
    case 'unsaved':
    case 'saving': return 'Saving…';
    case 'failed': return <span title={save.message}>Not saved, trying again: {save.message}</span>;
    case 'conflict': return 'Not saved: somebody else changed this draft';
  }
}
