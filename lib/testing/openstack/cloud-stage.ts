/** What the tests of types that run on a cloud stand on: a cloud, a stage, and the connection of its project to that cloud. */
import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { settingsJson } from '@/lib/providers/openstack/settings';
import { type Deployment, DeploymentStage } from '../deployment-stage';
import type { TestCloud } from './test-cloud';

export interface CloudStage {
  cloud: TestCloud;
  stage: DeploymentStage;
  /** Waits for the end of an operation that is to succeed; its events say why it did not. */
  complete(stack: Deployment, action: string): Promise<void>;
  /** Deletes a stack, and waits until it is gone. */
  deleted(stack: Deployment): Promise<void>;
  close(): Promise<void>;
}

export async function openCloudStage(open: () => Promise<TestCloud>): Promise<CloudStage> {
  const cloud = await open();
  const stage = await DeploymentStage.open();
  await stage.world.connections.save({
    id: randomUUID(), projectId: stage.world.projectId, kind: 'openstack', name: 'cloud', createdBy: 'test', secrets: { secret: cloud.secret }, settings: settingsJson(cloud.settings),
  });
  const complete = async (stack: Deployment, action: string): Promise<void> => {
    const state = await stage.finished(stack, 60_000);
    if (state !== `${action}_COMPLETE: Stack ${action} completed successfully`) expect.fail([state, ...(await stage.events(stack))].join('\n'));
  };
  return {
    cloud, stage, complete,
    async deleted(stack) {
      await stage.delete(stack);
      await complete(stack, 'DELETE');
    },
    async close() {
      await stage.close();
      await cloud.close();
    },
  };
}

/** A name that nothing at the cloud has yet. */
export function freshName(): string {
  return `h${randomUUID().slice(0, 8)}`;
}
