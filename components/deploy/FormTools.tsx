'use client';
import { useState } from 'react';
import { ClipboardPaste, Terminal } from 'lucide-react';
import { parseEnvironment } from '@/lib/hot/reading';
import type { JsonMap } from '@/lib/hot/types';
import type { ParameterField } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { Textarea } from '@/components/ui/Input';
import { Menu } from '@/components/ui/Menu';
import { toast } from '@/components/ui/Toast';
import { commandLine, curl, environmentFile, type Given } from './copyAs';

/** From an environment into the form, and from the form into a terminal. */
export function FormTools({ project, given, fields, onPaste }: { project: string; given: () => Given; fields: readonly ParameterField[]; onPaste: (values: JsonMap) => void }) {
  const [pasting, setPasting] = useState(false);
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const copy = (what: string, content: (given: Given) => string) => () => { void navigator.clipboard.writeText(content(given())).then(() => toast(`${what} is on the clipboard`)); };
  const take = () => {
    const { environment, diagnostics } = parseEnvironment(text);
    const [fault] = diagnostics.filter(({ severity }) => severity === 'error');
    if (fault) { setProblem(fault.message); return; }
    const known = new Set(fields.map(({ name }) => name));
    const values = Object.fromEntries(Object.entries({ ...environment.parameterDefaults, ...environment.parameters }).filter(([name]) => known.has(name)));
    const count = Object.keys(values).length;
    if (count === 0) { setProblem('It has no value for a parameter of this template.'); return; }
    onPaste(values);
    setPasting(false);
    setText('');
    setProblem(null);
    toast(`${count} ${count === 1 ? 'value' : 'values'} taken over`);
  };
  return (
    <div className="flex gap-1.5">
      {fields.length > 0 ? <Button size="sm" onClick={() => setPasting(true)}><ClipboardPaste aria-hidden />Paste values</Button> : null}
      <Menu
        label="What is typed here, elsewhere"
        align="start"
        trigger={<Button size="sm"><Terminal aria-hidden />Copy as</Button>}
        items={[
          { id: 'environment', label: 'Environment file', hint: 'Hidden values are left out', onSelect: copy('The environment', environmentFile) },
          { id: 'cli', label: 'Command line', hint: 'openstack stack create', onSelect: copy('The command', commandLine) },
          { id: 'curl', label: 'Request', hint: 'jq and curl', onSelect: copy('The request', (each) => curl(each, `${window.location.origin}/orchestration/v1/${project}`)) },
        ]}
      />
      <Dialog open={pasting} onClose={() => setPasting(false)} title="Paste values" description="An environment with parameters, as YAML or JSON." footer={<><Button onClick={() => setPasting(false)}>Cancel</Button><Button variant="primary" disabled={text.trim() === ''} onClick={take}>Take over</Button></>}>
        <Textarea aria-label="Environment" rows={10} value={text} spellCheck={false} placeholder={'parameters:\n  size: 3'} onChange={(event) => { setText(event.target.value); setProblem(null); }} className="font-mono text-xs" />
        {problem ? <p role="alert" className="pt-2 text-sm">{problem}</p> : null}
      </Dialog>
    </div>
  );
}
