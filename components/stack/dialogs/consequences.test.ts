import { describe, expect, it } from 'vitest';
import type { PlanDecision, PlanEntry, PlanView } from '@/lib/wire/types';
import { deletionWaves, lasting, rollbackGroups } from './consequences';

const entry = (name: string, decision: PlanDecision, over: Partial<PlanEntry> = {}): PlanEntry => ({ name, type: 'OS::Heat::TestResource', decision, reason: '', changes: [], requires: [], whenDeleted: 'deleted', ...over });
const plan = (...entries: PlanEntry[]): PlanView => {
  const counts = { create: 0, update: 0, replace: 0, delete: 0, keep: 0 };
  for (const { decision } of entries) counts[decision] += 1;
  return { planId: 'p', entries, counts };
};

describe('what a rollback will do', () => {
  it('is in three groups, and what stays is counted', () => {
    const groups = rollbackGroups(plan(entry('a', 'update'), entry('b', 'replace'), entry('c', 'create'), entry('d', 'delete'), entry('e', 'keep')));
    expect([groups.restored, groups.recreated, groups.deleted].map((group) => group.map(({ name }) => name))).toEqual([['a'], ['b', 'c'], ['d']]);
    expect(groups.unchanged).toBe(1);
  });

  it('names what nothing takes back', () => {
    expect(lasting(plan(entry('ip', 'delete', { type: 'OS::Neutron::FloatingIP' }), entry('run', 'keep', { type: 'OS::Heat::SoftwareDeployment' })))).toEqual(['The address of ip is given back; a new one will be another.']);
  });
});

describe('the order of a deletion', () => {
  const names = (view: PlanView) => deletionWaves(view).map((wave) => wave.map(({ name }) => name));

  it('is that of the dependencies, turned round', () => {
    expect(names(plan(entry('net', 'delete'), entry('disk', 'delete'), entry('web', 'delete', { requires: ['net', 'disk'] }), entry('dns', 'delete', { requires: ['web'] })))).toEqual([['dns'], ['web'], ['net', 'disk']]);
  });

  it('holds everything that goes once, whatever refers to whatever', () => {
    expect(names(plan(entry('a', 'delete', { requires: ['b'] }), entry('b', 'delete', { requires: ['a'] }), entry('c', 'delete')))).toEqual([['c'], ['a', 'b']]);
  });
});
