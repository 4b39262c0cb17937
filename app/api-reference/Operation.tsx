import type { ReactNode } from 'react';
import { CopyButton } from '@/components/ui/CopyButton';
import type { ReferenceOperation } from '@/lib/wire/api-reference';
import { Fields, Status } from './Fields';

/** One route: what it is in a line, and on request all that can be sent and what comes back. `address` is where the API is. */
export function Operation({ operation, address, open }: { operation: ReferenceOperation; address: string; open: boolean }) {
  const { id, method, path, summary, description, query, body, status, answer, answerFields } = operation;
  const example = curl(operation, address);
  return (
    <details id={id} open={open} className="group scroll-mt-16 rounded-md border bg-surface open:border-border-strong">
      <summary className="grid cursor-pointer grid-cols-[3.75rem_1fr] items-baseline gap-x-3 gap-y-0.5 px-3 py-2 text-sm hover:bg-hover md:grid-cols-[3.75rem_minmax(0,1fr)_minmax(0,1fr)]">
        <code className="font-mono text-xs font-semibold">{method}</code>
        <code className="font-mono text-[13px] break-all">{path.replace('/v1/{project_id}', '')}</code>
        <span className="col-start-2 text-muted md:col-start-3">{summary}</span>
      </summary>
      <div className="flex flex-col gap-4 border-t px-3 py-3 text-sm">
        <p className="text-muted">{description.split('`').map((part, index) => (index % 2 === 0 ? part : <Term key={part}>{part}</Term>))}</p>
        {query.length > 0 && <Fields title="Query" fields={query} />}
        {body.length > 0 && <Fields title="Body" fields={body} />}
        <Fields title="Answer" fields={answerFields} optionals beside={<><Status status={status} /><span className="font-normal">{answer}</span></>} />
        <Command text={example} />
      </div>
    </details>
  );
}

/** Commands to be copied. */
export function Command({ text }: { text: string }) {
  return (
    <div className="flex items-start rounded-md border bg-code">
      <pre className="min-w-0 flex-1 px-3 py-2 font-mono text-xs leading-5 break-words whitespace-pre-wrap"><code>{text}</code></pre>
      <CopyButton text={text} label="Copy" className="m-1 shrink-0" />
    </div>
  );
}

/** A command that asks it, with the token and the project of the page's head. */
function curl({ method, path, body }: ReferenceOperation, address: string): string {
  const url = `${address}${path.replace('{project_id}', '$PROJECT').replaceAll(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`)}`;
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}-H "X-Auth-Token: $TOKEN" "${url}"`,
    ...(body.length === 0 ? [] : [`  -H 'Content-Type: application/json' -d @body.json`]),
  ].join(' \\\n');
}

function Term({ children }: { children: ReactNode }) {
  return <code className="font-mono text-[13px]">{children}</code>;
}
