/** Trying a config: a stack of a server or host, the config and its deployment, made and run as every other stack is. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { createStack } from '@/lib/stacks/create-stack';
import { jsonMap, parseInput } from '@/lib/stacks/input';
import { deleteStack } from '@/lib/stacks/operations';
import { type Caller, refuse, type StackPorts } from '@/lib/stacks/ports';
import { oldTrials } from '@/lib/store/library';
import { TRIAL_TAG } from '@/lib/wire/library';
import type { ActionResult } from '@/lib/wire/types';
import { contentInput } from './library';

/** Everything of the config comes as a parameter, so that nothing in it is taken for a function of the template. */
const templateOn = (server: string): string => `heat_template_version: 2021-04-16

description: A trial of a software config.

parameters:
  text: { type: string }
  group: { type: string }
  inputs: { type: json }
  outputs: { type: json }
  options: { type: json }
  values: { type: json }
  host: { type: string, default: '' }

resources:
  config:
    type: OS::Heat::SoftwareConfig
    properties:
      group: { get_param: group }
      config: { get_param: text }
      inputs: { get_param: inputs }
      outputs: { get_param: outputs }
      options: { get_param: options }

  server:
${server}
  run:
    type: OS::Heat::SoftwareDeployment
    properties:
      config: { get_resource: config }
      server: { get_resource: server }
      input_values: { get_param: values }
      actions: [CREATE]
`;

const OF_THE_SANDBOX = `    type: OS::Nova::Server
    properties:
      name: sandbox
      image: debian-13
      flavor: m1.small
      user_data_format: SOFTWARE_CONFIG
`;
const A_HOST = `    type: Hearth::Host
    properties:
      host: { get_param: host }
`;

/** A trial that nobody threw away goes with the next one after so many minutes. */
const KEPT_MINUTES = 60;

const tryInput = contentInput.extend({
  values: jsonMap.default({}),
  /** Name or id of a host on which it runs; none: a server of the sandbox that goes with the trial. */
  host: z.string().min(1).max(255).nullable().default(null),
  timeoutMins: z.number().int().min(1).max(240).default(15),
});
export type TryInput = z.input<typeof tryInput>;

/** Starts a trial and answers its stack; the one before of the same person is thrown away. Refusals as of a new stack. */
export async function tryConfig(ports: StackPorts, caller: Caller, request: TryInput): Promise<ActionResult<{ stackId: string }>> {
  const input = parseInput(tryInput, request);
  if (!input.ok) return input;
  const { group, config, inputs, outputs, options, values, host, timeoutMins } = input.value;
  for (const stackId of await oldTrials(ports.pool, caller.projectId, TRIAL_TAG, caller.userName, KEPT_MINUTES)) await deleteStack(ports, caller, stackId);
  return createStack(ports, caller, {
    name: `trial-${randomBytes(4).toString('hex')}`, text: templateOn(host === null ? OF_THE_SANDBOX : A_HOST), tags: [TRIAL_TAG], onFailure: 'keep', timeoutMins, message: 'Tried from the library of configs',
    parameters: {
      group, text: config, options, values, host: host ?? '',
      inputs: inputs.map(({ default: preset, ...each }) => ({ ...each, ...(preset === null ? {} : { default: preset }) })),
      outputs: outputs.map(({ errorOutput, ...each }) => ({ ...each, error_output: errorOutput })),
    },
  });
}

/** Ends a trial, running or not: a server of the sandbox goes with everything on it; what was done to a host stays done. */
export async function endTrial(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<{ stackId: string }>> {
  const trials = await oldTrials(ports.pool, caller.projectId, TRIAL_TAG, caller.userName, KEPT_MINUTES);
  return trials.includes(stackId) ? deleteStack(ports, caller, stackId) : refuse('not_found', 'There is no such trial of yours. It may have been thrown away already.');
}
