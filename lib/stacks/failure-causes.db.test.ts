/**
 * Whatever goes wrong, the page of the stack says first what it was: the resource, where it is in the tree, the message, and the end of its script's output. Every kind of failure is
 * brought about with real resources, and explained by the functions that the page explains it with.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EventLog } from '@/components/live/eventLog';
import { nestedPaths } from '@/components/stack/nesting';
import { failedDeployment, rootCauseOf } from '@/components/stack/rootCause';
import type { OnFailure } from '@/lib/engine/types';
import { logAfter } from '@/lib/store/deployment-views';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { unwrapped } from '@/lib/testing/unwrapped';
import { readPage } from './read';

interface Failure {
  what: string;
  resources: string;
  /** After this has been deployed: the failure is that of an update. */
  before?: string;
  files?: Record<string, string>;
  onFailure?: OnFailure;
  cause: { name: string | null; path?: string[]; message: RegExp; log?: RegExp };
}

const script = (lines: string, rest = ''): string => `
  web: {type: OS::Nova::Server, properties: {image: debian-13, flavor: m1.small, user_data_format: SOFTWARE_CONFIG}}
  config:
    type: OS::Heat::SoftwareConfig
    properties:
      group: script
      outputs: [{name: problem, error_output: true}]
      config: |
        #!/bin/sh
        ${lines}
  install:
    type: OS::Heat::SoftwareDeployment
    properties: {config: {get_resource: config}, server: {get_resource: web}${rest}}
`;
const BROKEN = 'heat_template_version: 2021-04-16\nresources:\n  deep: {type: OS::Heat::TestResource, properties: {fail: true}}\n';

const FAILURES: readonly Failure[] = [
  { what: 'a script that ends with a code', resources: script('echo preparing; echo "no such package" >&2; exit 7'), cause: { name: 'install', message: /non-zero status code: 7/, log: /no such package/ } },
  { what: 'a script that is killed', resources: script('echo at work; kill -9 $$'), cause: { name: 'install', message: /137|killed|signal/i, log: /at work/ } },
  { what: 'a script that reports an error in an output', resources: script('echo checked; printf "disk is full" > "$heat_outputs_path.problem"'), cause: { name: 'install', message: /disk is full/, log: /checked/ } },
  {
    what: 'a wait that is over', resources: '\n  handle: {type: OS::Heat::WaitConditionHandle}\n  ready: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: handle}, timeout: 1}}\n',
    cause: { name: 'ready', message: /WaitConditionTimeout: resources\.ready: 0 of 1 received/ },
  },
  {
    what: 'a signal that reports a failure',
    resources: `
  handle: {type: OS::Heat::WaitConditionHandle}
  ready: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: handle}, timeout: 20}}
${script('eval "$NOTIFY" "--data-binary \'{\\"status\\": \\"FAILURE\\", \\"reason\\": \\"no disk found\\"}\'"', ', input_values: {NOTIFY: {get_attr: [handle, curl_cli]}}').replace('      group: script\n', '      group: script\n      inputs: [{name: NOTIFY}]\n')}`,
    cause: { name: 'ready', message: /WaitConditionFailure: .*no disk found/ },
  },
  { what: 'a failure two stacks down', resources: '\n  outer: {type: middle.yaml}\n', files: { 'middle.yaml': 'heat_template_version: 2021-04-16\nresources:\n  middle: {type: inner.yaml}\n', 'inner.yaml': BROKEN }, cause: { name: 'deep', path: ['outer', 'middle'], message: /Test Resource failed deep/ } },
  { what: 'a member of a group', resources: '\n  group: {type: OS::Heat::ResourceGroup, properties: {count: 2, resource_def: {type: OS::Heat::TestResource, properties: {fail: true}}}}\n', cause: { name: '0', path: ['group'], message: /Test Resource failed 0/ } },
  {
    what: 'a value that is known only then, and is refused', resources: '\n  said: {type: OS::Heat::Value, properties: {value: nonsense}}\n  net: {type: OS::Neutron::Net}\n  subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: {get_attr: [said, value]}}}\n',
    cause: { name: 'subnet', message: /nonsense/ },
  },
  { what: 'something outside that is not there', resources: '\n  machine: {type: Hearth::Host, properties: {host: no-such-host}}\n', cause: { name: 'machine', message: /no-such-host/ } },
  {
    what: 'a limit', resources: '\n  said: {type: OS::Heat::Value, properties: {type: number, value: 1200}}\n  group: {type: OS::Heat::ResourceGroup, properties: {count: {get_attr: [said, value]}, resource_def: {type: OS::Heat::Value, properties: {value: 1}}}}\n',
    cause: { name: 'group', message: /1,?000|limit|maximum/i },
  },
  { what: 'an address where nothing can be asked', resources: '\n  workflow: {type: Hearth::Workflow::Http, properties: {url: "ftp://192.0.2.1/start"}}\n', cause: { name: 'workflow', message: /http or https.*ftp:/ } },
  {
    what: 'something that others need, while more fails at once', before: '\n  base: {type: OS::Heat::TestResource, properties: {value: one}}\n',
    resources: '\n  base: {type: OS::Heat::TestResource, properties: {value: two, fail: true}}\n  later: {type: OS::Heat::TestResource, properties: {value: {get_attr: [base, output]}}}\n  beside: {type: OS::Heat::TestResource, properties: {fail: true, wait_secs: 1}}\n',
    cause: { name: 'base', message: /Test Resource failed base/ },
  },
  {
    what: 'a rollback that fails itself', onFailure: 'rollback', before: script('if [ "$deploy_action" = DELETE ]; then exit 0; fi').replace('install:', 'other:'),
    resources: `${script('echo "$deploy_action"; if [ "$deploy_action" = DELETE ]; then echo "cannot be taken back"; exit 9; fi', ', actions: [CREATE, DELETE]')}
  last: {type: OS::Heat::TestResource, depends_on: install, properties: {fail: true}}
`,
    cause: { name: 'last', message: /Test Resource failed last/ },
  },
];

describe('the cause of', () => {
  let stage: DeploymentStage;
  beforeAll(async () => {
    stage = await DeploymentStage.open();
  }, 60_000);
  afterAll(() => stage.close());

  it.concurrent.each(FAILURES)('$what is named first', async ({ what, resources, before, files = {}, onFailure = 'keep', cause: expected }) => {
    const text = (body: string): string => `heat_template_version: 2021-04-16\nresources:${body}`;
    const stack = await stage.create(what.replaceAll(/\W/g, '-'), text(before ?? resources), {}, 'keep', files);
    if (before !== undefined) {
      expect(await stage.finished(stack, 60_000)).toContain('COMPLETE');
      await stage.update(stack, text(resources), {}, onFailure, files);
    }
    expect(await stage.finished(stack, 60_000)).toMatch(/FAILED/);
    const ports = stage.ports();
    const page = unwrapped(await readPage(ports, { userId: 'u', userName: 'ann', projectId: stage.world.projectId, projectName: 'p', role: 'reader' }, stack.stackId));
    const cause = rootCauseOf(page.stack, EventLog.of(page.events));
    expect(cause?.message).toMatch(expected.message);
    expect(cause?.resourceName).toBe(expected.name);
    expect(nestedPaths(stack.stackId, page.stack.resources, page.events).get(cause?.stackId ?? '') ?? []).toEqual(expected.path ?? []);
    if (expected.log !== undefined && cause !== null) {
      const deployment = failedDeployment(cause, page.deployments);
      const log = await logAfter(ports.pool, stage.world.projectId, deployment?.configId ?? '', -1, 100);
      expect(JSON.stringify(log)).toMatch(expected.log);
    }
  }, 90_000);
});
