/** All resource types: those that run, and the facts of the others. Adding a type is a line here and a file of its own. */
import { withTemplateTypes } from '@/lib/engine/nested-types';
import type { ResourceType, ResourceTypeRegistry } from '@/lib/engine/resource-type';
import type { TypeCatalogue } from '@/lib/hot/types';
import { accessKey, user } from './aws/identity';
import { instance } from './aws/instance';
import { networkTypes } from './aws/network';
import { awsAutoScalingGroup, awsScalingPolicy, instanceGroup, launchConfiguration } from './aws/scaling';
import { cloudFormationStack } from './aws/stack';
import { volumeTypes } from './aws/volume';
import { factsCatalogue } from './catalogue';
import { volume, volumeAttachment } from './cinder/volume';
import { dockerContainer } from './docker/container';
import { dockerImage } from './docker/image';
import { dockerNetwork } from './docker/network';
import { dockerVolume } from './docker/volume';
import { awsWaitConditionHandle, updateWaitConditionHandle } from './heat/aws-wait-condition-handle';
import { cloudConfig } from './heat/cloud-config';
import { delay } from './heat/delay';
import { deployedServer } from './heat/deployed-server';
import { autoScalingGroup } from './heat/groups/auto-scaling-group';
import { resourceChain } from './heat/groups/resource-chain';
import { resourceGroup } from './heat/groups/resource-group';
import { scalingPolicy } from './heat/groups/scaling-policy';
import { stack } from './heat/groups/stack';
import { multipartMime } from './heat/multipart-mime';
import { none } from './heat/none';
import { randomString } from './heat/random-string';
import { softwareComponent } from './heat/software-component';
import { softwareConfig, structuredConfig } from './heat/software-config';
import { softwareDeployment, structuredDeployment } from './heat/software-deployment';
import { softwareDeploymentGroups } from './heat/software-deployment-group';
import { swiftSignalHandle } from './heat/swift-signal-handle';
import { testResource } from './heat/test-resource';
import { value } from './heat/value';
import { awsWaitCondition, swiftSignal, waitCondition } from './heat/wait-condition';
import { waitConditionHandle } from './heat/wait-condition-handle';
import { host } from './hearth/host';
import { hostsByLabel } from './hearth/hosts';
import { httpWorkflow } from './hearth/http-workflow';
import { cronTrigger } from './mistral/cron-trigger';
import { externalResource } from './mistral/external-resource';
import { workflow } from './mistral/workflow';
import { muranoApplication } from './murano/application';
import { floatingIp } from './neutron/floating-ip';
import { net } from './neutron/net';
import { port } from './neutron/port';
import { router, routerInterface } from './neutron/router';
import { securityGroup } from './neutron/security-group';
import { subnet } from './neutron/subnet';
import { keyPair } from './nova/key-pair';
import { server } from './nova/server';
import { plainObject, plainTypeNames } from './plain-object';
import type { ResourcePorts } from './ports';

export interface Registry extends ResourceTypeRegistry {
  /** Every type that a template may name, those that run with their connections. */
  readonly catalogue: TypeCatalogue;
}

export function createRegistry(ports: ResourcePorts): Registry {
  const types = new Map<string, ResourceType>(
    [
      // A type with a file of its own comes after, and so replaces its plain likeness.
      ...plainTypeNames().map((name) => plainObject(ports.cloud, name)),
      none,
      value,
      randomString,
      testResource,
      delay,
      resourceGroup,
      resourceChain,
      autoScalingGroup,
      scalingPolicy(ports),
      stack,
      waitConditionHandle(ports),
      waitCondition,
      awsWaitConditionHandle(ports),
      awsWaitCondition,
      updateWaitConditionHandle(ports),
      swiftSignalHandle(ports),
      swiftSignal,
      softwareConfig(ports),
      structuredConfig(ports),
      softwareComponent(ports),
      cloudConfig(ports),
      multipartMime(ports),
      softwareDeployment(ports),
      structuredDeployment(ports),
      ...softwareDeploymentGroups,
      deployedServer(ports),
      server(ports),
      keyPair(ports.cloud),
      net(ports.cloud),
      subnet(ports.cloud),
      port(ports.cloud),
      securityGroup(ports.cloud),
      router(ports.cloud),
      routerInterface(ports.cloud),
      floatingIp(ports.cloud),
      volume(ports.cloud),
      volumeAttachment(ports.cloud),
      instance(ports),
      ...networkTypes(ports.cloud),
      ...volumeTypes(ports.cloud),
      launchConfiguration,
      instanceGroup,
      awsAutoScalingGroup,
      awsScalingPolicy(ports),
      cloudFormationStack,
      user,
      accessKey,
      httpWorkflow(ports),
      host(ports),
      hostsByLabel(ports),
      workflow(ports),
      cronTrigger(ports),
      externalResource(ports),
      muranoApplication(ports),
      dockerNetwork(ports),
      dockerVolume(ports),
      dockerImage(ports),
      dockerContainer(ports),
    ].map((type) => [type.schema.name, type]),
  );
  const names = [...new Set([...factsCatalogue.names(), ...types.keys()])];
  return {
    ...withTemplateTypes({ get: (name) => types.get(name) }),
    catalogue: { get: (name) => types.get(name)?.schema ?? factsCatalogue.get(name), names: () => names },
  };
}
