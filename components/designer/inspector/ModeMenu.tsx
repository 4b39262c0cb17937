'use client';
import { ChevronDown } from 'lucide-react';
import { Menu, type MenuItem } from '@/components/ui/Menu';
import type { DocumentPath, Json, PropertySchema } from '@/lib/hot/types';
import type { FieldContext } from './context';
import { calledIn, FUNCTION_FORMS, functionsOf } from './functions';
import { emptyValue, MODE_LABELS, type Mode } from './value';

export interface ModeMenuProps {
  name: string;
  mode: Mode;
  schema: PropertySchema;
  value: Json | undefined;
  path: DocumentPath;
  context: FieldContext;
}

/** How a value is given: written here, or taken from a parameter, a resource or an attribute. */
export function ModeMenu({ name, mode, schema, value, path, context }: ModeMenuProps) {
  const { template, owner } = context;
  const parameters = Object.keys(template.parameters);
  const resources = Object.keys(template.resources).filter((each) => each !== owner);
  const set = (next: Json) => context.set(path, next, `Set ${name}`);
  const item = (to: Mode, hint: string, disabled: string | null, onSelect: () => void): MenuItem => ({ id: to, label: MODE_LABELS[to], hint: disabled ?? hint, disabled: disabled !== null || to === mode, onSelect });
  const items: (MenuItem | 'separator')[] = [
    item('value', 'Written here.', null, () => set(emptyValue(schema))),
    item('parameter', 'Asked for when the stack is deployed.', parameters.length === 0 ? 'The template has no parameters yet.' : null, () => set({ get_param: parameters[0] ?? '' })),
    item('resource', 'The id of another resource.', resources.length === 0 ? 'There is no other resource.' : null, () => set({ get_resource: resources[0] ?? '' })),
    item('attribute', 'What another resource has found out.', resources.length === 0 ? 'There is no other resource.' : null, () => set({ get_attr: [resources[0] ?? '', 'show'] })),
    ...functionsOf(template).slice(0, 5).map((fn): MenuItem => ({ id: fn, label: fn, hint: FUNCTION_FORMS[fn]?.about, disabled: calledIn(value)?.name === fn, onSelect: () => set({ [fn]: FUNCTION_FORMS[fn]?.blank(value, template) ?? null }) })),
    { id: 'function', label: 'Another function', hint: 'Chosen in the form.', disabled: mode === 'expression', onSelect: () => set({ str_replace: FUNCTION_FORMS.str_replace?.blank(value, template) ?? null }) },
    'separator',
    { id: 'promote', label: 'New parameter from this', hint: 'The value becomes its default.', disabled: mode !== 'value', onSelect: () => context.promote(path, value ?? emptyValue(schema), name) },
  ];
  return (
    <Menu
      label={`How ${name} is given`}
      items={items}
      trigger={<button type="button" aria-label={`How ${name} is given: ${MODE_LABELS[mode]}`} className="inline-flex h-6 items-center gap-0.5 rounded-sm px-1.5 text-xs text-muted hover:bg-hover hover:text-ink">{MODE_LABELS[mode]}<ChevronDown className="size-3" aria-hidden /></button>}
    />
  );
}
