'use client';
import { CircleAlert, TriangleAlert, X } from 'lucide-react';
import { IconButton } from '@/components/ui/IconButton';
import type { PropertyFieldProps } from './context';
import { constraintHints, effectOf, problemsAt } from './fields';
import { ModeMenu } from './ModeMenu';
import { modeOf } from './value';
import { ValueEditor } from './ValueEditor';

/** One property: its name and type, how it is written, its control, its problems, what it means and what changing it does. */
export function PropertyField({ id, path, name, schema, value, required, context, compact = false, unknown = false, removable = false }: PropertyFieldProps) {
  const about = `${id}-about`;
  const problems = problemsAt(context.diagnostics, path);
  const mode = modeOf(value, schema);
  const hints = [...(schema.description ? [schema.description] : []), ...constraintHints(schema)];
  return (
    <div className="flex flex-col gap-1" data-property={path.join('.')} data-path={JSON.stringify(path)}>
      <div className="flex min-h-6 items-center gap-1.5">
        <label htmlFor={id} className="truncate font-mono text-xs font-semibold">{name}</label>
        {required ? <span className="text-xs text-faint">required</span> : null}
        <span className="text-xs text-faint">{unknown ? 'unknown' : schema.type.toLowerCase()}</span>
        <span className="flex-1" />
        <ModeMenu name={name} mode={mode} schema={schema} value={value} path={path} context={context} />
        {removable ? <IconButton label={`Remove ${name}`} icon={<X />} className="size-6" onClick={() => context.remove(path, `Remove ${name}`)} /> : null}
      </div>
      <ValueEditor id={id} path={path} schema={schema} value={value} mode={mode} label={name} describedBy={about} invalid={problems.some((problem) => problem.severity === 'error')} context={context} />
      <div id={about} className="flex flex-col gap-0.5 empty:hidden">
        {problems.map((problem, index) => (
          <p key={index} className="flex items-start gap-1.5 text-xs">
            {problem.severity === 'error' ? <CircleAlert className="mt-0.5 size-3 shrink-0 text-status-failed" aria-label="Error" /> : <TriangleAlert className="mt-0.5 size-3 shrink-0 text-status-held" aria-label="Warning" />}
            {problem.message}
          </p>
        ))}
        {hints.length > 0 || !compact ? <p className="text-xs text-muted">{[...hints, ...(compact || unknown ? [] : [effectOf(schema)])].join(' · ')}</p> : null}
      </div>
    </div>
  );
}
