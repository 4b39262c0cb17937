'use client';
import { useId } from 'react';
import { removeAt, setAt } from '@/lib/graph';
import { Field } from '@/components/ui/Field';
import type { OutputDefinition } from '@/lib/hot/types';
import type { DesignerDocument, Edit } from '../types';
import { CommitText } from './CommitText';
import { PropertyField } from './PropertyField';
import { useFieldContext } from './useFieldContext';
import { isCfn } from './value';

/** An output: what the stack tells once it is deployed. */
export function OutputPanel({ output, document, edit }: { output: OutputDefinition; document: DesignerDocument; edit: Edit }) {
  const id = useId();
  const cfn = isCfn(document.template);
  const context = useFieldContext(document, edit, null);
  const base = [cfn ? 'Outputs' : 'outputs', output.name];
  const description = [...base, cfn ? 'Description' : 'description'];
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto px-4 py-3" tabIndex={0} role="group" aria-label="Output">
      <PropertyField id={`${id}-value`} path={[...base, cfn ? 'Value' : 'value']} name="value" schema={{ type: 'Any' }} value={output.value} required context={context} compact />
      <Field label="Description" htmlFor={`${id}-description`}>
        <CommitText id={`${id}-description`} value={output.description ?? ''} onCommit={(typed) => edit(`Describe ${output.name}`, (text) => (typed === '' ? removeAt(text, description) : setAt(text, description, typed)))} />
      </Field>
    </div>
  );
}
