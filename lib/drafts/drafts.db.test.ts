import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '@/lib/stacks/ports';
import { type StackBench, stackBench } from '@/lib/stacks/testing/bench';
import { createDraft, deleteDraft, readDraft, saveDraft } from './drafts';

let bench: StackBench;
beforeAll(async () => {
  bench = await stackBench();
});
afterAll(() => bench.close());

async function newDraft(text = 'first'): Promise<string> {
  const made = await createDraft(bench.ports, bench.caller, { name: 'shop', text, files: { 'a.sh': 'echo' }, layout: { web: [1, 2] } });
  if (!made.ok) throw new Error(made.problem.message);
  return made.value.id;
}

describe('saving a draft', () => {
  it('changes what is given, leaves the rest, and raises the version', async () => {
    const id = await newDraft();
    const saved = await saveDraft(bench.ports, bench.caller, id, 1, { text: '{ broken: [' });
    expect(saved).toMatchObject({ ok: true, value: { saved: true, draft: { version: 2, text: '{ broken: [', name: 'shop', files: { 'a.sh': 'echo' }, layout: { web: [1, 2] } } } });
  });

  it('over an older version writes nothing and answers with the newer draft', async () => {
    const id = await newDraft();
    await saveDraft(bench.ports, { ...bench.caller, userName: 'ada' }, id, 1, { text: 'of ada' });
    const late = await saveDraft(bench.ports, bench.caller, id, 1, { text: 'of bob', name: 'renamed' });
    expect(late).toMatchObject({ ok: true, value: { saved: false, newer: { version: 2, text: 'of ada', name: 'shop', updatedBy: 'ada' } } });
    expect(await readDraft(bench.ports, bench.caller, id)).toMatchObject({ value: { version: 2, text: 'of ada', name: 'shop' } });
  });

  it('by many at once lets one through for each version, and who tries again over what came back loses nothing', async () => {
    const id = await newDraft('');
    const append = async (word: string): Promise<void> => {
      let draft = { version: 1, text: '' };
      for (;;) {
        const result = await saveDraft(bench.ports, bench.caller, id, draft.version, { text: `${draft.text}${word};` });
        if (!result.ok) throw new Error(result.problem.message);
        if (result.value.saved) return;
        draft = result.value.newer;
      }
    };
    const words = ['a', 'b', 'c', 'd', 'e', 'f'];
    await Promise.all(words.map(append));
    const after = await readDraft(bench.ports, bench.caller, id);
    if (!after.ok) throw new Error(after.problem.message);
    expect(after.value.version).toBe(1 + words.length);
    expect(after.value.text.split(';').filter(Boolean).toSorted()).toEqual(words);
  });
});

describe('a draft of another project', () => {
  it('is not there: not to read, not to save, not to delete', async () => {
    const id = await newDraft();
    const stranger: Caller = { ...bench.caller, projectId: 'other', projectName: 'other' };
    const missing = { ok: false, problem: { code: 'not_found' } };
    expect(await readDraft(bench.ports, stranger, id)).toMatchObject(missing);
    expect(await saveDraft(bench.ports, stranger, id, 1, { text: 'x' })).toMatchObject(missing);
    expect(await deleteDraft(bench.ports, stranger, id)).toMatchObject(missing);
    expect(await readDraft(bench.ports, bench.caller, id)).toMatchObject({ value: { version: 1, text: 'first' } });
  });
});
