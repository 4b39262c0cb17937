'use client';
import { createElement } from 'react';
import { addDependency, circleOf, isCfn, nameOf, type NodeKey, nodeKey, type Position, removeAt, sectionOf, setAt } from '@/lib/graph';
import type { DesignerSession } from '../document/session';
import { iconOf, shortType } from '../typeNames';
import type { Commands } from '../useCommands';
import { ListPopover } from './ListPopover';

interface RuleAsked {
  of: NodeKey;
  at: Position;
  session: DesignerSession;
  commands: Commands;
  onClose: () => void;
}

/** What a resource comes after, also where no value flows. */
export function AskAfter({ of, at, session, commands, onClose }: RuleAsked) {
  const { graph, template } = session.read();
  const name = nameOf(of);
  const before = template.resources[name]?.dependsOn ?? [];
  const free = graph.nodes.filter(({ key, kind, name: other }) => kind === 'resource' && key !== of && !before.includes(other) && circleOf(graph.edges, key, of) === null);
  return (
    <ListPopover
      label={`${name} comes after`} at={at} heading={`${name} comes after, also where no value flows (depends_on)`} placeholder="Name of a resource" empty="Nothing else can come first."
      choices={free.map((node) => ({ id: node.name, label: node.name, code: shortType(node.type), icon: createElement(iconOf(node.type, node.shape), { 'aria-hidden': true }) }))}
      onPick={(other) => { onClose(); commands.attempt(() => session.edit(`Let ${name} depend on ${other}`, (text) => addDependency(text, name, other))); }} onClose={onClose}
    />
  );
}

const ALWAYS = { id: 'always', label: 'Always' };

/** Under which condition a resource is made; a new one is named by typing. */
export function AskCondition({ of, at, session, commands, onClose }: RuleAsked) {
  const { template } = session.read();
  const name = nameOf(of);
  const known = Object.keys(template.conditions);
  const now = template.resources[name]?.condition;
  const pick = (id: string) => {
    commands.ask(null);
    const done = commands.attempt(() => session.edit(`Set the condition of ${name}`, (text) => {
      const path = [sectionOf(text, 'resource'), name, isCfn(text) ? 'Condition' : 'condition'];
      if (id === ALWAYS.id) return removeAt(text, path);
      const condition = id.slice(id.indexOf(':') + 1);
      const defined = known.includes(condition) ? text : setAt(text, [sectionOf(text, 'condition'), condition], isCfn(text) ? { 'Fn::Equals': ['a', 'a'] } : { equals: ['a', 'a'] });
      return setAt(defined, path, condition);
    }));
    // What a new one means is written next, in its form.
    if (done && id.startsWith('new:')) session.select(nodeKey('condition', id.slice('new:'.length)));
    else commands.focus(of);
  };
  return (
    <ListPopover
      label={`Condition of ${name}`} at={at} heading={`${name} is made only if`} placeholder="Name of a condition, also of a new one"
      choices={(search) => {
        const typed = search.trim();
        const found = known.filter((each) => each.toLowerCase().includes(typed.toLowerCase()));
        return [
          ...found.map((each) => ({ id: `condition:${each}`, label: each, hint: each === now ? 'now' : undefined })),
          ...(now !== undefined && typed === '' ? [ALWAYS] : []),
          ...(/^[A-Za-z][\w-]*$/.test(typed) && !known.includes(typed) ? [{ id: `new:${typed}`, label: `A new condition ${typed}` }] : []),
        ];
      }}
      empty="No conditions yet. Write the name of a new one." onPick={pick} onClose={onClose}
    />
  );
}
