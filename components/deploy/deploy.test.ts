import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { losesData } from '@/lib/graph/data-bearing';
import { readDocument } from '@/lib/hot';
import type { PlanEntry, PlanView } from '@/lib/wire/types';
import { commandLine, curl, environmentFile, type Given } from './copyAs';
import { needsName } from './risks';
import { planWaves } from './planWaves';

const entry = (name: string, decision: PlanEntry['decision'], requires: string[] = [], type = 'OS::Heat::Value'): PlanEntry => ({ name, type, decision, reason: '', changes: [], requires, whenDeleted: 'deleted' });

describe('the waves of a plan', () => {
  it('put each after what it requires, and deletions at the end the other way around', () => {
    expect(planWaves([entry('c', 'create', ['b']), entry('a', 'create'), entry('b', 'update', ['a']), entry('k', 'keep'), entry('x', 'delete'), entry('y', 'delete', ['x'])])).toEqual([
      { names: ['a'], deletes: false }, { names: ['b'], deletes: false }, { names: ['c'], deletes: false }, { names: ['y'], deletes: true }, { names: ['x'], deletes: true },
    ]);
  });

  it('do not wait for what stays, and end where things wait for each other', () => {
    expect(planWaves([entry('a', 'create', ['kept']), entry('kept', 'keep')])).toEqual([{ names: ['a'], deletes: false }]);
    expect(planWaves([entry('a', 'create', ['b']), entry('b', 'create', ['a'])])).toEqual([{ names: ['a', 'b'], deletes: false }]);
  });

  it('have what is replaced made first and the old one deleted at the end', () => {
    expect(planWaves([entry('a', 'replace')])).toEqual([{ names: ['a'], deletes: false }, { names: ['a'], deletes: true }]);
  });
});

describe('a plan that loses data', () => {
  const plan: PlanView = { planId: 'p', entries: [entry('disk', 'replace', [], 'OS::Cinder::Volume'), entry('new', 'create', [], 'OS::Cinder::Volume'), entry('value', 'delete')], counts: { create: 1, update: 0, replace: 1, delete: 1, keep: 0 } };

  it('names what is lost', () => {
    expect(plan.entries.filter(losesData).map(({ name }) => name)).toEqual(['disk']);
  });

  it('asks for the name of a stack that is production', () => {
    expect([needsName(plan, ['prod']), needsName(plan, ['product']), needsName({ ...plan, counts: { ...plan.counts, replace: 0, delete: 0 } }, ['prod'])]).toEqual([true, false, false]);
  });
});

describe('the form in a terminal', () => {
  const field = { type: 'string', label: '', description: '', group: null, required: false, immutable: false, default: undefined, constraints: [] } as const;
  const given: Given = {
    name: 'web', parameters: { title: "it's", list: ['a', 'b'], password: 'secret' }, fields: [{ ...field, name: 'title', hidden: false, constraints: [] }, { ...field, name: 'password', hidden: true, constraints: [] }],
    environment: { resource_registry: { 'My::Type': 'my.yaml' } }, tags: ['prod'], timeoutMins: 60, rollback: true, update: false,
  };

  it('is an environment that reads back, without what is hidden', () => {
    expect(readDocument(environmentFile(given)).value).toEqual({ resource_registry: { 'My::Type': 'my.yaml' }, parameters: { title: "it's", list: ['a', 'b'], password: '<secret>' } });
  });

  it('is a command line that a shell takes apart again', () => {
    const line = commandLine(given);
    expect(line).not.toContain('=secret');
    const words = execFileSync('sh', ['-c', `openstack() { printf '%s\\n' "$@"; }; ${line}`], { encoding: 'utf8' }).split('\n');
    expect(words).toContain("title=it's");
    expect(words).toContain('list=a,b');
    expect(words).toContain('--enable-rollback');
  });

  it('is a request whose body is made from the file of the template', () => {
    const text = curl(given, 'http://127.0.0.1:3000/orchestration/v1/p');
    expect(text).toContain('--rawfile template template.yaml');
    expect(text).toContain('curl -sS -X POST "http://127.0.0.1:3000/orchestration/v1/p/stacks"');
  });
});
