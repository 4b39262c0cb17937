'use client';
import { useRef, useState } from 'react';
import { Upload } from 'lucide-react';
import { isMap } from '@/lib/hot/json';
import { parseEnvironment } from '@/lib/hot/reading';
import type { JsonMap, Template } from '@/lib/hot/types';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { CommitText } from './CommitText';
import { parseYaml, yamlOf } from './value';

export interface EnvironmentTabProps {
  template: Template;
  environment: JsonMap;
  readOnly: boolean;
  onChange: (environment: JsonMap) => void;
}

/** What the template is deployed with: values of parameters, and what type names stand for. Files of it are laid over one another in the order in which they come. */
export function EnvironmentTab({ template, environment, readOnly, onChange }: EnvironmentTabProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (text: string, over: JsonMap) => {
    const parsed = parseYaml(text.trim() === '' ? '{}' : text);
    if (!parsed.ok) { setProblem(parsed.message); return; }
    const [fault] = parseEnvironment(text.trim() === '' ? '{}' : text).diagnostics.filter(({ severity }) => severity === 'error');
    if (fault || !isMap(parsed.value)) { setProblem(fault?.message ?? 'An environment is a map of sections.'); return; }
    setProblem(null);
    onChange(layered(over, parsed.value));
  };
  const upload = async (chosen: FileList | null) => {
    const texts = await Promise.all([...(chosen ?? [])].map((file) => file.text()));
    if (texts[0] === undefined) return;
    let result = environment;
    for (const text of texts) {
      const parsed = parseYaml(text);
      if (!parsed.ok || !isMap(parsed.value)) { setProblem(parsed.ok ? 'An environment is a map of sections.' : parsed.message); return; }
      result = layered(result, parsed.value);
    }
    take(yamlOf(result), {});
  };
  const parameters = isMap(environment.parameters) ? environment.parameters : {};
  const given = Object.entries(parameters);
  return (
    <>
      <p className="text-xs text-muted">Values it is deployed with, and what type names stand for: parameters, parameter_defaults, resource_registry.</p>
      {given.length > 0 ? (
        <ul aria-label="Values from the environment" className="flex flex-wrap gap-1">
          {given.map(([name, value]) => {
            const parameter = template.parameters[name];
            return <li key={name} title={parameter ? undefined : 'The template has no such parameter'} className="max-w-full truncate rounded-sm border bg-sunken px-1.5 py-0.5 font-mono text-xs">{name}: {parameter?.hidden ? '••••' : String(typeof value === 'object' ? JSON.stringify(value) : value)}{parameter ? '' : ' (not used)'}</li>;
          })}
        </ul>
      ) : null}
      <Field label="Environment" htmlFor="environment-text">
        <CommitText id="environment-text" multiline mono rows={14} value={Object.keys(environment).length === 0 ? '' : yamlOf(environment)} placeholder={'parameters:\n  size: 3\nresource_registry:\n  My::Server: server.yaml'} invalid={problem !== null} onCommit={(text) => { if (!readOnly) take(text, {}); }} />
      </Field>
      {problem ? <p role="alert" className="text-xs text-muted">{problem} Nothing was changed.</p> : null}
      {readOnly ? null : (
        <div>
          <Button onClick={() => picker.current?.click()}><Upload aria-hidden />Lay files over it…</Button>
          <input ref={picker} type="file" multiple accept=".yaml,.yml,.json,.env" aria-label="Environment files" className="sr-only" tabIndex={-1} onChange={(event) => void upload(event.target.files)} />
        </div>
      )}
    </>
  );
}

/** Section by section: what comes later wins. */
function layered(under: JsonMap, over: JsonMap): JsonMap {
  const result = { ...under };
  for (const [section, value] of Object.entries(over)) {
    const before = result[section];
    result[section] = isMap(before) && isMap(value) ? { ...before, ...value } : value;
  }
  return result;
}
