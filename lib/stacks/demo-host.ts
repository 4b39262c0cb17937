/** A host to look at, for somebody who has none: a server of the sandbox in a stack of its own. */
import type { ActionResult } from '@/lib/wire/types';
import { createStack } from './create-stack';
import type { Caller, StackPorts } from './ports';

const NAME = 'demo-host';
const TEXT = `heat_template_version: 2021-04-16

description: >
  One server of the sandbox. Its agent makes it a host: run a config once on it, test it, or deploy to it from another stack. Delete this stack to be rid of it.

resources:
  server:
    type: OS::Nova::Server
    properties:
      name: demo-host
      image: debian-13
      flavor: m1.small
      user_data_format: SOFTWARE_CONFIG
`;

/** Refusals: those of a new stack. */
export function startDemoHost(ports: StackPorts, caller: Caller): Promise<ActionResult<{ stackId: string }>> {
  return createStack(ports, caller, { name: NAME, text: TEXT, tags: ['example'] });
}
