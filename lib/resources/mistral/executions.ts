/** Executions of workflows as resources see them: started once, looked at, told of in words. */
import type { ActionContext } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { type Execution, type Mistral, type Task } from '@/lib/providers/openstack/mistral';

/** As the attribute `executions` has them. */
export function shown({ id, workflow_name, created_at, updated_at, state, input, output }: Execution): JsonMap {
  return { id, workflow_name, created_at: created_at ?? null, updated_at: updated_at ?? null, state, input: input ?? {}, output: output ?? {} };
}

/** "workflow shop-install: 2 tasks done, under way: configure, start" */
export function progressOf({ workflow_name: name, state }: Execution, tasks: readonly Task[]): string {
  const done = tasks.filter((task) => task.state === 'SUCCESS').length;
  const underWay = [...new Set(tasks.filter((task) => !['SUCCESS', 'ERROR', 'CANCELLED', 'SKIPPED'].includes(task.state)).map((task) => task.name))];
  const counted = `${done} ${done === 1 ? 'task' : 'tasks'} done`;
  if (state === 'PAUSED') return `workflow ${name}, which is paused at Mistral: ${counted}`;
  return `workflow ${name}: ${counted}${underWay.length === 0 ? '' : `, under way: ${underWay.slice(0, 5).join(', ')}${underWay.length > 5 ? ', ...' : ''}`}`;
}

export async function lookAt(api: Mistral, id: string): Promise<{ execution: Execution; what: string } | null> {
  const execution = await api.findExecution(id);
  if (execution === null) return null;
  const tasks = ['RUNNING', 'PAUSED'].includes(execution.state) ? await api.tasksOf(id) : [];
  return { execution, what: progressOf(execution, tasks) };
}

/** Params of an execution with something more in its environment, which workflows read with `env()`. */
export function withEnvironment(params: JsonMap, more: JsonMap): JsonMap {
  const env = params['env'];
  return { ...params, env: { ...(typeof env === 'object' && env !== null && !Array.isArray(env) ? env : {}), ...more } };
}

/** Said to Mistral when what it does is not wanted any more. */
export function whyGivenUp({ stack, resource }: Pick<ActionContext, 'stack' | 'resource'>): string {
  return `Given up by Hearth: ${resource.name} of the stack ${stack.name} is not wanted any more`;
}

export function mapOr(value: Json | undefined): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
