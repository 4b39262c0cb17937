import { describe, expect, it } from 'vitest';
import { documentOf, problemsOf, removeEntry, renameEntry, setEntry, shownValue, typedValue, sinksOf, addSink, removeSink } from './entries';

const TEXT = '# ours\nparameters:\n  size: small   # for now\n  count: 2\nresource_registry:\n  "My::*": "OS::*"\n';

describe('the form of an environment', () => {
  it('changes one value and not one byte more', () => {
    expect(setEntry(TEXT, 'parameters', 'size', 'large')).toEqual({ ok: true, text: TEXT.replace('small', 'large') });
    expect(setEntry(TEXT, 'resource_registry', 'A::B', 'c.yaml')).toEqual({ ok: true, text: `${TEXT}  A::B: c.yaml\n` });
    expect(renameEntry(TEXT, 'parameters', 'count', 'number')).toEqual({ ok: true, text: TEXT.replace('count', 'number') });
    expect(removeEntry(TEXT, 'parameters', 'count')).toEqual({ ok: true, text: TEXT.replace('  count: 2\n', '') });
  });

  it('makes a section with its first entry, in an empty text too, and removes it with its last', () => {
    const made = setEntry('', 'parameter_defaults', 'size', 3);
    expect(made.ok && documentOf(made.text)).toEqual({ parameter_defaults: { size: 3 } });
    const removed = removeEntry(TEXT, 'resource_registry', 'My::*');
    expect(removed.ok && documentOf(removed.text)).toEqual({ parameters: { size: 'small', count: 2 } });
  });

  it('refuses a name that is taken', () => {
    expect(renameEntry(TEXT, 'parameters', 'count', 'size')).toMatchObject({ ok: false });
  });

  it('reads what is typed as the value it stands for', () => {
    expect(['3', 'true', '[a, 1]', '{get_secret: db}', 'a: b', '10.0.0.1', ''].map(typedValue)).toEqual([3, true, ['a', 1], { get_secret: 'db' }, 'a: b', '10.0.0.1', '']);
    expect([3, 'x', ['a'], { b: 1 }].map(shownValue)).toEqual(['3', 'x', '["a"]', '{"b":1}']);
  });

  it('shows what the API would refuse', () => {
    expect(problemsOf('parameterz: {}\n').map(({ message }) => message)).toEqual([expect.stringContaining('"parameterz" is not a section')]);
  });
});

describe('event sinks in the form', () => {
  const text = '# who is told\nevent_sinks:\n  - type: zaqar-queue  # ours\n    target: told\nparameters: {}\n';

  it('are queues; what the form cannot show is left to the text', () => {
    expect(sinksOf(documentOf(text))).toEqual([{ target: 'told' }]);
    expect(sinksOf({ event_sinks: [{ type: 'zaqar-queue', target: 'a', ttl: 60 }, { type: 'other' }] })).toEqual([{ target: 'a', ttl: 60 }, null]);
  });

  it('are added and removed without touching anything else', () => {
    const added = addSink(text, { target: 'more', ttl: 60 });
    if (!added.ok) throw new Error(added.reason);
    expect(sinksOf(documentOf(added.text))).toEqual([{ target: 'told' }, { target: 'more', ttl: 60 }]);
    expect(added.text.startsWith(text.slice(0, text.indexOf('parameters')))).toBe(true);
    const removed = removeSink(added.text, 1);
    expect(removed).toEqual({ ok: true, text });
    expect(addSink('parameters: {}\n', { target: 'q' })).toEqual({ ok: true, text: expect.stringContaining('event_sinks:') });
  });
});
