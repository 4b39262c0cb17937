/**
 * What Heat prints for a resource in some of its messages: the class behind the type. It is the last part of the type's name, in some
 * services with the service in front.
 */
const WITH_SERVICE = new Set(['Keystone', 'Monasca', 'Manila', 'Magnum', 'Sahara', 'Designate', 'Zaqar', 'Cinder', 'Swift', 'Ironic', 'Aodh', 'Glance', 'Vitrage']);

const OTHERS: Readonly<Record<string, string>> = {
  'AWS::CloudFormation::Stack': 'NestedStack',
  'AWS::AutoScaling::ScalingPolicy': 'AWSScalingPolicy',
  'AWS::EC2::EIP': 'ElasticIp',
  'AWS::EC2::EIPAssociation': 'ElasticIpAssociation',
  'AWS::S3::Bucket': 'S3Bucket',
  'OS::Heat::Stack': 'RemoteStack',
  'OS::Heat::WaitCondition': 'HeatWaitCondition',
  'OS::Heat::WaitConditionHandle': 'HeatWaitConditionHandle',
  'OS::Heat::None': 'NoneResource',
  'OS::Heat::AutoScalingGroup': 'AutoScalingResourceGroup',
  'OS::Heat::ScalingPolicy': 'AutoScalingPolicy',
  'OS::Mistral::ExternalResource': 'MistralExternalResource',
  'OS::Nova::Flavor': 'NovaFlavor',
  'OS::Nova::FloatingIP': 'NovaFloatingIp',
  'OS::Nova::FloatingIPAssociation': 'NovaFloatingIpAssociation',
  'OS::Neutron::Subnet': 'Subnet',
  'OS::Neutron::Quota': 'NeutronQuota',
  'OS::Nova::Quota': 'NovaQuota',
  'OS::Octavia::Quota': 'OctaviaQuota',
  'OS::Trove::Cluster': 'TroveCluster',
  'OS::Trove::Instance': 'Instance',
  // Types whose service is not in front, though that of their neighbours is.
  'OS::Aodh::CompositeAlarm': 'CompositeAlarm',
  'OS::Aodh::EventAlarm': 'EventAlarm',
  'OS::Aodh::LBMemberHealthAlarm': 'LBMemberHealthAlarm',
  'OS::Cinder::QoSAssociation': 'QoSAssociation',
  'OS::Cinder::QoSSpecs': 'QoSSpecs',
  'OS::Ironic::Port': 'Port',
  'OS::Magnum::Cluster': 'Cluster',
  'OS::Magnum::ClusterTemplate': 'ClusterTemplate',
  'OS::Manila::SecurityService': 'SecurityService',
  'OS::Sahara::DataSource': 'DataSource',
  'OS::Sahara::JobBinary': 'JobBinary',
  'OS::Zaqar::MistralTrigger': 'MistralTrigger',
};

export function className(type: string): string {
  const known = Object.hasOwn(OTHERS, type) ? OTHERS[type] : undefined;
  if (known !== undefined) return known;
  if (type.endsWith('.yaml') || type.endsWith('.template')) return 'TemplateResource';
  const parts = type.split('::');
  const [, service = ''] = parts;
  const last = parts[parts.length - 1] ?? type;
  return WITH_SERVICE.has(service) && !last.startsWith(service) ? service + last : last;
}
