/**
 * A template of a given number of resources, connected as networks, ports, servers, volumes and attachments are: about as many lines as resources.
 * Each is one line of text, so that 5,000 are within the half megabyte that a template may have.
 */
export function generatedTemplate(resources: number): string {
  const parts: string[] = ['heat_template_version: 2021-04-16', '', 'resources:'];
  const add = (name: string, type: string, properties: readonly string[]): void => {
    parts.push(`  ${name}: {type: ${type}, properties: {${properties.join(', ')}}}`);
  };
  let made = 0;
  for (let group = 1; made < resources; group += 1) {
    const members: (() => void)[] = [
      () => add(`net_${group}`, 'OS::Neutron::Net', [`name: net-${group}`]),
      () => add(`subnet_${group}`, 'OS::Neutron::Subnet', [`network: {get_resource: net_${group}}`, `cidr: 10.${group % 250}.0.0/24`]),
    ];
    for (let server = 1; server <= 2; server += 1) {
      const name = `${group}_${server}`;
      members.push(
        () => add(`port_${name}`, 'OS::Neutron::Port', [`network: {get_resource: net_${group}}`]),
        () => add(`server_${name}`, 'OS::Nova::Server', ['flavor: small', `networks: [{port: {get_resource: port_${name}}}]`]),
        () => add(`volume_${name}`, 'OS::Cinder::Volume', ['size: 1']),
        () => add(`mount_${name}`, 'OS::Cinder::VolumeAttachment', [`instance_uuid: {get_resource: server_${name}}`, `volume_id: {get_resource: volume_${name}}`]),
      );
    }
    for (const member of members.slice(0, resources - made)) member();
    made += Math.min(members.length, resources - made);
  }
  return `${parts.join('\n')}\n`;
}

/** The same, written as people write it: a line for each property. */
export function linedTemplate(resources: number): string {
  const lines: string[] = ['heat_template_version: 2021-04-16', '', 'resources:'];
  const members: readonly ((group: number) => string[])[] = [
    (group) => [`  net_${group}:`, '    type: OS::Neutron::Net', '    properties:', `      name: net-${group}`],
    (group) => [`  subnet_${group}:`, '    type: OS::Neutron::Subnet', '    properties:', `      network: {get_resource: net_${group}}`, `      cidr: 10.${group % 250}.0.0/24`],
    (group) => [`  port_${group}:`, '    type: OS::Neutron::Port', '    properties:', `      network: {get_resource: net_${group}}`, '      fixed_ips:', `        - subnet: {get_resource: subnet_${group}}`],
    (group) => [`  server_${group}:`, '    type: OS::Nova::Server', '    properties:', '      flavor: m1.small', '      image: debian-13', '      networks:', `        - port: {get_resource: port_${group}}`],
    (group) => [`  volume_${group}:`, '    type: OS::Cinder::Volume', '    properties:', '      size: 10'],
  ];
  for (let made = 0; made < resources; made += 1) lines.push(...(members[made % members.length]?.(Math.floor(made / members.length) + 1) ?? []), '');
  return `${lines.join('\n')}\n`;
}
