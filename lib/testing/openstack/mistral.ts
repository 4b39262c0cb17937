/** Stands in for Mistral: its API as far as Hearth uses it, with the answers that Mistral 15 gave when it was asked the same. */
import { randomUUID } from 'node:crypto';
import { parse } from 'yaml';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText } from '@/lib/software/json';
import { type Run, runWorkflow } from './workflow-run';

interface StoredExecution {
  shown: JsonMap;
  run: Run;
  cancel(why: string): void;
}

export class MistralStandIn {
  private readonly workflows = new Map<string, { shown: JsonMap; spec: JsonMap }>();
  private readonly executions = new Map<string, StoredExecution>();
  private readonly triggers = new Map<string, JsonMap>();

  async handle(method: string, path: string, request: Request): Promise<Response> {
    const [kind = '', name, more] = path.split('/').filter(Boolean).map(decodeURIComponent);
    switch (kind) {
      case 'workflows':
        return this.workflow(method, name, request);
      case 'executions':
        return more === 'tasks' ? this.tasks(name ?? '') : this.execution(method, name, request);
      case 'cron_triggers':
        return this.trigger(method, name, request);
      default:
        return fault(404, 'Not Found');
    }
  }

  private async workflow(method: string, name: string | undefined, request: Request): Promise<Response> {
    if (name === undefined && method === 'GET') return json(200, { workflows: [...this.workflows.values()].map(({ shown }) => shown) });
    if (name === undefined && request.headers.get('accept') === 'application/json') return json(406, { code: 406, title: 'Not Acceptable', description: null });
    if (name === undefined) return this.define(method, await request.text());
    const found = this.workflows.get(name);
    if (found === undefined) return fault(404, `Workflow not found [workflow_identifier=${name}, namespace=]`);
    if (method !== 'DELETE') return json(200, found.shown);
    const using = [...this.triggers.values()].filter((trigger) => trigger['workflow_name'] === name);
    if (using.length > 0) return fault(400, `Can't delete workflow that has cron triggers associated. [workflow_identifier=${name}, namespace=], [cron_trigger_id(s)=${using.map(({ id }) => asText(id)).join(', ')}]`);
    this.workflows.delete(name);
    return new Response(null, { status: 204 });
  }

  private define(method: string, text: string): Response {
    const document: JsonMap = asMap(parse(text));
    const made = Object.entries(document).filter(([key]) => key !== 'version').map(([name, spec]) => ({ name, spec: asMap(spec) }));
    for (const { name, spec } of made) {
      for (const task of Object.values(asMap(spec['tasks']))) {
        const unknown = Object.keys(asMap(task)).find((key) => !TASK_KEYS.has(key));
        if (unknown !== undefined) return fault(400, `Invalid DSL: Additional properties are not allowed ('${unknown}' was unexpected)\n\nFailed validating 'additionalProperties' in schema:\n    {...}`);
      }
      if (method === 'POST' && this.workflows.has(name)) return json(409, { faultstring: `Duplicate entry for WorkflowDefinition ['name', 'namespace', 'project_id']: ${name}, , None` });
    }
    const shown = made.map(({ name, spec }) => {
      const before = this.workflows.get(name)?.shown;
      const workflow: JsonMap = { id: before?.['id'] ?? randomUUID(), name, namespace: '', input: asList(spec['input']).map(asText).join(', '), definition: text, tags: asList(spec['tags']), scope: 'private', created_at: now(), updated_at: null };
      this.workflows.set(name, { shown: workflow, spec });
      return workflow;
    });
    return json(method === 'POST' ? 201 : 200, { workflows: shown });
  }

  private async execution(method: string, id: string | undefined, request: Request): Promise<Response> {
    if (id === undefined) return method === 'GET' ? json(200, { executions: [...this.executions.values()].map((one) => executionShown(one)) }) : this.start(asMap(await request.json()));
    const found = this.executions.get(id);
    if (found === undefined) return fault(404, `WorkflowExecution not found [id=${id}]`);
    if (method === 'DELETE') {
      found.cancel('deleted');
      this.executions.delete(id);
      return new Response(null, { status: 204 });
    }
    if (method === 'PUT') {
      const { state, state_info: why } = asMap(await request.json());
      if (state === 'CANCELLED') found.cancel(asText(why));
    }
    return json(200, executionShown(found));
  }

  private start(wanted: JsonMap): Response {
    const id = typeof wanted['id'] === 'string' ? wanted['id'] : randomUUID();
    const there = this.executions.get(id);
    if (there !== undefined) return json(201, executionShown(there));
    const name = asText(wanted['workflow_name']);
    const workflow = this.workflows.get(name);
    if (workflow === undefined) return fault(404, `Workflow not found [workflow_identifier=${name}, namespace=]`);
    const input = mapIn(wanted['input']);
    const declared = asList(workflow.spec['input']).map(asText);
    const missing = declared.filter((key) => !(key in input));
    const unexpected = Object.keys(input).filter((key) => !declared.includes(key));
    if (missing.length > 0 || unexpected.length > 0) return fault(400, `Invalid input [name=${name}, class=DirectWorkflowSpec, missing=[${quoted(missing)}], unexpected=[${quoted(unexpected)}]]`);
    const params = mapIn(wanted['params']);
    const started = runWorkflow(workflow.spec, input, asMap(params['env']));
    const execution: StoredExecution = {
      ...started,
      shown: { id, workflow_id: workflow.shown['id'] ?? null, workflow_name: name, description: wanted['description'] ?? '', params: JSON.stringify(params), input: JSON.stringify(input), created_at: now() },
    };
    this.executions.set(id, execution);
    return json(201, executionShown(execution));
  }

  private tasks(id: string): Response {
    const found = this.executions.get(id);
    return found === undefined ? fault(404, `WorkflowExecution not found [id=${id}]`) : json(200, { tasks: found.run.tasks.map(({ name, state }) => ({ id: randomUUID(), name, state })) });
  }

  private async trigger(method: string, name: string | undefined, request: Request): Promise<Response> {
    if (name === undefined && method === 'GET') return json(200, { cron_triggers: [...this.triggers.values()] });
    if (name === undefined) {
      const wanted = asMap(await request.json());
      const wantedName = asText(wanted['name']);
      if (this.triggers.has(wantedName)) return fault(409, `Duplicate entry for cron trigger ['name', 'project_id']: ${wantedName}, None`);
      const workflow = asText(wanted['workflow_name']);
      if (!this.workflows.has(workflow)) return fault(404, `Workflow not found [workflow_identifier=${workflow}, namespace=]`);
      const trigger: JsonMap = {
        id: randomUUID(), name: wantedName, workflow_name: workflow, workflow_input: wanted['workflow_input'] ?? '{}', workflow_params: wanted['workflow_params'] ?? '{}',
        pattern: wanted['pattern'] ?? null, remaining_executions: wanted['remaining_executions'] ?? null, next_execution_time: now(), created_at: now(),
      };
      this.triggers.set(wantedName, trigger);
      return json(201, trigger);
    }
    const found = this.triggers.get(name);
    if (found === undefined) return fault(404, `Cron trigger not found [identifier=${name}]`);
    if (method !== 'DELETE') return json(200, found);
    this.triggers.delete(name);
    return new Response(null, { status: 204 });
  }
}

const TASK_KEYS: ReadonlySet<string> = new Set(['action', 'workflow', 'description', 'input', 'publish', 'on-success', 'on-error', 'on-complete', 'requires', 'retry', 'wait-before', 'wait-after', 'pause-before', 'timeout', 'with-items', 'keep-result', 'concurrency', 'target', 'join']);

function executionShown({ shown, run }: StoredExecution): JsonMap {
  return { ...shown, state: run.state, state_info: run.stateInfo, output: JSON.stringify(run.output), updated_at: now() };
}

/** As Mistral writes times. */
function now(): string {
  return new Date().toISOString().slice(0, 19).replace('T', ' ');
}

function mapIn(value: Json | undefined): JsonMap {
  if (isMap(value)) return value;
  return typeof value === 'string' && value !== '' ? asMap(JSON.parse(value)) : {};
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}

export function json(status: number, body: Json): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}

function fault(status: number, faultstring: string): Response {
  return json(status, { faultcode: 'Client', faultstring, debuginfo: null });
}
