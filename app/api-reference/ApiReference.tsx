import type { ReactNode } from 'react';
import type { ReferenceOperation, ReferenceSection } from '@/lib/heat-api/reference';

/** Everything on one page, so that the browser's own search finds it. */
export function ApiReference({ sections, address, identity, openApi }: { sections: ReferenceSection[]; address: string; identity: string; openApi: string }) {
  return (
    <main className="h-dvh overflow-y-auto bg-canvas">
      <div className="mx-auto flex max-w-5xl flex-col gap-8 p-6">
        <header className="flex flex-col gap-2">
          <h1 className="text-xl font-semibold">Orchestration API</h1>
          <p className="max-w-prose text-sm text-muted">
            Version 1 of the Orchestration API of OpenStack Heat. Clients find it through the identity service at <code className="font-mono">{identity}</code>, and send their token as{' '}
            <code className="font-mono">X-Auth-Token</code>. Paths are below <code className="font-mono">{address}</code>. Programs read the same as <a className="underline" href={openApi}>OpenAPI document</a>.
          </p>
          <nav aria-label="Sections" className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
            {sections.map(({ name }) => <a key={name} className="underline" href={`#${slug(name)}`}>{name}</a>)}
          </nav>
        </header>
        {sections.map((section) => (
          <section key={section.name} id={slug(section.name)} aria-label={section.name} className="flex flex-col gap-2">
            <h2 className="text-lg font-semibold">{section.name}</h2>
            {section.operations.map((operation) => <Operation key={operation.id} operation={operation} />)}
          </section>
        ))}
      </div>
    </main>
  );
}

function Operation({ operation }: { operation: ReferenceOperation }) {
  const { method, path, summary, description, query, body, status, answer } = operation;
  return (
    <details id={operation.id} className="rounded-md border border-border bg-surface">
      <summary className="flex cursor-pointer flex-wrap items-baseline gap-x-3 gap-y-1 px-3 py-2 text-sm">
        <code className="w-16 shrink-0 font-mono font-semibold">{method}</code>
        <code className="font-mono break-all">{path}</code>
        <span className="text-muted">{summary}</span>
      </summary>
      <div className="flex flex-col gap-3 border-t border-border px-3 py-2 text-sm">
        <p className="text-muted">{description}</p>
        {query.length > 0 && <Fields title="Query" fields={query} />}
        {body.length > 0 && <Fields title="Body" fields={body} />}
        <p><Term>{status}</Term> {answer}</p>
      </div>
    </details>
  );
}

function Fields({ title, fields }: { title: string; fields: ReferenceOperation['query'] }) {
  return (
    <div>
      <h3 className="font-semibold">{title}</h3>
      <dl className="mt-1 grid grid-cols-[minmax(8rem,max-content)_1fr] gap-x-4 gap-y-1">
        {fields.map(({ name, type, description }) => (
          <div key={name} className="contents">
            <dt><Term>{name}</Term></dt>
            <dd><span className="text-muted">{type}{type !== '' && description !== '' ? ': ' : ''}</span>{description}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Term({ children }: { children: ReactNode }) {
  return <code className="font-mono">{children}</code>;
}

function slug(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-');
}
