'use client';
import { useId, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Popover } from 'radix-ui';
import { effectiveValues, listLayers } from '@/app/actions/layers';
import { unwrap } from '@/components/live/unwrap';
import { Button } from '@/components/ui/Button';
import { Input } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';
import { toast } from '@/components/ui/Toast';
import type { Json, JsonMap, ParameterSchema } from '@/lib/hot/types';
import { parametersOfConditions } from '../document/parametersOfConditions';
import type { DesignerSession, Snapshot } from '../document/session';

const AS_DRAFT = '(as the draft)';

export interface TryValuesProps {
  project: string;
  session: DesignerSession;
  snapshot: Snapshot;
  at: DOMRect;
  onClose: () => void;
}

/** With which values conditions are looked at: some of one's own, or those of an environment of the project. What is off is drawn so; the draft stays as it is. */
export function TryValues({ project, session, snapshot, at, onClose }: TryValuesProps) {
  const id = useId();
  const { template, graph } = snapshot.analysis;
  const tried = session.getSurroundings().tried ?? {};
  const [values, setValues] = useState(tried);
  const names = parametersOfConditions(graph).filter((name) => template.parameters[name] !== undefined);
  const layers = useQuery({ queryKey: ['layers', project], queryFn: async () => unwrap(await listLayers(project)) });
  const tryThese = (next: JsonMap) => {
    setValues(next);
    session.tryWith(next);
  };
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _, ...others } = values;
    tryThese(value === undefined ? others : { ...others, [name]: value });
  };
  const fromEnvironment = async (layer: string) => {
    const answer = await effectiveValues(project, { text: snapshot.text, files: { ...snapshot.beside.files }, environment: snapshot.beside.environment }, [{ id: layer }]);
    if (!answer.ok) { toast.error(answer.problem.message); return; }
    tryThese(Object.fromEntries(answer.value.parameters.filter(({ hidden, value, from }) => !hidden && value !== null && from !== null && from !== 'default').map(({ name, value }) => [name, value])));
  };
  return (
    <Popover.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <Popover.Anchor className="fixed size-px" style={{ left: at.left, top: at.top }} />
      <Popover.Portal>
        <Popover.Content aria-label="Values for conditions" side="top" align="end" sideOffset={8} collisionPadding={8} className="z-50 flex w-80 animate-appear flex-col gap-3 rounded-md bg-raised p-3 shadow-raised outline-none">
          <p className="text-xs text-muted">Conditions are looked at with these values. The draft stays as it is.</p>
          {names.map((name) => {
            const schema = template.parameters[name];
            return schema === undefined ? null : <div key={name} className="flex flex-col gap-1"><label htmlFor={`${id}-${name}`} className="font-mono text-xs font-semibold">{name}</label><TriedValue id={`${id}-${name}`} schema={schema} value={values[name]} onChange={(value) => set(name, value)} /></div>;
          })}
          {(layers.data ?? []).length === 0 ? null : <Select aria-label="Values of an environment" value={undefined} placeholder="Take those of an environment" options={(layers.data ?? []).map((layer) => ({ value: layer.id, label: layer.name }))} onChange={(layer) => void fromEnvironment(layer)} />}
          <div className="flex justify-between gap-2"><Button size="sm" variant="quiet" disabled={Object.keys(values).length === 0} onClick={() => tryThese({})}>As the draft again</Button><Button size="sm" onClick={onClose}>Close</Button></div>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function TriedValue({ id, schema, value, onChange }: { id: string; schema: ParameterSchema; value: Json | undefined; onChange: (value: Json | undefined) => void }) {
  const allowed = schema.type === 'boolean' ? [true, false] : schema.constraints.flatMap((constraint) => (constraint.kind === 'allowed_values' ? constraint.values : []));
  if (allowed.length > 0) return <Select id={id} value={value === undefined ? AS_DRAFT : String(value)} options={[{ value: AS_DRAFT, label: AS_DRAFT }, ...allowed.map((each) => ({ value: String(each), label: String(each) }))]} onChange={(text) => onChange(text === AS_DRAFT ? undefined : allowed.find((each) => String(each) === text))} />;
  return <Input id={id} value={value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value)} placeholder={schema.default === undefined ? 'no value' : `${String(schema.default)} (as the draft)`} autoComplete="off" onChange={(event) => onChange(event.target.value === '' ? undefined : schema.type === 'number' && Number.isFinite(Number(event.target.value)) ? Number(event.target.value) : event.target.value)} />;
}
