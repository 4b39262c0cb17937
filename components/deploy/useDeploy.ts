'use client';
import { useCallback, useMemo, useState } from 'react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { JsonMap } from '@/lib/hot/types';
import type { OnFailure, ParameterField, PlanView, Problem } from '@/lib/wire/types';
import { effectiveValues, listLayers } from '@/app/actions/layers';
import type { EnvironmentRow, LayerRef } from '@/lib/wire/environments';
import { createStack, getParameterForm, getStackSource, previewPlan, updateStack } from '@/app/actions/stacks';
import { Refusal, unwrap } from '@/components/live/unwrap';
import { breakpointsOf, toggledBreakpoint } from '@/components/designer/document/breakpoints';
import { parameterProblem } from './parameterChecks';
import { entryOf, parametersOf, UNSET, type Entries, type Entry } from './parameterValues';
import { type NameCheck, useNameCheck } from './useNameCheck';

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

const NO_REFS: LayerRef[] = [];
const NO_LAYERS: readonly EnvironmentRow[] = [];
const NAME = /^[a-zA-Z][a-zA-Z0-9_.-]{0,254}$/;

/** The state of the deploy sheet: what is typed, what is wrong with it, the plan, and the deployment. */
export function useDeploy({ project, draft: given, stack, defaults }: DeployTarget) {
  const client = useQueryClient();
  const [environment, setEnvironment] = useState(given.environment);
  const draft = useMemo(() => ({ ...given, environment }), [given, environment]);
  const [chosenOptions, setOptions] = useState<DeployOptions>({ name: stack?.name ?? safeName(draft.name), onFailure: 'rollback', timeoutMins: 60, tags: '', message: '', ...defaults });
  const [named, setNamed] = useState(false);
  const name = useNameCheck(project, chosenOptions.name, stack === undefined && NAME.test(chosenOptions.name));
  // As long as nobody has given it a name, it has one that is free.
  const own = !named && name.suggestion !== null ? name.suggestion : chosenOptions.name;
  const options = useMemo((): DeployOptions => ({ ...chosenOptions, name: own }), [chosenOptions, own]);
  const nameCheck: NameCheck = own === chosenOptions.name ? name : { taken: false, free: true, suggestion: null };
  const [typed, setTyped] = useState<Entries>({});
  const [touched, setTouched] = useState(false);
  const [chosen, setLayers] = useState<LayerRef[] | null>(null);
  const deployed = useQuery({ queryKey: ['stack-layers', project, stack?.id], enabled: stack !== undefined, staleTime: 0, queryFn: async () => (stack ? unwrap(await getStackSource(project, stack.id)).environments.map(({ id }): LayerRef => ({ id })) : NO_REFS) });
  const layers = chosen ?? deployed.data ?? NO_REFS;
  const [forgotten, setForgotten] = useState<ReadonlySet<string>>(new Set());

  const form = useQuery({
    queryKey: ['parameters', project, stack?.id ?? null, given.text, given.environment, layers],
    queryFn: async () => unwrap(await getParameterForm(project, { text: given.text, files: given.files, environment: given.environment, environments: layers, stackId: stack?.id ?? null })),
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  const known = useQuery({ queryKey: ['layers', project], queryFn: async () => unwrap(await listLayers(project)) });
  const effective = useQuery({
    queryKey: ['effective', project, given.text, given.environment, layers],
    queryFn: async () => unwrap(await effectiveValues(project, { text: given.text, files: given.files, environment: given.environment }, layers)),
    gcTime: 0,
  });
  const origins = useMemo(() => new Map((effective.data?.parameters ?? []).map((each) => [each.name, each])), [effective.data]);
  const fields: readonly ParameterField[] = form.data?.fields ?? [];
  const supplied = useMemo(() => new Set(form.data?.supplied ?? []), [form.data]);
  const entries = useMemo(() => {
    const all: Record<string, Entry> = {};
    for (const field of form.data?.fields ?? []) all[field.name] = typed[field.name] ?? (field.hidden ? UNSET : entryOf(form.data?.values[field.name], field.type));
    return all;
  }, [form.data, typed]);
  const request = { name: options.name, text: draft.text, files: draft.files, environment: draft.environment, environments: layers, layout: draft.layout, parameters: parametersOf(fields, entries), stackId: stack?.id ?? null, ...(stack ? { forgetHidden: [...forgotten] } : {}) };

  const plan = useMutation({ mutationFn: async (other: JsonMap | void) => unwrap(await previewPlan(project, { ...request, environment: other ?? environment })) });
  // While a plan is made anew the one before stays in view.
  const [kept, setKept] = useState<PlanView | undefined>(undefined);
  const shownPlan = plan.data ?? (plan.isPending ? kept : undefined);
  const deploy = useMutation({
    mutationFn: async () => {
      const { stackId, forgetHidden, ...input } = request;
      const all = { ...input, onFailure: options.onFailure, timeoutMins: options.timeoutMins, tags: splitTags(options.tags), message: options.message, planId: plan.data?.planId };
      return stackId ? unwrap(await updateStack(project, stackId, { ...all, forgetHidden })) : unwrap(await createStack(project, all));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['stacks', project] }),
  });

  const refusal = problemOf(deploy.error) ?? problemOf(plan.error) ?? problemOf(form.error);
  const isSet = ({ name, hidden }: ParameterField): boolean => hidden && ((stack !== undefined && !forgotten.has(name)) || supplied.has(name));
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const entry = entries[field.name] ?? UNSET;
    const found = parameterProblem(field, entry, { alreadySet: isSet(field) });
    if (found && (touched || entry.kind === 'text')) problems[field.name] = found;
  }
  for (const diagnostic of refusal?.diagnostics ?? []) {
    const [section, name] = diagnostic.path;
    if (section === 'parameters' && typeof name === 'string') problems[name] ??= diagnostic.message;
  }
  const nameProblem = stack || NAME.test(options.name) ? (nameCheck.taken ? `The project has a stack "${options.name}" already.` : refusal?.code === 'conflict' && !stack ? refusal.message : null) : 'A name begins with a letter and has letters, digits, and _ . - only, at most 255.';

  const breakpoints = useMemo(() => breakpointsOf(environment), [environment]);
  /** For this deployment; the plan that is carried out is made with it. */
  const toggleBreakpoint = (name: string) => {
    setKept(plan.data);
    const next = toggledBreakpoint(environment, name);
    setEnvironment(next);
    plan.mutate(next);
  };

  const change = useCallback((name: string, entry: Entry) => {
    setTyped((before) => ({ ...before, [name]: entry }));
    plan.reset();
    deploy.reset();
  }, [plan, deploy]);

  /** Several at once, from an environment that was pasted. */
  const declared = form.data?.fields;
  const fill = useCallback((values: JsonMap) => {
    setTyped((before) => ({ ...before, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, entryOf(value, declared?.find((field) => field.name === name)?.type)])) }));
    plan.reset();
    deploy.reset();
  }, [plan, deploy, declared]);
  const changeLayers = useCallback((next: LayerRef[]) => {
    setLayers(next);
    plan.reset();
    deploy.reset();
  }, [plan, deploy]);
  const forget = useCallback((name: string, yes: boolean) => {
    setForgotten((before) => { const next = new Set(before); if (yes) next.add(name); else next.delete(name); return next; });
    plan.reset();
  }, [plan]);

  // A refusal is about what was sent: it goes when that is changed.
  const changeOptions = useCallback((next: DeployOptions) => {
    if (next.name !== own) setNamed(true);
    setOptions(next);
    deploy.reset();
  }, [deploy, own]);

  const complete = fields.every((field) => parameterProblem(field, entries[field.name] ?? UNSET, { alreadySet: isSet(field) }) === null) && !(nameProblem && refusal?.code !== 'conflict');
  return { nameCheck, shownPlan, breakpoints, toggleBreakpoint, environment, options, changeOptions, form, fields, entries, change, problems, nameProblem, refusal, plan, deploy, complete, layers, changeLayers, known: known.data ?? NO_LAYERS, origins, supplied, forgotten, forget, fill, parameters: request.parameters, showProblems: () => setTouched(true) };
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
