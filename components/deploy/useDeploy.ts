'use client';
import { useCallback, useMemo, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { JsonMap } from '@/lib/hot/types';
import type { OnFailure, ParameterField, Problem } from '@/lib/wire/types';
import { createStack, getParameterForm, previewPlan, updateStack } from '@/app/actions/stacks';
import { Refusal, unwrap } from '@/components/live/unwrap';
import { parameterProblem } from './parameterChecks';
import { entryOf, parametersOf, UNSET, type Entries, type Entry } from './parameterValues';

export interface DeployDraft {
  name: string;
  text: string;
  files: Record<string, string>;
  environment: JsonMap;
  layout: JsonMap;
}

export interface DeployOptions {
  name: string;
  onFailure: OnFailure;
  timeoutMins: number;
  tags: string;
  /** Why: kept with the revision. */
  message: string;
}

export interface DeployTarget {
  project: string;
  draft: DeployDraft;
  /** Present: an update of this stack, with the values it has. */
  stack?: { id: string; name: string };
  defaults?: Partial<DeployOptions>;
}

const NAME = /^[a-zA-Z][a-zA-Z0-9_.-]{0,254}$/;

/** The state of the deploy sheet: what is typed, what is wrong with it, the plan, and the deployment. */
export function useDeploy({ project, draft, stack, defaults }: DeployTarget) {
  const client = useQueryClient();
  const [options, setOptions] = useState<DeployOptions>({ name: stack?.name ?? safeName(draft.name), onFailure: 'rollback', timeoutMins: 60, tags: '', message: '', ...defaults });
  const [typed, setTyped] = useState<Entries>({});
  const [touched, setTouched] = useState(false);

  const form = useQuery({
    queryKey: ['parameters', project, stack?.id ?? null, draft.text, draft.environment],
    queryFn: async () => unwrap(await getParameterForm(project, { text: draft.text, files: draft.files, environment: draft.environment, stackId: stack?.id ?? null })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const fields: readonly ParameterField[] = form.data?.fields ?? [];
  const entries = useMemo(() => {
    const all: Record<string, Entry> = {};
    for (const field of form.data?.fields ?? []) all[field.name] = typed[field.name] ?? (field.hidden ? UNSET : entryOf(form.data?.values[field.name]));
    return all;
  }, [form.data, typed]);
  const request = { name: options.name, text: draft.text, files: draft.files, environment: draft.environment, layout: draft.layout, parameters: parametersOf(fields, entries), stackId: stack?.id ?? null };

  const plan = useMutation({ mutationFn: async () => unwrap(await previewPlan(project, request)) });
  const deploy = useMutation({
    mutationFn: async () => {
      const { stackId, ...input } = request;
      const all = { ...input, onFailure: options.onFailure, timeoutMins: options.timeoutMins, tags: splitTags(options.tags), message: options.message, planId: plan.data?.planId };
      return stackId ? unwrap(await updateStack(project, stackId, all)) : unwrap(await createStack(project, all));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['stacks', project] }),
  });

  const refusal = problemOf(deploy.error) ?? problemOf(plan.error) ?? problemOf(form.error);
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const entry = entries[field.name] ?? UNSET;
    const found = parameterProblem(field, entry, { alreadySet: Boolean(stack) && field.hidden });
    if (found && (touched || entry.kind === 'text')) problems[field.name] = found;
  }
  for (const diagnostic of refusal?.diagnostics ?? []) {
    const [section, name] = diagnostic.path;
    if (section === 'parameters' && typeof name === 'string') problems[name] ??= diagnostic.message;
  }
  const nameProblem = stack || NAME.test(options.name) ? (refusal?.code === 'conflict' && !stack ? refusal.message : null) : 'A name begins with a letter and has letters, digits, and _ . - only, at most 255.';

  const change = useCallback((name: string, entry: Entry) => {
    setTyped((before) => ({ ...before, [name]: entry }));
    plan.reset();
    deploy.reset();
  }, [plan, deploy]);

  // A refusal is about what was sent: it goes when that is changed.
  const changeOptions = useCallback((next: DeployOptions) => {
    setOptions(next);
    deploy.reset();
  }, [deploy]);

  const complete = fields.every((field) => parameterProblem(field, entries[field.name] ?? UNSET, { alreadySet: Boolean(stack) && field.hidden }) === null) && !(nameProblem && refusal?.code !== 'conflict');
  return { options, changeOptions, form, fields, entries, change, problems, nameProblem, refusal, plan, deploy, complete, showProblems: () => setTouched(true) };
}

export type Deploy = ReturnType<typeof useDeploy>;

function problemOf(error: Error | null): Problem | null {
  if (!error) return null;
  return error instanceof Refusal ? error.problem : { code: 'unreachable', message: `The server did not answer: ${error.message}`, diagnostics: [] };
}

/** A stack name made from a draft's. */
function safeName(name: string): string {
  const safe = name.toLowerCase().replace(/\.(ya?ml|json|template)$/, '').replace(/[^a-z0-9_.-]+/g, '-').replace(/^[^a-z]+|-+$/g, '');
  return safe || 'stack';
}

export function splitTags(tags: string): string[] {
  return [...new Set(tags.split(',').map((tag) => tag.trim()).filter(Boolean))];
}
