/** Mistral's API, version 2: as much of it as resource types use. Every call throws CloudFault. */
import { z } from 'zod';
import type { Json, JsonMap } from '@/lib/hot/types';
import { type Cloud, jsonIn, MISTRAL, type ServiceRequest } from './cloud';
import { CloudFault, unlessMissing } from './faults';

const workflow = z.object({ id: z.string(), name: z.string(), tags: z.array(z.string()).nullish().transform((tags) => tags ?? []), definition: z.string().nullish() });
export type Workflow = z.infer<typeof workflow>;

/** Mistral sends maps as text with JSON in it. */
const jsonText = z.string().nullish().transform((text): Json => {
  if (text === null || text === undefined || text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
});

const execution = z.object({
  id: z.string(), workflow_name: z.string(), state: z.string(), state_info: z.string().nullish(), input: jsonText, output: jsonText,
  created_at: z.string().nullish(), updated_at: z.string().nullish(),
});
export type Execution = z.infer<typeof execution>;

const task = z.object({ name: z.string(), state: z.string() });
export type Task = z.infer<typeof task>;

const trigger = z.object({
  id: z.string(), name: z.string(), workflow_name: z.string(), pattern: z.string().nullish(), workflow_params: jsonText,
  next_execution_time: z.string().nullish(), remaining_executions: z.number().nullish(),
});
export type CronTrigger = z.infer<typeof trigger>;

/** States in which an execution stays, unless somebody runs it again. PAUSED is none: people resume it. */
const ENDED = new Set(['SUCCESS', 'ERROR', 'CANCELLED']);

export function hasEnded({ state }: Pick<Execution, 'state'>): boolean {
  return ENDED.has(state);
}

/** Why it failed, in the words of the workflow, without Mistral's ids of executions in brackets. */
export function failureOf({ state, state_info: info }: Pick<Execution, 'state' | 'state_info'>): string {
  if (state === 'CANCELLED') return info ? `it was cancelled: ${tidy(info)}` : 'it was cancelled';
  return tidy(info ?? '') || `it ended in the state ${state}, without a message`;
}

/** Mistral tells of each task twice: in a line of the task, and in lines of its actions below, which begin with their ids. */
function tidy(info: string): string {
  const lines = info.split('\n').map((line) => line.trim()).filter((line) => line !== '' && !/^\[(?:wf_ex_id|task_ex_id|action_ex_id)=/.test(line));
  const withoutIds = lines.join(' ').replace(/\s*\[(?:wf_ex_id|task_ex_id|action_ex_id)=[^\]]*\]/g, '').replace(/,? ?(?:wf_ex_id|task_ex_id|action_ex_id)=[0-9a-f-]{36}/g, '');
  return withoutIds.replace(/\s+/g, ' ').trim().slice(0, 2_000);
}

export function mistral(cloud: Cloud, signal?: AbortSignal) {
  const ask = async <T>(shape: z.ZodType<T>, request: ServiceRequest): Promise<T> => {
    const answer = await cloud.call(MISTRAL, { ...request, ...(signal === undefined ? {} : { signal }) });
    const read = shape.safeParse(jsonIn(answer, 'Mistral'));
    if (!read.success) throw new CloudFault('refused', `Mistral answered what was not expected to ${request.method} ${request.path}: ${z.prettifyError(read.error)}`);
    return read.data;
  };
  const remove = async (path: string): Promise<void> => {
    await unlessMissing(cloud.call(MISTRAL, { method: 'DELETE', path, ...(signal === undefined ? {} : { signal }) }));
  };
  const one = (name: string): string => encodeURIComponent(name);
  const definition = (method: 'POST' | 'PUT') => async (text: string): Promise<Workflow> => {
    const { workflows } = await ask(z.object({ workflows: z.array(workflow).min(1) }), { method, path: '/workflows', text, headers: { 'content-type': 'text/plain' } });
    const [made] = workflows;
    if (made === undefined) throw new CloudFault('refused', 'Mistral made no workflow of the definition');
    return made;
  };
  return {
    createWorkflow: definition('POST'),
    updateWorkflow: definition('PUT'),
    findWorkflow: (name: string): Promise<Workflow | null> => unlessMissing(ask(workflow, { method: 'GET', path: `/workflows/${one(name)}` })),
    deleteWorkflow: (name: string): Promise<void> => remove(`/workflows/${one(name)}`),

    /** With an id that exists already, Mistral answers with that execution and starts none: so it may be asked again. */
    startExecution: (wanted: { id: string; workflow: string; input: JsonMap; params: JsonMap; description: string }): Promise<Execution> =>
      ask(execution, {
        method: 'POST', path: '/executions', repeatable: true,
        json: { id: wanted.id, workflow_name: wanted.workflow, input: JSON.stringify(wanted.input), params: JSON.stringify(wanted.params), description: wanted.description },
      }),
    findExecution: (id: string): Promise<Execution | null> => unlessMissing(ask(execution, { method: 'GET', path: `/executions/${one(id)}` })),
    tasksOf: async (id: string): Promise<Task[]> => {
      const { tasks } = await ask(z.object({ tasks: z.array(task) }), { method: 'GET', path: `/executions/${one(id)}/tasks?fields=name,state&sort_keys=created_at&limit=100` });
      return tasks;
    },
    /** What has ended stays as it ended. */
    cancelExecution: async (id: string, why: string): Promise<void> => {
      await unlessMissing(ask(z.unknown(), { method: 'PUT', path: `/executions/${one(id)}`, json: { state: 'CANCELLED', state_info: why } }));
    },
    deleteExecution: (id: string): Promise<void> => remove(`/executions/${one(id)}?force=true`),

    createTrigger: (wanted: { name: string; workflow: string; pattern: string | null; firstTime: string | null; count: number | null; input: JsonMap; params: JsonMap }): Promise<CronTrigger> =>
      ask(trigger, {
        method: 'POST', path: '/cron_triggers',
        json: {
          name: wanted.name, workflow_name: wanted.workflow, workflow_input: JSON.stringify(wanted.input), workflow_params: JSON.stringify(wanted.params),
          ...(wanted.pattern === null ? {} : { pattern: wanted.pattern }),
          ...(wanted.firstTime === null ? {} : { first_execution_time: wanted.firstTime }),
          ...(wanted.count === null ? {} : { remaining_executions: wanted.count }),
        },
      }),
    findTrigger: (name: string): Promise<CronTrigger | null> => unlessMissing(ask(trigger, { method: 'GET', path: `/cron_triggers/${one(name)}` })),
    deleteTrigger: (name: string): Promise<void> => remove(`/cron_triggers/${one(name)}`),
  };
}

export type Mistral = ReturnType<typeof mistral>;
