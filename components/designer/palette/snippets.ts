/** Resources that come together: put into a template at once, under names that are free. */

export interface Snippet {
  id: string;
  title: string;
  about: string;
  /** As it would be pasted. */
  yaml: string;
}

/** What several snippets begin with. */
const NETWORK = `network:
  type: OS::Neutron::Net
subnet:
  type: OS::Neutron::Subnet
  properties:
    network: {get_resource: network}
    cidr: 10.0.0.0/24
`;

/** A server with more properties, each a line of its own. */
const server = (...more: string[]): string => `server:
  type: OS::Nova::Server
  properties:
    flavor: m1.small
    image: debian
${more.map((line) => `    ${line}\n`).join('')}`;

/** A policy of the group that scales. */
const policy = (name: string, by: number): string => `${name}:
  type: OS::Heat::ScalingPolicy
  properties:
    auto_scaling_group_id: {get_resource: group}
    adjustment_type: change_in_capacity
    scaling_adjustment: ${by}
    cooldown: 60
`;

export const SNIPPETS: readonly Snippet[] = [
  {
    id: 'network', title: 'Private network', about: 'A network, its subnet, and a router to the outside',
    yaml: `${NETWORK}router:
  type: OS::Neutron::Router
  properties:
    external_gateway_info: {network: public}
router_interface:
  type: OS::Neutron::RouterInterface
  properties:
    router: {get_resource: router}
    subnet: {get_resource: subnet}
`,
  },
  {
    id: 'server', title: 'Server on a network', about: 'A server with a port and an address from outside',
    yaml: `${NETWORK}port:
  type: OS::Neutron::Port
  properties:
    network: {get_resource: network}
    fixed_ips:
      - subnet: {get_resource: subnet}
${server('networks:', '  - port: {get_resource: port}')}floating_ip:
  type: OS::Neutron::FloatingIP
  properties:
    floating_network: public
    port_id: {get_resource: port}
`,
  },
  {
    id: 'volume', title: 'Server with a volume', about: 'A volume that is attached to a server',
    yaml: `${server()}volume:
  type: OS::Cinder::Volume
  properties:
    size: 10
volume_attachment:
  type: OS::Cinder::VolumeAttachment
  properties:
    instance_uuid: {get_resource: server}
    volume_id: {get_resource: volume}
`,
  },
  {
    id: 'script', title: 'Script on a server', about: 'A config with an input and an output, deployed to a server',
    yaml: `${server('user_data_format: SOFTWARE_CONFIG')}script:
  type: OS::Heat::SoftwareConfig
  properties:
    group: script
    inputs:
      - name: greeting
    outputs:
      - name: answer
    config: |
      #!/bin/sh
      echo "$greeting, $(hostname)"
      printf '%s' "done" > "$heat_outputs_path.answer"
run_script:
  type: OS::Heat::SoftwareDeployment
  properties:
    config: {get_resource: script}
    server: {get_resource: server}
    input_values:
      greeting: Hello
`,
  },
  {
    id: 'wait', title: 'Wait for a signal', about: 'The stack goes on when something outside says so',
    yaml: `wait_handle:
  type: OS::Heat::WaitConditionHandle
wait:
  type: OS::Heat::WaitCondition
  properties:
    handle: {get_resource: wait_handle}
    timeout: 600
`,
  },
  {
    id: 'scaling', title: 'Group that scales', about: 'A group of servers, with one policy to grow and one to shrink',
    yaml: `group:
  type: OS::Heat::AutoScalingGroup
  properties:
    min_size: 1
    max_size: 5
    resource:
      type: OS::Nova::Server
      properties:
        flavor: m1.small
        image: debian
${policy('grow', 1)}${policy('shrink', -1)}`,
  },
  {
    id: 'secret', title: 'Password', about: 'A random text that others read',
    yaml: `password:
  type: OS::Heat::RandomString
  properties:
    length: 24
`,
  },
  {
    id: 'workflow', title: 'Workflow over HTTP', about: 'Asks a service to do something, and waits for its signal',
    yaml: `workflow:
  type: Hearth::Workflow::Http
  properties:
    url: https://workflows.example.org/run
    inputs: {}
`,
  },
];
