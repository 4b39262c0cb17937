/** The text that defines a workflow at Mistral, made of the properties of a resource as Heat makes it. Pure. */
import { stringify } from 'yaml';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText, isMap, textOf } from '../values';

/** By these tags a workflow is known as one that a resource has made. */
export function tagsOf(stackId: string, resource: { id: string; name: string }): { resource: string; place: string } {
  return { resource: `hearth-resource:${resource.id}`, place: `hearth-place:${stackId}/${resource.name}`.slice(0, 255) };
}

export function definitionOf(name: string, properties: JsonMap, marks: readonly string[]): string {
  const { type, description, output, input, tasks, task_defaults: defaults } = properties;
  const workflow: JsonMap = {
    ...present({ type, description, output }),
    tags: [...asList(properties['tags']).map(asText), ...marks],
    ...(isMap(input) ? { input: Object.keys(input) } : {}),
    tasks: Object.fromEntries(asList(tasks).map((task) => [asText(asMap(task)['name']), taskOf(asMap(task))])),
    ...(isMap(defaults) ? { 'task-defaults': dashed(present(defaults)) } : {}),
  };
  return stringify({ version: '2.0', [name]: workflow });
}

/** `policies` is how templates of Kilo wrote what stands beside it now. Mistral refuses empty lists and maps in a task; a condition of a template may leave one. */
function taskOf({ name: _name, policies, ...task }: JsonMap): JsonMap {
  const given = Object.entries(present({ ...task, ...asMap(policies) })).filter(([, value]) => typeof value !== 'object' || value === null || Object.keys(value).length > 0);
  return dashed(Object.fromEntries(given));
}

function dashed(map: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name.replaceAll('_', '-'), value]));
}

/** What was not given is null. */
function present(map: Record<string, Json | undefined>): JsonMap {
  return Object.fromEntries(Object.entries(map).flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value]])));
}

/** What Mistral would refuse, in the words of Heat where it has some. */
export function definitionProblems(properties: JsonMap): string[] {
  const direct = properties['type'] === 'direct';
  const problems = asList(properties['tasks']).flatMap((item): string[] => {
    const task = asMap(item);
    const name = asText(task['name']);
    const { workflow, action, requires, policies } = task;
    const given = (value: Json | undefined): boolean => value !== null && value !== undefined && value !== '';
    return [
      ...(given(workflow) && given(action) ? [`Cannot define the following properties at the same time: workflow, action (task ${name}).`] : []),
      ...(!given(workflow) && !given(action) ? [`At least one of the following properties must be specified: workflow, action (task ${name}).`] : []),
      ...(direct && given(requires) ? [`task ${name} contains property 'requires' in case of direct workflow. Only reverse workflows can contain property 'requires'.`] : []),
      ...Object.keys(asMap(policies)).filter((key) => given(task[key])).map((key) => `Property policies and ${key} cannot be used both at one time (task ${name}).`),
    ];
  });
  const names = asList(properties['tasks']).map((task) => textOf(asMap(task)['name']));
  const twice = names.find((name, index) => name !== null && names.indexOf(name) !== index);
  return twice === undefined || twice === null ? problems : [...problems, `Two tasks are called ${twice}: each needs a name of its own.`];
}
