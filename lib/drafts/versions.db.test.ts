import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type StackBench, stackBench } from '@/lib/stacks/testing/bench';
import { createDraft } from './drafts';
import { listVersions, meet, readVersion, saveVersion } from './versions';

let bench: StackBench;
beforeAll(async () => { bench = await stackBench(); });
afterAll(() => bench.close());

async function newDraft(): Promise<string> {
  const made = await createDraft(bench.ports, bench.caller, { name: 'shop' });
  if (!made.ok) throw new Error(made.problem.message);
  return made.value.id;
}
const content = (text: string) => ({ text, files: { 'a.sh': 'echo' }, environment: { parameters: { a: 1 } }, layout: { 'resource:a': { x: 1, y: 2 } } });

describe('versions of a draft', () => {
  it('have numbers one after the other, also when they are saved at once, and are read as they were saved', async () => {
    const id = await newDraft();
    await Promise.all(['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'].map((text) => saveVersion(bench.ports, bench.caller, id, { message: `as ${text}`, ...content(text) })));
    const listed = await listVersions(bench.ports, bench.caller, id);
    expect(listed.ok && listed.value.map(({ number }) => number)).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    const first = await readVersion(bench.ports, bench.caller, id, 1);
    expect(first).toMatchObject({ ok: true, value: { number: 1, files: { 'a.sh': 'echo' }, environment: { parameters: { a: 1 } }, layout: { 'resource:a': { x: 1, y: 2 } } } });
  });

  it('are nobody else\'s', async () => {
    const id = await newDraft();
    await saveVersion(bench.ports, bench.caller, id, { message: '', ...content('mine') });
    const stranger = { ...bench.caller, projectId: randomUUID() };
    expect(await saveVersion(bench.ports, stranger, id, { message: '', ...content('x') })).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    expect(await listVersions(bench.ports, stranger, id)).toMatchObject({ ok: true, value: [] });
    expect(await readVersion(bench.ports, stranger, id, 1)).toMatchObject({ ok: false });
  });
});

describe('people in one draft', () => {
  it('see each other, and what the other has selected, until they leave or fall silent', async () => {
    const id = await newDraft();
    const [ann, bob] = [randomUUID(), randomUUID()];
    expect(await meet(bench.ports, { ...bench.caller, userName: 'ann' }, id, { tab: ann, selected: 'resource:web' })).toMatchObject({ value: [] });
    expect(await meet(bench.ports, { ...bench.caller, userName: 'bob' }, id, { tab: bob, selected: null })).toMatchObject({ value: [{ userName: 'ann', selected: 'resource:web' }] });
    await meet(bench.ports, { ...bench.caller, userName: 'ann' }, id, { tab: ann, selected: null, leaving: true });
    expect(await meet(bench.ports, { ...bench.caller, userName: 'bob' }, id, { tab: bob, selected: null })).toMatchObject({ value: [] });
    await meet(bench.ports, { ...bench.caller, userName: 'ann' }, id, { tab: ann, selected: null });
    await bench.ports.pool.query("UPDATE draft_presence SET seen_at = now() - interval '1 minute' WHERE tab = $1", [ann]);
    expect(await meet(bench.ports, { ...bench.caller, userName: 'bob' }, id, { tab: bob, selected: null })).toMatchObject({ value: [] });
  });
});
