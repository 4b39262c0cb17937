import { describe, expect, it } from 'vitest';
import type { PlanDecision, PlanEntry } from '@/lib/wire/types';
import { holdsData, losesData } from './data-bearing';

const entry = (name: string, decision: PlanDecision, over: Partial<PlanEntry> = {}): PlanEntry => ({ name, type: 'OS::Heat::TestResource', decision, reason: '', changes: [], requires: [], whenDeleted: 'deleted', ...over });

describe('a plan', () => {
  it('loses data where a thing that holds some goes and nothing keeps it', () => {
    expect(losesData(entry('disk', 'delete', { type: 'OS::Cinder::Volume' }))).toBe(true);
    expect(losesData(entry('disk', 'delete', { type: 'OS::Cinder::Volume', whenDeleted: 'snapshotted' }))).toBe(false);
    expect(losesData(entry('disk', 'update', { type: 'OS::Cinder::Volume' }))).toBe(false);
    expect(losesData(entry('port', 'delete', { type: 'OS::Neutron::Port' }))).toBe(false);
  });

  it('knows that an attachment is not a volume', () => {
    expect([holdsData('OS::Cinder::Volume'), holdsData('OS::Cinder::VolumeAttachment'), holdsData('OS::Cinder::VolumeType')]).toEqual([true, false, false]);
  });

  it('takes no server for a place of data', () => {
    expect([holdsData('OS::Nova::Server'), holdsData('Hearth::Host'), holdsData('OS::Trove::Instance')]).toEqual([false, false, true]);
  });
});
