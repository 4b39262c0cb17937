'use client';
import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { nameOf } from '@/lib/graph';
import type { Diagnostic } from '@/lib/hot/types';
import { cn } from '@/components/ui/cn';
import type { ProblemGroup } from './groups';

const MARKS = { error: [CircleAlert, 'text-status-failed'], warning: [TriangleAlert, 'text-status-held'], info: [Info, 'text-muted'] } as const;

export interface ProblemsProps {
  groups: readonly ProblemGroup[];
  text: string;
  onGo: (diagnostic: Diagnostic) => void;
  onFix: (diagnostic: Diagnostic) => void;
}

export type ServerCheck = { kind: 'pending' } | { kind: 'done'; at: number } | { kind: 'failed'; message: string };

/** What is wrong with the template, and where: by resource. */
export function Problems({ groups, text, onGo, onFix }: ProblemsProps) {
  return (
    <section aria-label="Problems" className="flex min-h-0 flex-1 flex-col">
      {groups.length === 0 ? <p className="flex items-center gap-2 px-3 py-2.5 text-sm text-muted"><CircleCheck className="size-4 text-status-done" aria-hidden />Nothing stands in the way of deploying.</p> : null}
      <div className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
        {groups.map((group) => <Group key={group.key ?? ''} group={group} text={text} onGo={onGo} onFix={onFix} />)}
      </div>
    </section>
  );
}

function Group({ group: { key, problems }, text, onGo, onFix }: { group: ProblemGroup } & Pick<ProblemsProps, 'text' | 'onGo' | 'onFix'>) {
  const name = key === null ? 'template' : nameOf(key);
  const kind = key === null || key.startsWith('resource:') ? '' : `${key.slice(0, key.indexOf(':'))} `;
  return (
    <section aria-label={`${kind}${name}`} className="border-b border-border/60">
      <ul>
        {problems.map((diagnostic, index) => {
          const [Icon, colour] = MARKS[diagnostic.severity];
          const where = diagnostic.path.slice(2).map(String).join('.');
          return (
            <li key={`${diagnostic.code}-${index}`} className="flex items-start hover:bg-hover">
              <button type="button" onClick={() => onGo(diagnostic)} className="flex min-w-0 flex-1 items-start gap-2.5 px-3 py-1.5 text-start text-sm focus-visible:-outline-offset-2">
                <Icon aria-label={diagnostic.severity} className={cn('mt-px size-4 shrink-0', colour)} />
                {/* Said once for all that is wrong with it; the others stand below. */}
                <span className="w-32 shrink-0 truncate font-mono text-xs leading-5 max-lg:w-24" title={`${kind}${name}`}>{index === 0 ? <span className={key === null ? 'text-muted' : 'font-semibold'}>{name}</span> : <span className="sr-only">{name}</span>}</span>
                <span className="min-w-0 flex-1">{diagnostic.message}</span>
                <span className="w-18 shrink-0 text-xs leading-5 text-faint max-2xl:hidden" title={`Found by: ${sourceOf(diagnostic)}`}>{sourceOf(diagnostic)}</span>
                <span className="max-w-48 shrink-0 truncate font-mono text-xs leading-5 text-muted" title={diagnostic.path.join('.')}>{[where, diagnostic.range ? `line ${lineOf(text, diagnostic.range.start)}` : ''].filter(Boolean).join(' · ')}</span>
              </button>
              {diagnostic.fix ? <button type="button" onClick={() => onFix(diagnostic)} className="m-1 shrink-0 rounded-sm border bg-surface px-2 py-0.5 text-xs hover:bg-hover">{diagnostic.fix.title}</button> : null}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** Which part of the checks found it. */
export function sourceOf({ code }: Diagnostic): 'syntax' | 'reference' | 'schema' | 'server' | 'advice' {
  if (code.startsWith('server:')) return 'server';
  if (/^(yaml|too-|not-a-map|duplicate-key|version)/.test(code)) return 'syntax';
  if (/(unused|never|secret|unreachable)/.test(code)) return 'advice';
  return /(reference|missing|cycle|file|unknown|attribute|nested)/.test(code) ? 'reference' : 'schema';
}

export function lineOf(text: string, offset: number): number {
  let line = 1;
  for (let index = text.indexOf('\n'); index >= 0 && index < offset; index = text.indexOf('\n', index + 1)) line += 1;
  return line;
}
