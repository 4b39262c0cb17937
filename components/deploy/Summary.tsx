import type { ParameterField, TemplateSummary } from '@/lib/wire/types';

export interface SummaryProps {
  summary: TemplateSummary;
  fields: readonly ParameterField[];
  /** How many environments are laid over each other, the template's own among them. */
  environments: number;
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What is about to be deployed, beside what is asked about it. */
export function Summary({ summary: { version, description, resources, outputs, files }, fields, environments }: SummaryProps) {
  const required = fields.filter((field) => field.required).length;
  const rows: readonly (readonly [what: string, words: string])[] = [
    ['Template', `${version} · ${counted(resources, 'resource')}, ${counted(outputs, 'output')}`],
    ['Parameters', fields.length === 0 ? 'none' : `${fields.length}, ${required === 0 ? 'none of them required' : `${required} required`}`],
    ...(environments > 0 ? [['Environments', String(environments)] as const] : []),
    ...(files > 0 ? [['Files', String(files)] as const] : []),
  ];
  return (
    <section aria-label="What is deployed" className="mb-5 rounded-md border bg-sunken px-3 py-2.5">
      {description ? <p className="line-clamp-3 pb-2 text-sm text-muted" title={description}>{description}</p> : null}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-xs">
        {rows.map(([what, words]) => <div key={what} className="contents"><dt className="text-muted">{what}</dt><dd className="tabular-nums">{words}</dd></div>)}
      </dl>
    </section>
  );
}
