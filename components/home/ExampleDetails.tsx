import type { ExampleAbout } from './examples';

/** What an example says of itself, asks for and gives back. */
export function ExampleDetails({ about: { description, parameters, outputs } }: { about: ExampleAbout }) {
  return (
    <div className="mt-2 grid gap-x-8 gap-y-3 border-t pt-3 md:grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1fr)]">
      <p className="text-sm">{description}</p>
      <div>
        <h4 className="pb-1 text-xs font-medium text-muted">It asks for</h4>
        {parameters.length === 0 ? <p className="text-sm text-muted">Nothing.</p> : (
          <dl className="flex flex-col gap-1 text-sm">
            {parameters.map(({ name, label, default: value }) => <div key={name} className="flex min-w-0 flex-wrap gap-x-2"><dt>{label}</dt><dd className="min-w-0 break-words font-mono text-xs leading-5 text-muted">{value === null ? 'a value' : value === '' ? 'empty' : value}</dd></div>)}
          </dl>
        )}
      </div>
      <div>
        <h4 className="pb-1 text-xs font-medium text-muted">It gives back</h4>
        {outputs.length === 0 ? <p className="text-sm text-muted">Nothing.</p> : (
          <dl className="flex flex-col gap-1 text-sm">
            {outputs.map((output) => <div key={output.name} className="flex min-w-0 flex-wrap gap-x-2"><dt className="font-mono text-xs leading-5">{output.name}</dt><dd className="min-w-0 text-muted">{output.description}</dd></div>)}
          </dl>
        )}
      </div>
    </div>
  );
}
