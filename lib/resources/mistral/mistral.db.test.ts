/** Workflows of templates, deployed as the product does, at Mistral: a stand-in, and a real one where there is one. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonMap } from '@/lib/hot/types';
import { mistral } from '@/lib/providers/openstack/mistral';
import { asList, asMap, asText } from '@/lib/software/json';
import type { Deployment } from '@/lib/testing/deployment-stage';
import { type CloudStage, freshName, openCloudStage } from '@/lib/testing/openstack/cloud-stage';
import { testClouds } from '@/lib/testing/openstack/test-cloud';

const until = async (holds: () => Promise<boolean>, what: string, withinMs = 30_000): Promise<void> => {
  for (const end = Date.now() + withinMs; !(await holds()); ) {
    if (Date.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((resolve) => {
      setTimeout(resolve, 100);
    });
  }
};

/** A resource whose making, changing and removing are workflows of the same template. */
const THING = (words: { seconds?: number; fail?: boolean; word?: string; size?: number; always?: boolean } = {}): string => `
heat_template_version: 2021-04-16
resources:
  make:
    type: OS::Mistral::Workflow
    properties:
      type: direct
      input: {word: '', size: 0}
      output: {resource_id: 'thing-<% $.word %>', said: <% $.said %>, before: <% env().heat_extresource_data %>}
      tasks:
        - {name: prepare, action: std.noop, wait_before: ${words.seconds ?? 0}, on_success: [speak]}
        - name: speak
          action: std.echo
          input: {output: '<% $.word %> was made'}
          publish: {said: <% task().result %>}
          ${words.fail === true ? 'on_success: ["fail(msg=\'the disk is full\')"]' : ''}
  change:
    type: OS::Mistral::Workflow
    properties:
      type: direct
      input: {word: '', size: 0}
      output: {said: '<% $.word %> was changed', before: <% env().heat_extresource_data.said %>}
      tasks: [{name: change, action: std.noop}]
  remove:
    type: OS::Mistral::Workflow
    properties:
      type: direct
      input: {word: '', size: 0}
      output: {removed: <% $.word %>}
      tasks: [{name: remove, action: std.noop}]
  thing:
    type: OS::Mistral::ExternalResource
    properties:
      input: {word: ${words.word ?? 'lamp'}, size: ${words.size ?? 1}}
      replace_on_change_inputs: [size]
      ${words.always === true ? 'always_update: true' : ''}
      actions:
        CREATE: {workflow: {get_resource: make}}
        UPDATE: {workflow: {get_resource: change}}
        SUSPEND: {workflow: {get_resource: change}}
        DELETE: {workflow: {get_resource: remove}}
  reader:
    type: OS::Heat::Value
    properties: {value: {str_replace: {template: 'it says WORD', params: {WORD: {get_attr: [thing, output, said]}}}}}
outputs:
  heard: {value: {get_attr: [reader, value]}}
  all: {value: {get_attr: [thing, output]}}
`;

describe.each(testClouds())('workflows at $name', ({ open }) => {
  let site: CloudStage;
  let cloud: CloudStage['cloud'];
  let stage: CloudStage['stage'];
  beforeAll(async () => {
    site = await openCloudStage(open);
    ({ cloud, stage } = site);
  });
  afterAll(() => site.close());

  const name = freshName;
  const at = () => mistral(cloud.cloud);
  const row = async ({ stackId }: Deployment, resource: string): Promise<{ physical: string; data: JsonMap; attributes: JsonMap; action: string }> => {
    const { rows } = await stage.world.database.pool.query<{ physical: string; data: JsonMap; attributes: JsonMap; action: string }>(
      "SELECT physical_resource_id AS physical, data, attributes, action FROM resource WHERE root_id = $1 AND name = $2 AND NOT (action = 'DELETE' AND status = 'COMPLETE') ORDER BY created_at DESC", [stackId, resource],
    );
    if (rows[0] === undefined) throw new Error(`no ${resource}`);
    return rows[0];
  };
  const execution = async (stack: Deployment): Promise<string> => asText((await row(stack, 'thing')).data['execution']);
  const complete: CloudStage['complete'] = (stack, action) => site.complete(stack, action);
  const deleted: CloudStage['deleted'] = (stack) => site.deleted(stack);
  const executionsOf = async (workflow: string): Promise<JsonMap[]> => {
    const { text } = await cloud.cloud.call({ called: 'Mistral', types: ['workflowv2'], version: '/v2' }, { method: 'GET', path: '/executions' });
    return asList(asMap(JSON.parse(text))['executions']).map(asMap).filter((one) => one['workflow_name'] === workflow);
  };

  it('make a resource, whose outputs others read; change it; are run when it goes; and go with the stack', async () => {
    const stack = await stage.create(name(), THING());
    await complete(stack, 'CREATE');
    expect(await stage.output(stack, 'heard')).toBe('it says lamp was made');
    expect(await stage.output(stack, 'all')).toEqual({ resource_id: 'thing-lamp', said: 'lamp was made', before: {} });
    expect((await row(stack, 'thing')).physical).toBe('thing-lamp');

    await stage.update(stack, THING({ word: 'tall lamp' }));
    await complete(stack, 'UPDATE');
    expect(await stage.output(stack, 'all')).toEqual({ said: 'tall lamp was changed', before: 'lamp was made' });
    expect((await row(stack, 'thing')).physical).toBe('thing-lamp');

    const remove = (await row(stack, 'remove')).physical;
    await deleted(stack);
    expect(await stage.events(stack)).toEqual(expect.arrayContaining(['thing DELETE_COMPLETE state changed', 'remove DELETE_COMPLETE state changed']));
    expect(await at().findWorkflow(remove)).toBeNull();
  });

  it('are those of the example as well, which goes back where its workflow has no room', async () => {
    const text = readFileSync(path.join(import.meta.dirname, '../../../examples/mistral.yaml'), 'utf8');
    expect(stage.problems(text)).toEqual([]);
    const stack = await stage.create(name(), text);
    await complete(stack, 'CREATE');
    expect(await stage.output(stack, 'address')).toBe('http://thing.example.org/3');
    await stage.update(stack, text, { size: 4, fail: true });
    await complete(stack, 'UPDATE');
    expect(await stage.output(stack, 'address')).toBe('http://thing.example.org/3');
    await deleted(stack);
    const failing = await stage.create(name(), text, { fail: true });
    await complete(failing, 'ROLLBACK');
    expect((await stage.events(failing)).join('\n')).toContain('failed: there is no room for it');
  });

  it('make it anew where an input changes that asks for it, and run at every update where that is wanted', async () => {
    const stack = await stage.create(name(), THING({ always: true }));
    await complete(stack, 'CREATE');
    await stage.update(stack, THING({ always: true }));
    await complete(stack, 'UPDATE');
    expect(await stage.output(stack, 'heard')).toBe('it says lamp was changed');
    await stage.update(stack, THING({ always: true, size: 2, word: 'bulb' }));
    await complete(stack, 'UPDATE');
    expect(await stage.output(stack, 'heard')).toBe('it says bulb was made');
    expect((await row(stack, 'thing')).physical).toBe('thing-bulb');
    await deleted(stack);
  });

  it('run when a stack is suspended, where the template names one', async () => {
    const stack = await stage.create(name(), THING());
    await complete(stack, 'CREATE');
    await stage.act(stack, 'SUSPEND');
    await complete(stack, 'SUSPEND');
    expect(await stage.output(stack, 'all')).toEqual({ said: 'lamp was changed', before: 'lamp was made' });
    await stage.act(stack, 'RESUME');
    await complete(stack, 'RESUME');
    await deleted(stack);
  });

  it('fail the stack with their own words, and it is rolled back', async () => {
    const stack = await stage.create(name(), THING({ fail: true }));
    await complete(stack, 'ROLLBACK');
    const make = /^thing CREATE_FAILED Error: resources\.thing: Workflow (\S+) failed: the disk is full$/;
    const events = await stage.events(stack);
    expect(events).toContainEqual(expect.stringMatching(make));
    // What a failed creation has left is removed by the workflow for that.
    expect(events).toContain('thing DELETE_COMPLETE state changed');
    const failed = events.map((line) => make.exec(line)?.[1]).find((found) => found !== undefined) ?? '';
    expect(await at().findWorkflow(failed)).toBeNull();
  });

  it('tell how far they are, and are cancelled when the stack is deleted meanwhile', async () => {
    const stack = await stage.create(name(), THING({ seconds: 60 }));
    await stage.heard(stack, /^workflow \S+: 0 tasks done, under way: prepare$/);
    const id = await execution(stack);
    await deleted(stack);
    expect(await at().findExecution(id)).toMatchObject({ state: 'CANCELLED', state_info: expect.stringContaining('Given up by Hearth') });
  });

  it('are cancelled when the stack has no time left', async () => {
    const stack = await stage.create(name(), THING({ seconds: 60 }), {}, 'keep');
    await stage.heard(stack, /under way: prepare$/);
    const id = await execution(stack);
    await stage.stopWorker();
    await stage.world.database.pool.query("UPDATE operation SET started_at = started_at - interval '10 minutes' WHERE stack_id = $1", [stack.stackId]);
    await stage.startWorker();
    expect(await stage.finished(stack)).toMatch(/^CREATE_FAILED: .*[Tt]imed out/);
    await until(async () => (await at().findExecution(id))?.state === 'CANCELLED', 'the execution is cancelled');
    await deleted(stack);
  });

  it('fail for themselves when an action fails', async () => {
    const stack = await stage.create(name(), `
heat_template_version: 2021-04-16
resources:
  flow:
    type: OS::Mistral::Workflow
    properties: {type: direct, tasks: [{name: go, action: std.fail}]}
  thing:
    type: OS::Mistral::ExternalResource
    properties: {actions: {CREATE: {workflow: {get_resource: flow}}}}
`);
    await complete(stack, 'ROLLBACK');
    const words = (await stage.events(stack)).find((line) => line.startsWith('thing CREATE_FAILED')) ?? '';
    expect(words).toContain('failed: Failure caused by error in tasks: go go -> The action raised an exception [action=Fail action');
    expect(words).not.toMatch(/ex_id/);
  });

  it('are started once, although the answer was lost and the worker is another one', async () => {
    cloud.loseAnswer('POST', /^\/executions$/);
    const before = cloud.asked.length;
    const stack = await stage.create(name(), THING({ seconds: 2 }));
    await stage.heard(stack, /^workflow /);
    const id = await execution(stack);
    await stage.stopWorker();
    await stage.startWorker();
    await complete(stack, 'CREATE');
    expect(await execution(stack)).toBe(id);
    expect(cloud.asked.slice(before).filter((line) => line === 'POST /executions').length).toBeGreaterThan(1);
    expect(await executionsOf((await row(stack, 'make')).physical)).toHaveLength(1);
    await deleted(stack);
  });

  it('go on at Mistral when the worker is killed, and are followed to their end by the next one', async () => {
    const kill = await stage.startDoomedWorker();
    const stack = await stage.create(name(), THING({ seconds: 3 }));
    await stage.heard(stack, /under way: prepare$/);
    await kill();
    await stage.startWorker();
    await complete(stack, 'CREATE');
    expect(await stage.output(stack, 'heard')).toBe('it says lamp was made');
    expect(await executionsOf((await row(stack, 'make')).physical)).toHaveLength(1);

    // An update, too, whose workflow then fails: the next worker takes the stack back.
    const killAgain = await stage.startDoomedWorker();
    await stage.update(stack, THING({ size: 2, seconds: 2, fail: true }));
    const { physical } = await row(stack, 'make');
    await until(async () => (await executionsOf(physical)).length === 2, 'the second execution is under way');
    await killAgain();
    await stage.startWorker();
    await complete(stack, 'ROLLBACK');
    expect(await stage.output(stack, 'heard')).toBe('it says lamp was made');
    await deleted(stack);
  }, 120_000);

  it('fail the stack when a task takes longer than it may', async () => {
    const stack = await stage.create(name(), `
heat_template_version: 2021-04-16
resources:
  flow:
    type: OS::Mistral::Workflow
    properties: {type: direct, tasks: [{name: endless, action: std.async_noop, timeout: 1}]}
  thing:
    type: OS::Mistral::ExternalResource
    properties: {actions: {CREATE: {workflow: {get_resource: flow}}}}
`);
    await complete(stack, 'ROLLBACK');
    const words = (await stage.events(stack)).find((line) => line.startsWith('thing CREATE_FAILED')) ?? '';
    expect(words).toContain('failed: Failure caused by error in tasks: endless endless -> Task timed out [timeout(s)=1].');
  }, 90_000);

  it('are defined once, although the answer was lost, and another stack cannot take their names', async () => {
    const fixed = name();
    const text = `
heat_template_version: 2021-04-16
resources:
  flow:
    type: OS::Mistral::Workflow
    properties: {name: ${fixed}, type: direct, tasks: [{name: go, action: std.noop}]}
`;
    cloud.loseAnswer('POST', /^\/workflows$/);
    const stack = await stage.create(name(), text);
    await complete(stack, 'CREATE');
    expect((await row(stack, 'flow')).physical).toBe(fixed);
    const other = await stage.create(name(), text, {}, 'keep');
    expect(await stage.finished(other)).toMatch(new RegExp(`^CREATE_FAILED: .*A workflow called ${fixed} is at Mistral already`));
    await deleted(other);
    expect(await at().findWorkflow(fixed)).not.toBeNull();
    await deleted(stack);
    expect(await at().findWorkflow(fixed)).toBeNull();
  });

  it('refuse definitions in the words of Mistral', async () => {
    const stack = await stage.create(name(), `
heat_template_version: 2021-04-16
resources:
  thing:
    type: OS::Mistral::ExternalResource
    properties: {actions: {CREATE: {workflow: nowhere-to-be-found}}}
`);
    await complete(stack, 'ROLLBACK');
    expect(await stage.events(stack)).toContainEqual(
      'thing CREATE_FAILED NotFound: resources.thing: Cloud "cloud": Mistral answered 404: Workflow not found [workflow_identifier=nowhere-to-be-found, namespace=]',
    );
  });

  const SIGNALLED = (greeting: string): string => `
heat_template_version: 2021-04-16
resources:
  flow:
    type: OS::Mistral::Workflow
    properties:
      type: direct
      description: greets
      input: {who: nobody}
      output: {greeting: <% $.greeting %>}
      tasks: [{name: greet, action: std.echo output='${greeting} <% $.who %>', publish: {greeting: <% task().result %>}}]
outputs:
  url: {value: {get_attr: [flow, alarm_url]}}
  data: {value: {get_attr: [flow, data]}}
  executions: {value: {get_attr: [flow, executions]}}
`;

  it('are started by signals with what they bring, and their end is told', async () => {
    const stack = await stage.create(name(), SIGNALLED('hello'));
    await complete(stack, 'CREATE');
    const flow = (await row(stack, 'flow')).physical;
    expect(await stage.output(stack, 'data')).toEqual({ name: flow, input: { who: 'nobody' } });
    const watch = stage.world.watchExecutions(() => undefined, 200);
    const send = async (body: JsonMap): Promise<void> => {
      expect((await fetch(asText(await stage.output(stack, 'url')), { method: 'POST', body: JSON.stringify(body) })).status).toBe(200);
    };
    const executions = async () => asList(await stage.output(stack, 'executions')).map(asMap);
    try {
      await send({ input: { who: 'Ann' } });
      await until(async () => (await executions())[0]?.['state'] === 'SUCCESS', 'the execution is known to have succeeded');
      expect(await executions()).toEqual([expect.objectContaining({ workflow_name: flow, input: { who: 'Ann' }, output: { greeting: 'hello Ann' } })]);
      await send({ input: { colour: 'red' } });
      await until(async () => (await stage.events(stack)).some((line) => line.includes('Unknown input colour')), 'the signal is refused');

      await stage.update(stack, SIGNALLED('good day'));
      await complete(stack, 'UPDATE');
      expect((await row(stack, 'flow')).physical).toBe(flow);
      await send({});
      await until(async () => (await executions())[0]?.['output'] !== undefined && asMap((await executions())[0]?.['output'])['greeting'] === 'good day nobody', 'the new definition runs');
    } finally {
      watch.stop();
    }
    const signals = (await stage.events(stack)).filter((line) => line.includes('SIGNAL')).map((line) => line.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'ID').replaceAll(flow, 'FLOW'));
    expect(signals).toEqual([
      'flow SIGNAL_COMPLETE Signal: execution ID of workflow FLOW was started',
      'flow SIGNAL_COMPLETE Signal: execution ID succeeded',
      'flow SIGNAL_COMPLETE Signal: no execution was started: Unknown input colour',
      'flow SIGNAL_COMPLETE Signal: execution ID of workflow FLOW was started',
      'flow SIGNAL_COMPLETE Signal: execution ID succeeded',
    ]);
    const [last] = await executions();
    await deleted(stack);
    expect(await at().findExecution(asText(last?.['id']))).toBeNull();
  });

  it('are started at times by a trigger, which is made once and goes with the stack', async () => {
    cloud.loseAnswer('POST', /^\/cron_triggers$/);
    const stack = await stage.create(name(), `
heat_template_version: 2021-04-16
resources:
  flow:
    type: OS::Mistral::Workflow
    properties: {type: direct, input: {who: Ann}, tasks: [{name: greet, action: std.echo output='hello <% $.who %>'}]}
  trigger:
    type: OS::Mistral::CronTrigger
    properties: {pattern: '* * * * *', count: 2, workflow: {get_attr: [flow, data]}}
outputs:
  next: {value: {get_attr: [trigger, next_execution_time]}}
  left: {value: {get_attr: [trigger, remaining_executions]}}
`);
    await complete(stack, 'CREATE');
    expect(await stage.output(stack, 'next')).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
    expect(await stage.output(stack, 'left')).toBe(2);
    const trigger = (await row(stack, 'trigger')).physical;
    expect(await at().findTrigger(trigger)).not.toBeNull();
    if (cloud.standIn === null) {
      await until(async () => (await at().findTrigger(trigger))?.remaining_executions !== 2, 'Mistral started the workflow', 85_000);
      await stage.act(stack, 'CHECK');
      await complete(stack, 'CHECK');
      expect(await stage.output(stack, 'left')).toBe(1);
    }
    await deleted(stack);
    expect(await at().findTrigger(trigger)).toBeNull();
  }, 120_000);
});
