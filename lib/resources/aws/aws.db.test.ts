/** Templates in the words of EC2 and CloudFormation, deployed as the product does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeploymentStage } from '@/lib/testing/deployment-stage';

let stage: DeploymentStage;
beforeAll(async () => {
  stage = await DeploymentStage.open();
}, 60_000);
afterAll(() => stage.close());

const NETWORK = `HeatTemplateFormatVersion: '2012-12-12'
Parameters:
  Word: { Type: String, Default: first }
Resources:
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: 10.7.0.0/16 } }
  Subnet: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: Vpc }, CidrBlock: 10.7.1.0/24 } }
  Face: { Type: 'AWS::EC2::NetworkInterface', Properties: { SubnetId: { Ref: Subnet }, PrivateIpAddress: 10.7.1.40 } }
  Disk: { Type: 'AWS::EC2::Volume', Properties: { AvailabilityZone: nova, Size: 3 } }
  Web:
    Type: AWS::EC2::Instance
    Properties:
      ImageId: cirros
      InstanceType: m1.small
      NetworkInterfaces: [{ Ref: Face }]
      UserData: { 'Fn::Base64': "#!/bin/sh\\necho booted > $HEARTH_SERVER_DIR/booted\\n" }
      Tags: [{ Key: word, Value: { Ref: Word } }]
  Mount: { Type: 'AWS::EC2::VolumeAttachment', Properties: { InstanceId: { Ref: Web }, VolumeId: { Ref: Disk }, Device: /dev/vdc } }
  Outside: { Type: 'AWS::EC2::EIP', Properties: { InstanceId: { Ref: Web } } }
  Door: { Type: 'AWS::EC2::InternetGateway' }
  Way: { Type: 'AWS::EC2::VPCGatewayAttachment', Properties: { VpcId: { Ref: Vpc }, InternetGatewayId: { Ref: Door } } }
  Rules: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: web, SecurityGroupIngress: [{ IpProtocol: tcp, FromPort: 80, ToPort: 80, CidrIp: 0.0.0.0/0 }] } }
  User: { Type: 'AWS::IAM::User' }
  Keys: { Type: 'AWS::IAM::AccessKey', Properties: { UserName: { Ref: User } } }
Outputs:
  Address: { Value: { 'Fn::GetAtt': [Web, PrivateIp] } }
  Face: { Value: { 'Fn::GetAtt': [Face, PrivateIpAddress] } }
  Outside: { Value: { Ref: Outside } }
  Zone: { Value: { 'Fn::GetAtt': [Web, AvailabilityZone] } }
  Secret: { Value: { 'Fn::GetAtt': [Keys, SecretAccessKey] } }
`;

describe('the types of EC2 and IAM', () => {
  it('are made, related, updated and removed like their siblings', async () => {
    const deployment = await stage.create('ec2', NETWORK);
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    expect(await stage.output(deployment, 'Address')).toBe('10.7.1.40');
    expect(await stage.output(deployment, 'Face')).toBe('10.7.1.40');
    expect(await stage.output(deployment, 'Outside')).toMatch(/^\d+\.\d+\.\d+\.\d+$/);
    expect(await stage.output(deployment, 'Zone')).toBe('nova');
    expect(await stage.output(deployment, 'Secret')).toMatch(/^[0-9a-f]{32}$/);

    // Tags are changed in place: the server stays.
    const id = async () => (await stage.world.database.pool.query<{ id: string }>("SELECT physical_resource_id AS id FROM resource WHERE stack_id = $1 AND name = 'Web'", [deployment.stackId])).rows[0]?.id;
    const before = await id();
    await stage.update(deployment, NETWORK, { Word: 'second' });
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    expect(await id()).toBe(before);

    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
    const left = await stage.world.database.pool.query('SELECT kind FROM sandbox_object WHERE project_id = $1 AND kind NOT IN ($2, $3)', [stage.world.projectId, 'network', 'subnet']);
    expect(left.rows).toEqual([]);
  }, 90_000);
});

const GROUP = (flavor: string, size: number) => `HeatTemplateFormatVersion: '2012-12-12'
Resources:
  Launch: { Type: 'AWS::AutoScaling::LaunchConfiguration', Properties: { ImageId: cirros, InstanceType: ${flavor} } }
  Many:
    Type: OS::Heat::InstanceGroup
    UpdatePolicy: { RollingUpdate: { MaxBatchSize: 1, MinInstancesInService: 1 } }
    Properties: { AvailabilityZones: [nova], LaunchConfigurationName: { Ref: Launch }, Size: ${size} }
  Group: { Type: 'AWS::AutoScaling::AutoScalingGroup', Properties: { AvailabilityZones: [nova], LaunchConfigurationName: { Ref: Launch }, MinSize: 1, MaxSize: 3 } }
  Up: { Type: 'AWS::AutoScaling::ScalingPolicy', Properties: { AutoScalingGroupName: { Ref: Group }, AdjustmentType: ChangeInCapacity, ScalingAdjustment: 1 } }
  Inner: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: inner.yaml, Parameters: { Word: told } } }
Outputs:
  Many: { Value: { 'Fn::GetAtt': [Many, InstanceList] } }
  Group: { Value: { 'Fn::GetAtt': [Group, InstanceList] } }
  Alarm: { Value: { 'Fn::GetAtt': [Up, AlarmUrl] } }
  Inner: { Value: { 'Fn::GetAtt': [Inner, Outputs.Said] } }
`;
const INNER = "HeatTemplateFormatVersion: '2012-12-12'\nParameters: { Word: { Type: String } }\nOutputs: { Said: { Value: { Ref: Word } } }\n";

describe('groups of instances', () => {
  it('make their members from a launch configuration, and change them a few at a time', async () => {
    const files = { 'inner.yaml': INNER };
    const deployment = await stage.create('groups', GROUP('m1.small', 2), {}, 'rollback', files);
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    const addresses = String(await stage.output(deployment, 'Many')).split(',');
    expect(new Set(addresses).size).toBe(2);
    expect(String(await stage.output(deployment, 'Group')).split(',')).toHaveLength(1);
    expect(await stage.output(deployment, 'Alarm')).toMatch(/^http/);
    expect(await stage.output(deployment, 'Inner')).toBe('told');

    await stage.update(deployment, GROUP('m1.large', 3), {}, 'rollback', files);
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    const { rows } = await stage.world.database.pool.query<{ flavor: string }>(
      "SELECT r.properties ->> 'InstanceType' AS flavor FROM resource r JOIN stack s ON s.id = r.stack_id WHERE r.root_id = $1 AND s.parent_resource_name = 'Many'", [deployment.stackId],
    );
    expect(rows.map(({ flavor }) => flavor)).toEqual(['m1.large', 'm1.large', 'm1.large']);
    await stage.delete(deployment);
    expect(await stage.finished(deployment)).toContain('DELETE_COMPLETE');
  }, 90_000);
});
