import type { Problem } from '@/lib/wire/types';
import { StatusIcon } from '@/components/status/StatusIcon';

/** Why the server refused, with every diagnostic; those of parameters are at their fields as well. */
export function DiagnosticList({ problem, text }: { problem: Problem; text: string }) {
  return (
    <div role="alert" className="rounded-md border border-status-failed bg-surface px-3 py-2.5">
      <p className="flex items-start gap-2 text-sm font-medium"><StatusIcon family="failed" className="mt-0.5" /><span className="min-w-0 break-words">{problem.message}</span></p>
      {problem.diagnostics.length > 0 ? (
        <ul className="mt-1.5 flex max-h-48 flex-col gap-1 overflow-y-auto ps-6" tabIndex={0} aria-label="Problems">
          {problem.diagnostics.map((diagnostic, index) => (
            <li key={index} className="text-xs text-muted">
              <span className="me-1.5 font-mono text-faint">{diagnostic.range ? `line ${lineOf(text, diagnostic.range.start)}` : diagnostic.path.join('.')}</span>
              {diagnostic.message}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < offset; at = text.indexOf('\n', at + 1)) line += 1;
  return line;
}
