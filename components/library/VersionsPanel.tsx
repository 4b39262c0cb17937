'use client';
import { useState } from 'react';
import { GitCompareArrows, RotateCcw } from 'lucide-react';
import { useRefusal } from '@/components/shell/role';
import { SideBySide } from '@/components/stack/SideBySide';
import { Ago } from '@/components/ui/Ago';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { CopyButton } from '@/components/ui/CopyButton';
import { Dialog } from '@/components/ui/Dialog';
import { EmptyState } from '@/components/ui/EmptyState';
import { Select } from '@/components/ui/Select';
import type { ConfigContent, LibraryVersionView } from '@/lib/wire/library';

export interface VersionsPanelProps {
  versions: readonly LibraryVersionView[];
  mayChange: boolean;
  /** Puts a version into the editor; saving it makes it the newest. */
  onRestore: (version: LibraryVersionView) => void;
}

/** All that was saved, newest first: who, when, why; any two compared; any one taken back. */
export function VersionsPanel({ versions, mayChange, onRestore }: VersionsPanelProps) {
  const refusal = useRefusal();
  const [compared, setCompared] = useState<{ before: number; after: number } | null>(null);
  const [newest] = versions;
  if (newest === undefined) return <EmptyState title="No version yet">Every save is a version of its own, and none ever changes. The first one comes with “Save version”.</EmptyState>;
  const options = versions.map(({ number }) => ({ value: String(number), label: `Version ${number}` }));
  const find = (number: number) => versions.find((version) => version.number === number) ?? newest;
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto" tabIndex={-1}>
      <ol aria-label="Versions">
        {versions.map((version) => (
          <li key={version.configId} className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b px-4 py-2.5">
            <span className="text-sm font-medium tabular-nums">Version {version.number}</span>
            {version === newest ? <Badge>newest</Badge> : null}
            <span className="text-xs text-muted">{version.savedBy}, <Ago at={version.savedAt} /></span>
            <span className="flex-1" />
            <CopyButton text={version.configId} label={`Copy the id of version ${version.number}`} />
            {version.number > 1 || version !== newest ? (
              <Button size="sm" aria-label={`Compare version ${version.number}`} onClick={() => setCompared(version === newest ? { before: version.number - 1, after: version.number } : { before: version.number, after: newest.number })}><GitCompareArrows />Compare</Button>
            ) : null}
            {version === newest ? null : <Button size="sm" disabled={!mayChange} title={refusal} aria-label={`Restore version ${version.number}`} onClick={() => onRestore(version)}><RotateCcw />Restore</Button>}
            {version.message ? <p className="w-full text-sm text-muted">{version.message}</p> : null}
          </li>
        ))}
      </ol>
      {compared === null ? null : (
        <Dialog open onClose={() => setCompared(null)} width="xl" title="Compare versions" description="The text first, then inputs, outputs and options.">
          <div className="flex items-center gap-2 pb-3">
            <Select aria-label="Before" value={String(compared.before)} options={options} onChange={(value) => setCompared({ ...compared, before: Number(value) })} className="w-40" />
            <span className="text-sm text-muted">to</span>
            <Select aria-label="After" value={String(compared.after)} options={options} onChange={(value) => setCompared({ ...compared, after: Number(value) })} className="w-40" />
          </div>
          <SideBySide before={asText(find(compared.before))} after={asText(find(compared.after))} titles={[`Version ${compared.before}`, `Version ${compared.after}`]} />
          <h3 className="pb-1.5 pt-4 text-sm font-semibold">Inputs, outputs and options</h3>
          <SideBySide before={declarations(find(compared.before))} after={declarations(find(compared.after))} titles={[`Declarations of version ${compared.before}`, `of version ${compared.after}`]} />
        </Dialog>
      )}
    </div>
  );
}

function asText({ config }: ConfigContent): string {
  return typeof config === 'string' ? config : JSON.stringify(config, null, 2);
}

/** One line for each thing that is declared, so that a difference names it. */
function declarations({ group, inputs, outputs, options }: ConfigContent): string {
  return [
    `group ${group}`,
    ...inputs.map((input) => `input ${input.name}: ${input.type}${input.default === null ? '' : `, default ${JSON.stringify(input.default)}`}${input.description ? `. ${input.description}` : ''}`),
    ...outputs.map((output) => `output ${output.name}: ${output.type}${output.errorOutput ? ', fails when given' : ''}${output.description ? `. ${output.description}` : ''}`),
    ...Object.entries(options).map(([name, value]) => `option ${name}: ${JSON.stringify(value)}`),
  ].join('\n');
}
