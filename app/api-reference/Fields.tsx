import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/Badge';
import type { ReferenceField } from '@/lib/wire/api-reference';

/** Deeper fields are shown when somebody asks for them. */
const OPEN_LEVELS = 1;

/** What is sent or comes back, each with its type; what is within stands below, further in. */
export function Fields({ title, fields, beside, optionals = false }: { title: string; fields: ReferenceField[]; beside?: ReactNode; optionals?: boolean }) {
  return (
    <section>
      <h3 className="flex flex-wrap items-baseline gap-x-2 font-semibold">{title}{beside}</h3>
      {fields.length > 0 && <FieldList fields={fields} level={0} optionals={optionals} />}
    </section>
  );
}

function FieldList({ fields, level, optionals }: { fields: ReferenceField[]; level: number; optionals: boolean }) {
  return (
    <ul className={level === 0 ? 'mt-1' : 'ml-1 border-l pl-3'}>
      {fields.map((field) => (
        <li key={field.name} className="border-b last:border-b-0">
          {field.fields.length === 0
            ? <FieldLine field={field} optionals={optionals} />
            : (
              <details open={level < OPEN_LEVELS}>
                <summary className="-mx-1 cursor-pointer rounded-sm px-1 hover:bg-hover"><FieldLine field={field} optionals={optionals} inline /></summary>
                <FieldList fields={field.fields} level={level + 1} optionals={optionals} />
              </details>
            )}
        </li>
      ))}
    </ul>
  );
}

function FieldLine({ field: { name, type, description, optional }, optionals, inline = false }: { field: ReferenceField; optionals: boolean; inline?: boolean }) {
  return (
    <span className={inline ? 'inline-grid w-[calc(100%-1.25rem)] grid-cols-1 gap-x-4 py-1 align-top sm:grid-cols-[minmax(10rem,16rem)_1fr]' : 'grid grid-cols-1 gap-x-4 py-1 sm:grid-cols-[minmax(10rem,16rem)_1fr]'}>
      <code className="font-mono text-[13px] break-all">{name}</code>
      <span>{description} <span className="text-faint">{type}{optionals && optional ? ', may be missing' : ''}</span></span>
    </span>
  );
}

export function Status({ status }: { status: string }) {
  return <Badge className="font-mono font-normal">{status}</Badge>;
}
