/** The tools that a host is asked for in its self-test: what configurations of each group need there. Pure. */

export interface HostTool {
  /** What is looked for in the PATH. */
  program: string;
  /** As people call it. */
  label: string;
  /** Groups of configurations that need it. */
  groups: readonly string[];
  /** A shell's command line that prints its version. Where it ends with a failure, the tool is there and does not work. */
  version: string;
  /** Other words that have it. */
  or?: { present: string; version: string };
}

const own = (program: string): string => `${program} --version`;

/** In the order in which they are asked for and shown. */
export const HOST_TOOLS: readonly HostTool[] = [
  { program: 'bash', label: 'bash', groups: ['script'], version: own('bash') },
  { program: 'python3', label: 'Python', groups: ['script'], version: own('python3') },
  { program: 'ansible-playbook', label: 'Ansible', groups: ['ansible'], version: own('ansible-playbook') },
  { program: 'puppet', label: 'Puppet', groups: ['puppet'], version: own('puppet') },
  { program: 'salt-call', label: 'Salt', groups: ['salt'], version: own('salt-call') },
  { program: 'chef-client', label: 'Chef', groups: ['chef'], version: own('chef-client') },
  // Its client may be there without an engine that answers, which is what runs things.
  { program: 'docker', label: 'Docker', groups: ['docker-cmd', 'kubelet'], version: "docker version --format '{{.Server.Version}}'" },
  {
    program: 'docker-compose', label: 'Docker Compose', groups: ['docker-compose'], version: own('docker-compose'),
    or: { present: 'docker compose version', version: 'docker compose version --short' },
  },
  { program: 'kubectl', label: 'kubectl', groups: ['kubernetes'], version: 'kubectl version --client' },
  { program: 'kubelet', label: 'The kubelet', groups: ['kubelet'], version: own('kubelet') },
  { program: 'cloud-init', label: 'cloud-init', groups: [], version: own('cloud-init') },
  { program: 'os-apply-config', label: 'os-apply-config', groups: ['apply-config'], version: own('os-apply-config') },
  { program: 'git', label: 'Git', groups: ['chef'], version: own('git') },
];
