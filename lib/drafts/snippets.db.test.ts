import { afterAll, beforeAll, expect, it } from 'vitest';
import { type StackBench, stackBench } from '@/lib/stacks/testing/bench';
import { keepSnippet, listSnippets, removeSnippet } from './snippets';

let bench: StackBench;
beforeAll(async () => {
  bench = await stackBench();
});
afterAll(() => bench.close());

const YAML = 'web:\n  type: OS::Nova::Server\n';

it('is kept for the project, under a title of its own, and deleted', async () => {
  const kept = await keepSnippet(bench.ports, bench.caller, { title: ' Web ', yaml: YAML });
  if (!kept.ok) throw new Error(kept.problem.message);
  const other = { ...bench.caller, projectId: 'other' };
  expect(await listSnippets(bench.ports, bench.caller)).toEqual({ ok: true, value: [{ id: kept.value.id, title: 'Web', yaml: YAML, createdBy: 'bob' }] });
  expect(await listSnippets(bench.ports, other)).toEqual({ ok: true, value: [] });
  expect(await keepSnippet(bench.ports, bench.caller, { title: 'Web', yaml: YAML })).toMatchObject({ ok: false, problem: { code: 'conflict' } });
  expect(await keepSnippet(bench.ports, other, { title: 'Web', yaml: YAML })).toMatchObject({ ok: true });
  expect(await removeSnippet(bench.ports, other, kept.value.id)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  expect(await removeSnippet(bench.ports, bench.caller, kept.value.id)).toMatchObject({ ok: true });
  expect(await listSnippets(bench.ports, bench.caller)).toEqual({ ok: true, value: [] });
});

it('is refused when it cannot be put into a template', async () => {
  expect(await keepSnippet(bench.ports, bench.caller, { title: 'Text', yaml: 'only words' })).toMatchObject({ ok: false, problem: { code: 'validation', message: expect.stringContaining('no resource') } });
});
