'use client';
import { useEffect, useMemo, useState } from 'react';
import { getParameterForm } from '@/app/actions/stacks';
import type { Diagnostic, JsonMap } from '@/lib/hot/types';
import type { ServerCheck } from './Problems';

const PAUSE_MS = 600;
const NONE: readonly Diagnostic[] = [];

interface Checked {
  text: string;
  at: number;
  diagnostics: readonly Diagnostic[];
}

export interface Asked {
  project: string;
  text: string;
  files: Readonly<Record<string, string>>;
  environment: JsonMap;
  stackId: string | null;
  /** Nothing is asked while the page itself knows that it is wrong. */
  ready: boolean;
}

/** What only the server knows of a template, asked a moment after somebody stopped writing: which types are refused, which files it may read. */
export function useServerCheck({ project, text, files, environment, stackId, ready }: Asked): { server: ServerCheck | null; diagnostics: readonly Diagnostic[] } {
  const [checked, setChecked] = useState<Checked | null>(null);
  const [failure, setFailure] = useState<{ text: string; message: string } | null>(null);
  useEffect(() => {
    if (!ready) return;
    const gone = { now: false };
    const timer = setTimeout(() => {
      getParameterForm(project, { text, files: { ...files }, environment, stackId }).then((answer) => {
        if (gone.now) return;
        const found = answer.ok ? answer.value.diagnostics : answer.problem.diagnostics.length > 0 ? answer.problem.diagnostics : [{ code: answer.problem.code, severity: 'error' as const, message: answer.problem.message, path: [] }];
        setChecked({ text, at: Date.now(), diagnostics: found });
        setFailure(null);
      }).catch((error: unknown) => { if (!gone.now) setFailure({ text, message: error instanceof Error ? error.message : String(error) }); });
    }, PAUSE_MS);
    return () => { gone.now = true; clearTimeout(timer); };
  }, [project, text, files, environment, stackId, ready]);
  return useMemo(() => {
    const server: ServerCheck | null = !ready ? null : failure?.text === text ? { kind: 'failed', message: failure.message } : checked?.text === text ? { kind: 'done', at: checked.at } : { kind: 'pending' };
    return { server, diagnostics: checked?.text === text && ready ? checked.diagnostics : NONE };
  }, [ready, text, checked, failure]);
}
