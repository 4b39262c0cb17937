'use client';
import { useState } from 'react';
import { useRouter } from 'next/navigation';
import { ArrowLeft, ArrowRight, Rocket } from 'lucide-react';
import { useDone } from '@/components/home/checklist';
import { Refusal } from '@/components/live/unwrap';
import { PlanList } from '@/components/stack/PlanList';
import { placeHref } from '@/components/shell/navigation';
import { Ago } from '@/components/ui/Ago';
import { Button } from '@/components/ui/Button';
import { Sheet } from '@/components/ui/Sheet';
import { SkeletonRows } from '@/components/ui/Skeleton';
import { cn } from '@/components/ui/cn';
import { DiagnosticList } from './DiagnosticList';
import { OptionsForm } from './OptionsForm';
import { ParameterForm } from './ParameterForm';
import { EntryAside, PlanTime } from './PlanTime';
import { PlanGraph } from './PlanGraph';
import { useForecast } from './useForecast';
import { useSubmitKey } from './useSubmitKey';
import { FormTools } from './FormTools';
import { LayerChips } from './LayerChips';
import { Summary } from './Summary';
import { type Consent, consentProblem, NO_CONSENT, PlanWarnings } from './PlanWarnings';
import { splitTags, useDeploy, type DeployTarget } from './useDeploy';

export interface DeploySheetProps extends DeployTarget {
  onClose: () => void;
}

type Step = 'inputs' | 'plan';

/** From a template to a running stack, or from a stack to its next revision: inputs, then the plan, then it begins. Nothing is touched before. */
export function DeploySheet({ onClose, ...target }: DeploySheetProps) {
  const { project, draft, stack } = target;
  const router = useRouter();
  const [step, setStep] = useState<Step>('inputs');
  const deploy = useDeploy(target);
  useDone('preview', stack !== undefined && deploy.plan.data !== undefined);

  const preview = () => {
    deploy.showProblems();
    if (!deploy.complete) return;
    setStep('plan');
    deploy.plan.mutate(undefined, { onError: () => setStep('inputs') });
  };
  const start = () => deploy.deploy.mutate(undefined, {
    onSuccess: ({ stackId }) => {
      onClose();
      router.push(`${placeHref(project, 'stacks')}/${stackId}/graph`);
    },
    onError: (error) => {
      // The plan that was shown is no longer true: the new one takes its place.
      if (error instanceof Refusal && error.problem.code === 'moved') deploy.plan.mutate();
      else setStep('inputs');
    },
  });
  const times = useForecast(project, stack?.id ?? null, deploy.shownPlan);
  const [consent, setConsent] = useState<Consent>(NO_CONSENT);
  const tags = splitTags(deploy.options.tags);
  const unmet = step === 'plan' ? consentProblem(deploy.plan.data, tags, deploy.options.name, consent) : null;
  const next = step === 'inputs' ? preview : () => { if (unmet === null && deploy.plan.data) start(); };
  const busy = deploy.plan.isPending || deploy.deploy.isPending;
  useSubmitKey(() => (busy ? undefined : next()));
  const nothingToDo = deploy.plan.data !== undefined && deploy.plan.data.entries.every((entry) => entry.decision === 'keep');

  return (
    <Sheet
      open
      onClose={onClose}
      title={stack ? `Update ${stack.name}` : 'Deploy'}
      description={stack ? 'A new revision: the template and its values.' : draft.name}
      heading={<Steps step={step} planned={deploy.plan.data !== undefined} onStep={(to) => (to === 'plan' ? preview() : setStep('inputs'))} />}
      footer={
        <>
          {step === 'plan' ? <Button onClick={() => setStep('inputs')} disabled={busy}><ArrowLeft aria-hidden />Back</Button> : <Button onClick={onClose}>Cancel</Button>}
          {step === 'inputs' ? (
            <Button variant="primary" onClick={preview} disabled={deploy.form.isPending}>Preview the plan<ArrowRight aria-hidden /></Button>
          ) : (
            <Button variant="primary" onClick={start} title={unmet ?? undefined} disabled={busy || !deploy.plan.data || unmet !== null}><Rocket aria-hidden />{deploy.deploy.isPending ? 'Starting...' : nothingToDo ? 'Deploy anyway' : 'Deploy'}</Button>
          )}
        </>
      }
    >
      <div className="flex h-full min-h-0 flex-col">
        {deploy.refusal ? <div className="shrink-0 px-5 pt-4"><DiagnosticList problem={deploy.refusal} text={draft.text} /></div> : null}
        {step === 'inputs' ? (
          <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_320px] gap-8 overflow-y-auto p-5 max-md:grid-cols-1" tabIndex={-1}>
            <section aria-label="Parameters">
              <LayerChips layers={deploy.layers} known={deploy.known} own={Object.keys(draft.environment).length > 0} onChange={deploy.changeLayers} />
              <div className="mb-4 flex items-center justify-between gap-3">
                <h3 className="text-sm font-semibold">Parameters</h3>
                <FormTools project={project} fields={deploy.fields} onPaste={deploy.fill} given={() => ({ name: deploy.options.name, parameters: deploy.parameters, fields: deploy.fields, environment: deploy.environment, tags, timeoutMins: deploy.options.timeoutMins, rollback: deploy.options.onFailure === 'rollback', update: stack !== undefined })} />
              </div>
              {deploy.form.isPending ? <SkeletonRows rows={5} label="Reading the parameters" /> : <ParameterForm fields={deploy.fields} entries={deploy.entries} problems={deploy.problems} deployed={stack !== undefined} supplied={deploy.supplied} forgotten={deploy.forgotten} origins={deploy.origins} onForget={deploy.forget} onChange={deploy.change} />}
            </section>
            <section aria-label="Options" className="max-md:order-first">
              {deploy.form.data ? <Summary summary={deploy.form.data.summary} fields={deploy.fields} environments={deploy.layers.length + (Object.keys(draft.environment).length > 0 ? 1 : 0)} /> : null}
              <OptionsForm options={deploy.options} nameProblem={deploy.nameProblem} nameFixed={stack !== undefined} check={deploy.nameCheck} onChange={deploy.changeOptions} />
            </section>
          </div>
        ) : (
          <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1.2fr)_minmax(340px,1fr)] max-md:grid-cols-1">
            <section aria-label="Graph of the plan" className="flex min-h-0 flex-col border-e max-md:hidden">{deploy.shownPlan ? <PlanGraph plan={deploy.shownPlan} layout={draft.layout} /> : null}</section>
            <section aria-label="Plan" className="flex min-h-0 flex-col p-5">
              {deploy.plan.data ? <PlanWarnings plan={deploy.plan.data} tags={tags} stackName={deploy.options.name} consent={consent} onConsent={setConsent} /> : null}
              {deploy.plan.data ? <PlanAge id={deploy.plan.data.planId} at={deploy.plan.submittedAt} onAgain={() => deploy.plan.mutate()} /> : null}
              {deploy.shownPlan ? <><PlanTime forecast={times} /><PlanList plan={deploy.shownPlan} className="flex-1" aside={(entry) => <EntryAside entry={entry} expected={times.entries.get(entry.name)} stops={deploy.breakpoints.has(entry.name)} onStop={() => deploy.toggleBreakpoint(entry.name)} />} /></> : <SkeletonRows rows={8} label="Working out the plan" />}
            </section>
          </div>
        )}
      </div>
    </Sheet>
  );
}

/** Which plan this is, and how old: what is deployed is this plan or nothing. */
function PlanAge({ id, at, onAgain }: { id: string; at: number; onAgain: () => void }) {
  return (
    <p className="flex shrink-0 items-center gap-2 pb-2 text-xs text-muted">
      <span>Plan <span className="font-mono" title={id}>{id.slice(0, 8)}</span>, made <Ago at={new Date(at).toISOString()} />. If the stack changes meanwhile, a new one is shown first.</span>
      <button type="button" className="ms-auto shrink-0 rounded-sm underline decoration-border-strong underline-offset-2 hover:text-ink" onClick={onAgain}>Plan again</button>
    </p>
  );
}

function Steps({ step, planned, onStep }: { step: Step; planned: boolean; onStep: (step: Step) => void }) {
  const steps: readonly { id: Step; label: string }[] = [{ id: 'inputs', label: 'Inputs' }, { id: 'plan', label: 'Plan' }];
  return (
    <ol className="flex items-center gap-1" aria-label="Steps">
      {steps.map(({ id, label }, index) => (
        <li key={id}>
          <button type="button" aria-current={step === id ? 'step' : undefined} onClick={() => onStep(id)} className={cn('flex h-7 items-center gap-1.5 rounded-full px-2.5 text-xs', step === id ? 'bg-selected font-medium text-ink' : 'text-muted hover:bg-hover')}>
            <span aria-hidden className={cn('flex size-4 items-center justify-center rounded-full border text-[10px]', (step === id || (id === 'plan' && planned)) && 'border-ink')}>{index + 1}</span>
            {label}
          </button>
        </li>
      ))}
    </ol>
  );
}
