import { useMemo } from 'react';
import { appendAt, freeName, removeAt, setAt } from '@/lib/graph';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { DesignerDocument, Edit } from '../types';
import type { FieldContext } from './context';
import { PropertyField } from './PropertyField';
import { isCfn } from './value';
import { ValueEditor } from './ValueEditor';

/** Edits of fields, as steps of the draft's history. */
export function useFieldContext({ template, catalogue, diagnostics }: DesignerDocument, edit: Edit, owner: string | null): FieldContext {
  return useMemo(() => ({
    template,
    catalogue,
    diagnostics,
    owner,
    Value: ValueEditor,
    Field: PropertyField,
    set: (path, value, label) => edit(label, (text) => setAt(text, path, value)),
    remove: (path, label) => edit(label, (text) => removeAt(text, path)),
    append: (path, value, label) => edit(label, (text) => appendAt(text, path, value)),
    promote: (path, value, wanted) => edit(`Make ${wanted} a parameter`, (text) => {
      const name = freeName(text, wanted);
      return setAt(setAt(text, [isCfn(template) ? 'Parameters' : 'parameters', name], parameterOf(value, isCfn(template))), path, isCfn(template) ? { Ref: name } : { get_param: name });
    }),
  }), [template, catalogue, diagnostics, edit, owner]);
}

function parameterOf(value: Json, cfn: boolean): JsonMap {
  const type = typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : Array.isArray(value) ? 'comma_delimited_list' : typeof value === 'object' && value !== null ? 'json' : 'string';
  const cfnTypes: Record<string, string> = { number: 'Number', boolean: 'Boolean', comma_delimited_list: 'CommaDelimitedList', json: 'Json', string: 'String' };
  const blank = value === '' || value === null;
  return cfn ? { Type: cfnTypes[type] ?? 'String', ...(blank ? {} : { Default: value }) } : { type, ...(blank ? {} : { default: value }) };
}
