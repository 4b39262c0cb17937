'use client';
import { useMemo } from 'react';
import { shownKeys } from '@/components/shell/shownKeys';
import { isReplaceable, nameOf, shapeOf } from '@/lib/graph';
import type { TypeSchema } from '@/lib/hot/types';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { textOf } from '../canvas/flow';
import type { DesignerSession } from '../document/session';
import { recentTypes, withFirst } from '../palette/recentTypes';
import { missingConnection, runsHere, searchTypes } from '../palette/typeSearch';
import { useConnected } from '../useConnected';
import { iconOf, shortType } from '../typeNames';
import { nodeActions } from '../nodeActions';
import { nameOfPlace } from '../inside/useInside';
import type { Commands, Into } from '../useCommands';
import { lazily } from '@/components/ui/lazily';
import { type Choice, ListPopover } from './ListPopover';
import { bestFirst } from './fits';
import { customOffer, outputOffers } from './moreOffers';
import type { Offer } from './offers';
import { AskAfter, AskCondition } from './RuleAsked';

const KeepSnippet = lazily(async () => (await import('../palette/KeepSnippet')).KeepSnippet);

/** What the canvas asks at the moment, if anything. */
export function Asked({ project, session, commands, types, onAddInside }: { project: string; session: DesignerSession; commands: Commands; types: readonly TypeSchema[]; onAddInside: (type: string, into: Into) => void }) {
  const connected = useConnected(project);
  const { asking, ask } = commands;
  const fitting = asking?.kind === 'types' ? asking.fitting : null;
  const offered = useMemo(() => types.filter((type) => fitting === null || fitting.has(type.name)), [types, fitting]);
  if (asking === null) return null;
  const close = () => {
    ask(null);
    commands.focus(session.getSnapshot().selected);
  };
  const { graph } = session.read();
  switch (asking.kind) {
    case 'offers':
      return (
        <ListPopover
          label="Connect"
          at={asking.at}
          heading={`${graph.byKey.get(asking.from)?.name} → ${graph.byKey.get(asking.to)?.name}: where does it go?`}
          placeholder="Filter properties"
          choices={[...asking.offers.map(choiceOf), ...(asking.from.startsWith('condition:') ? [] : [{ id: 'more:output', label: `New output of ${graph.byKey.get(asking.from)?.name}…` }]), ...(asking.to.startsWith('resource:') ? [{ id: 'more:path', label: 'Custom path…', keywords: 'property other place' }] : [])]}
          onPick={(id) => {
            const offer = asking.offers.find((each) => each.id === id);
            const { from, to, at } = asking;
            ask(null);
            if (offer) commands.apply(offer, from, to, false);
            else requestAnimationFrame(() => ask(id === 'more:output' ? { kind: 'output', from, at } : { kind: 'path', from, to, at }));
          }}
          onClose={close}
        />
      );
    case 'output': {
      const source = graph.byKey.get(asking.from);
      const offers = source ? outputOffers(source, session.read(), session.catalogue) : [];
      return (
        <ListPopover
          label="New output"
          at={asking.at}
          heading={`What the output tells of ${source?.name}`}
          placeholder="Attribute"
          choices={offers.map(choiceOf)}
          onPick={(id) => {
            const offer = offers.find((each) => each.id === id);
            ask(null);
            if (offer) commands.apply(offer, asking.from, asking.from, false);
          }}
          onClose={close}
        />
      );
    }
    case 'path': {
      const [source, target] = [graph.byKey.get(asking.from), graph.byKey.get(asking.to)];
      const offerFor = (search: string): Offer[] => (source && target && search.trim() !== '' ? [customOffer(source, target, session.read(), search)] : []);
      return (
        <ListPopover
          label="Custom path"
          at={asking.at}
          heading={`Where in the properties of ${target?.name}, such as networks.0.port`}
          placeholder="Names and numbers, with dots between them"
          empty="Write a path."
          choices={(search) => offerFor(search).map((offer) => ({ ...choiceOf(offer), id: search }))}
          onPick={(path) => {
            const [offer] = offerFor(path);
            ask(null);
            if (offer) commands.apply(offer, asking.from, asking.to, false);
          }}
          onClose={close}
        />
      );
    }
    case 'lines': {
      const lines = graph.edges.filter(({ from, to, kind }) => (from === asking.of || to === asking.of) && kind !== 'condition');
      return (
        <ListPopover
          label={`Lines of ${nameOf(asking.of)}`}
          at={asking.at}
          heading={`Lines of ${nameOf(asking.of)}: the chosen one is deleted with ${shownKeys('designer:Delete')}, its ends are moved with ${shownKeys('designer:e')}`}
          placeholder="Name or property"
          choices={lines.map((edge) => ({ id: edge.id, label: edge.to === asking.of ? `from ${nameOf(edge.from)}` : `to ${nameOf(edge.to)}`, code: edge.kind === 'order' ? 'order only' : textOf(edge) }))}
          onPick={(id) => { ask(null); session.select(null, id); commands.focus(null); }}
          onClose={close}
        />
      );
    }
    case 'end': {
      const { edge } = asking;
      const others = (end: 'from' | 'to') => graph.nodes.filter(({ key, kind }) => key !== edge.from && key !== edge.to && (kind === 'resource' || kind === (end === 'from' ? 'parameter' : 'output')) && !(edge.kind === 'order' && kind !== 'resource'));
      const choices = (['from', 'to'] as const).flatMap((end) => others(end).map((node) => { const Icon = iconOf(node.type, node.shape); return { id: `${end} ${node.key}`, label: end === 'from' ? `Begin at ${node.name}` : `End at ${node.name}`, code: shortType(node.type), icon: <Icon aria-hidden /> }; }));
      return (
        <ListPopover
          label="Move the line"
          at={asking.at}
          heading={`${nameOf(edge.from)} → ${nameOf(edge.to)}`}
          placeholder="Name of another node"
          choices={choices}
          onPick={(id) => {
            ask(null);
            const end = id.startsWith('from ') ? 'from' : 'to';
            const other = others(end).find(({ key }) => key === id.slice(end.length + 1))?.key;
            if (other !== undefined) requestAnimationFrame(() => commands.moveEnd(edge.id, end, other));
          }}
          onClose={close}
        />
      );
    }
    case 'unlink': {
      const { edge } = asking;
      const parameters = graph.nodes.filter(({ kind, key }) => kind === 'parameter' && key !== edge.from);
      return (
        <ListPopover
          label="Remove the line"
          at={asking.at}
          heading={`${nameOf(edge.to)} needs ${edge.label}. What stands there instead?`}
          placeholder="A value, or one of these"
          choices={(search) => {
            const typed = search.trim();
            const fixed = [{ id: 'nothing', label: 'Nothing for now', hint: 'a problem until it is set' }, { id: 'parameter', label: `A new parameter ${edge.label}` }, ...parameters.map(({ name }) => ({ id: `parameter:${name}`, label: `The parameter ${name}` }))];
            return [...(typed === '' ? [] : [{ id: `literal:${typed}`, label: `The value ${typed}` }]), ...fixed.filter(({ label }) => typed === '' || label.toLowerCase().includes(typed.toLowerCase()))];
          }}
          onPick={(id) => commands.unlink(edge, id === 'nothing' ? { kind: 'nothing' } : id.startsWith('literal:') ? { kind: 'literal', text: id.slice('literal:'.length) } : { kind: 'parameter', name: id === 'parameter' ? null : id.slice('parameter:'.length) })}
          onClose={close}
        />
      );
    }
    case 'targets': {
      const targets = graph.nodes.filter((node) => node.key !== asking.from && (node.kind === 'resource' || node.kind === 'output'));
      return (
        <ListPopover
          label="Connect to"
          at={asking.at}
          heading={`Connect ${graph.byKey.get(asking.from)?.name} to`}
          placeholder="Name of a resource"
          choices={targets.map((node) => { const Icon = iconOf(node.type, node.shape); return { id: node.key, label: node.name, code: shortType(node.type), icon: <Icon aria-hidden /> }; })}
          onPick={(id) => {
            const to = targets.find(({ key }) => key === id)?.key;
            ask(null);
            // The list has to be gone before the next one opens in its place.
            if (to !== undefined) requestAnimationFrame(() => commands.connect(asking.from, to));
          }}
          onClose={close}
        />
      );
    }
    case 'types':
      return (
        <ListPopover
          label={asking.retype !== null ? 'Change the type' : asking.named !== null ? `Create ${asking.named}` : asking.into !== undefined ? `Add a resource to ${nameOfPlace(asking.into)}` : 'Add a resource'}
          at={asking.at}
          heading={asking.from === null ? undefined : `Types that take ${graph.byKey.get(asking.from)?.name}`}
          placeholder="Type, purpose"
          choices={(search) => (fitting !== null ? bestFirst(searchTypes(offered, search, connected), search, fitting, connected) : search.trim() === '' ? withFirst(searchTypes(offered, '', connected), recentTypes()) : searchTypes(offered, search, connected)).slice(0, 60).map((type) => { const Icon = iconOf(type.name, shapeOf(type.name)); return { id: type.name, label: shortType(type.name), code: fitting?.get(type.name)?.label, hint: missingConnection(type, connected) !== null ? 'needs a connection' : runsHere(type) ? undefined : 'nothing runs it yet', icon: <Icon aria-hidden /> }; })}
          onPick={(type) => {
            ask(null);
            if (asking.into !== undefined) { onAddInside(type, asking.into); return; }
            if (asking.retype !== null) { commands.retype(asking.retype, type); close(); return; }
            if (commands.add(type, { spot: asking.spot, connectTo: asking.from, named: asking.named })) commands.focus(session.getSnapshot().selected);
          }}
          onClose={close}
        />
      );
    case 'instead': {
      const others = graph.nodes.filter(({ kind, key }) => kind === asking.ghost.kind && !asking.ghost.references.some(({ to }) => to === key));
      return (
        <ListPopover
          label={`Use another for ${asking.ghost.name}`}
          at={asking.at}
          placeholder={`Name of a ${asking.ghost.kind}`}
          choices={others.map((node) => { const Icon = iconOf(node.type, node.shape); return { id: node.name, label: node.name, code: shortType(node.type), icon: <Icon aria-hidden /> }; })}
          onPick={(name) => { ask(null); commands.mendBy(asking.ghost, name); }}
          onClose={close}
        />
      );
    }
    case 'after': return <AskAfter of={asking.of} at={asking.at} session={session} commands={commands} onClose={close} />;
    case 'condition': return <AskCondition of={asking.of} at={asking.at} session={session} commands={commands} onClose={close} />;
    case 'actions': {
      const actions = nodeActions(session.getSnapshot()).filter(({ possible }) => possible);
      return (
        <ListPopover
          label="Actions"
          at={asking.at}
          placeholder="What to do"
          choices={actions.map(({ id, label, keys, apart }) => ({ id, label, hint: keys && shownKeys(keys), apart }))}
          onPick={(id) => {
            ask(null);
            // The list has to be gone before an action opens one in its place.
            requestAnimationFrame(() => actions.find((each) => each.id === id)?.run(commands));
          }}
          onClose={close}
        />
      );
    }
    case 'snippet':
      return <KeepSnippet project={project} yaml={asking.yaml} suggested={asking.suggested} onClose={close} />;
    case 'removal': {
      const { marked } = session.getSnapshot();
      const [first] = asking.removal.nodes;
      const others = asking.removal.nodes.filter(({ key }) => key !== first?.key && !marked.has(key));
      const count = asking.removal.nodes.length - others.length;
      return (
        <Dialog
          open
          onClose={close}
          title={count === 1 ? `Remove ${first?.name}?` : `Remove ${count} nodes?`}
          description="It can be undone."
          footer={<><Button onClick={close}>Keep</Button>{isReplaceable(asking.removal) ? <Button onClick={() => commands.removeForParameter(asking.removal)}>Replace by a parameter</Button> : null}<Button variant="danger" autoFocus onClick={() => commands.removeNow(asking.removal)}>Remove</Button></>}
        >
          {others.length > 0 ? <Removed heading="Goes with it" items={others.map(({ name, type }) => ({ id: name, text: name, code: shortType(type) }))} /> : null}
          {asking.removal.edges.length > 0 ? <Removed heading="References that are removed" items={asking.removal.edges.map((edge) => ({ id: edge.id, text: graph.byKey.get(edge.to)?.name ?? edge.to, code: edge.label }))} /> : null}
        </Dialog>
      );
    }
  }
}

function choiceOf({ id, label, preview, taken, appends }: Offer): Choice {
  return { id, label, code: preview, hint: taken ? 'replaces' : appends ? 'appends' : undefined };
}

function Removed({ heading, items }: { heading: string; items: readonly { id: string; text: string; code: string }[] }) {
  return (
    <>
      <h3 className="pb-1 pt-2 text-xs font-medium text-muted">{heading}</h3>
      <ul className="flex flex-col gap-1 text-sm">{items.map(({ id, text, code }) => <li key={id}>{text} <code className="font-mono text-xs text-muted">{code}</code></li>)}</ul>
    </>
  );
}
