/** Runs a workflow as Mistral would, as far as tests need it: direct workflows of std.echo, std.noop, std.async_noop and std.fail, one path at a time. */
import { randomUUID } from 'node:crypto';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText } from '@/lib/software/json';

export interface TaskRun {
  name: string;
  state: 'DELAYED' | 'RUNNING' | 'SUCCESS' | 'ERROR';
}

export interface Run {
  state: 'RUNNING' | 'SUCCESS' | 'ERROR' | 'CANCELLED';
  stateInfo: string | null;
  output: JsonMap;
  tasks: TaskRun[];
}

/** `spec` is what stands below the workflow's name in its definition. */
export function runWorkflow(spec: JsonMap, input: JsonMap, env: JsonMap): { run: Run; cancel(why: string): void } {
  const run: Run = { state: 'RUNNING', stateInfo: null, output: {}, tasks: [] };
  const context: JsonMap = { ...input };
  let timer: NodeJS.Timeout | undefined;
  const end = (state: 'SUCCESS' | 'ERROR' | 'CANCELLED', info: string | null): void => {
    clearTimeout(timer);
    run.state = state;
    run.stateInfo = info;
    run.output = state === 'SUCCESS' ? asMap(evaluate(spec['output'] ?? context, context, env, null)) : { result: info };
  };
  const step = async (name: string): Promise<void> => {
    const task = asMap(asMap(spec['tasks'])[name]);
    const entry: TaskRun = { name, state: 'DELAYED' };
    run.tasks.push(entry);
    await new Promise<void>((resolve) => {
      timer = setTimeout(resolve, Number(task['wait-before'] ?? 0) * 1000);
    });
    if (run.state !== 'RUNNING') return;
    const [action, given] = actionOf(task);
    if (action === 'std.async_noop') {
      // Nobody ever says that it is done: its time ends it, if it has one.
      entry.state = 'RUNNING';
      const seconds = Number(task['timeout'] ?? Infinity);
      if (!Number.isFinite(seconds)) return;
      timer = setTimeout(() => {
        entry.state = 'ERROR';
        end('ERROR', `Failure caused by error in tasks: ${name}\n\n  ${name} [task_ex_id=${randomUUID()}] -> Task timed out [timeout(s)=${seconds}].\n`);
      }, seconds * 1000);
      return;
    }
    if (action === 'std.fail') {
      entry.state = 'ERROR';
      const message = "The action raised an exception [action=Fail action, msg='Fail action expected exception.']";
      const id = randomUUID();
      return end('ERROR', `Failure caused by error in tasks: ${name}\n\n  ${name} [task_ex_id=${id}] -> ${message}\n    [action_ex_id=${id}, idx=0]: ${message}\n`);
    }
    entry.state = 'SUCCESS';
    const result = evaluate(given, context, env, null);
    Object.assign(context, asMap(evaluate(task['publish'] ?? {}, context, env, result)));
    const [next] = asList(task['on-success']).map((item) => (isMap(item) ? (Object.keys(item)[0] ?? '') : asText(item)));
    if (next === undefined) return end('SUCCESS', null);
    const message = /^fail\(msg=['"](.*)['"]\)$/.exec(next)?.[1];
    if (message !== undefined) return end('ERROR', asText(evaluate(message, context, env, null)));
    return step(next);
  };
  const names = Object.keys(asMap(spec['tasks']));
  const followed = new Set(names.flatMap((name) => asList(asMap(asMap(spec['tasks'])[name])['on-success']).map((item) => (isMap(item) ? Object.keys(item)[0] : item))));
  const first = names.find((name) => !followed.has(name));
  if (first !== undefined) void step(first);
  return { run, cancel: (why) => (run.state === 'RUNNING' ? end('CANCELLED', why) : undefined) };
}

/** `std.echo output='x'`, or its action and input apart. */
function actionOf(task: JsonMap): [string, Json] {
  const [, action = '', inline] = /^(\S+)(?:\s+output='(.*)')?$/s.exec(asText(task['action'])) ?? [];
  return [action, inline ?? asMap(task['input'])['output'] ?? null];
}

/** Expressions of the simplest kinds; a text that is one as a whole has its value, whatever it is. */
function evaluate(value: Json, context: JsonMap, env: JsonMap, result: Json): Json {
  if (Array.isArray(value)) return value.map((item) => evaluate(item, context, env, result));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluate(item, context, env, result)]));
  if (typeof value !== 'string') return value;
  const whole = /^<%\s*([^%]*?)\s*%>$/.exec(value)?.[1];
  if (whole !== undefined) return lookUp(whole, context, env, result);
  return value.replace(/<%\s*([^%]*?)\s*%>/g, (_, expression: string) => asText(lookUp(expression, context, env, result)));
}

function lookUp(expression: string, context: JsonMap, env: JsonMap, result: Json): Json {
  const [head = '', ...path] = expression.split(/\.(?![^(]*\))/);
  const root: Json = head === '$' ? context : head === 'env()' ? env : head === 'task()' ? { result } : null;
  return path.reduce<Json>((value, key) => (isMap(value) ? (value[key] ?? null) : null), root);
}
