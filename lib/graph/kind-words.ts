/** Whether a property is called like a kind of resource. */

const ALIASES: Readonly<Record<string, readonly string[]>> = {
  Net: ['network', 'net'], SoftwareConfig: ['config'], StructuredConfig: ['config'], SoftwareComponent: ['config'], CloudConfig: ['config', 'user_data'], MultipartMime: ['config', 'user_data'],
  Server: ['server', 'instance', 'instance_uuid'], WaitConditionHandle: ['handle'], KeyPair: ['key_name', 'key'], Instance: ['instanceid', 'server'], LaunchConfiguration: ['launchconfigurationname'],
  Container: ['container', 'server'], SecurityGroup: ['security_groups', 'securitygroups'], LoadBalancer: ['loadbalancer', 'loadbalancernames'], SwiftSignalHandle: ['handle'], UpdateWaitConditionHandle: ['handle'],
};

/** `OS::Neutron::FloatingIP` -> floating, ip, floatingip, floating_ip; `./secret.yaml` -> secret */
export function kindWords(type: string): string[] {
  const last = lastOf(type);
  const words = last.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[ _-]+/);
  // A template of people's own that is called a config is one: it is there to be somebody's user data.
  const own = ALIASES[last] ?? (words.includes('config') ? ALIASES.CloudConfig : undefined) ?? [];
  return [...new Set([...words, words.join(''), words.join('_'), ...own])];
}

/** What one of them is called in short: `OS::Designate::Domain` -> domain. */
export function headWord(type: string): string {
  return lastOf(type).replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase().split(/[ _-]+/).at(-1) ?? '';
}

function lastOf(type: string): string {
  return type.replace(/\.(yaml|yml|template)$/, '').split(/::|\//).pop() ?? type;
}

/** 1: that is its name. 0.9: it names one for a purpose (`default_project`). 0.55: they share a word. */
export function nameScore(name: string, words: readonly string[]): number {
  const plain = name.toLowerCase();
  const bare = plain.replace(/_?(id|ids|name|names|uuid)$/, '').replace(/s$/, '');
  if (words.includes(plain) || words.includes(bare)) return 1;
  if (words.some((word) => word.length > 3 && bare.endsWith(`_${word}`))) return 0.9;
  if (words.some((word) => word.length > 3 && (plain.includes(word) || (bare.length > 3 && word.includes(bare))))) return 0.55;
  return 0;
}

/** `OS::Cinder::EncryptedVolumeType` is a `volume_type`, of a special sort. */
export function isSortOf(type: string, name: string): boolean {
  const bare = name.toLowerCase().replace(/_?(id|name)$/, '');
  return bare.length > 3 && kindWords(type).some((word) => word.endsWith(`_${bare}`));
}
