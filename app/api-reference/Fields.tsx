import type { ReactNode } from 'react';
import { ChevronRight } from 'lucide-react';
import { Badge } from '@/components/ui/Badge';
import { cn } from '@/components/ui/cn';
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
  // Where something opens, all names leave room for the arrow.
  const opens = fields.some((field) => field.fields.length > 0);
  return (
    <ul className={level === 0 ? 'mt-1' : 'ms-1.5 border-s ps-2'}>
      {fields.map((field) => (
        <li key={field.name} className="border-b last:border-b-0">
          {field.fields.length === 0
            ? <FieldLine field={field} optionals={optionals} opens={opens} />
            : (
              <details open={level < OPEN_LEVELS}>
                <summary className="relative cursor-pointer list-none rounded-sm hover:bg-hover [&::-webkit-details-marker]:hidden">
                  <ChevronRight aria-hidden className="absolute top-1.5 start-0 size-3.5 text-faint [details[open]>summary>&]:rotate-90" />
                  <FieldLine field={field} optionals={optionals} opens />
                </summary>
                <FieldList fields={field.fields} level={level + 1} optionals={optionals} />
              </details>
            )}
        </li>
      ))}
    </ul>
  );
}

function FieldLine({ field: { name, type, description, optional }, optionals, opens }: { field: ReferenceField; optionals: boolean; opens: boolean }) {
  return (
    <span className={cn('grid grid-cols-1 gap-x-4 py-1 sm:grid-cols-[minmax(10rem,16rem)_1fr]', opens && 'ps-4.5')}>
      <code className="font-mono text-[13px] break-all">{name}</code>
      <span>{description} <span className="text-faint">{type}{optionals && optional ? ', may be missing' : ''}</span></span>
    </span>
  );
}

export function Status({ status }: { status: string }) {
  return <Badge className="font-mono font-normal">{status}</Badge>;
}
