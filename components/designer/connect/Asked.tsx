'use client';
import { useMemo } from 'react';
import { shapeOf } from '@/lib/graph';
import type { TypeSchema } from '@/lib/hot/types';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import type { DesignerSession } from '../document/session';
import { missingConnection, runsHere, searchTypes } from '../palette/typeSearch';
import { useConnected } from '../useConnected';
import { iconOf, shortType } from '../typeNames';
import { nodeActions } from '../nodeActions';
import type { Commands } from '../useCommands';
import { lazily } from '@/components/ui/lazily';
import { ListPopover } from './ListPopover';

const KeepSnippet = lazily(async () => (await import('../palette/KeepSnippet')).KeepSnippet);

/** What the canvas asks at the moment, if anything. */
export function Asked({ project, session, commands, types }: { project: string; session: DesignerSession; commands: Commands; types: readonly TypeSchema[] }) {
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
          choices={asking.offers.map((offer) => ({ id: offer.id, label: offer.label, code: offer.preview, hint: offer.taken ? 'replaces' : undefined }))}
          onPick={(id) => {
            const offer = asking.offers.find((each) => each.id === id);
            ask(null);
            if (offer) commands.apply(offer, asking.from, asking.to, false);
          }}
          onClose={close}
        />
      );
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
          label={asking.retype !== null ? 'Change the type' : asking.named !== null ? `Create ${asking.named}` : 'Add a resource'}
          at={asking.at}
          heading={asking.from === null ? undefined : `Types that take ${graph.byKey.get(asking.from)?.name}`}
          placeholder="Type, purpose"
          choices={(search) => searchTypes(offered, search, connected).slice(0, 60).map((type) => { const Icon = iconOf(type.name, shapeOf(type.name)); return { id: type.name, label: shortType(type.name), hint: missingConnection(type, connected) !== null ? 'needs a connection' : runsHere(type) ? 'runs here' : undefined, icon: <Icon aria-hidden /> }; })}
          onPick={(type) => {
            ask(null);
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
    case 'actions': {
      const actions = nodeActions(session.getSnapshot()).filter(({ possible }) => possible);
      return (
        <ListPopover
          label="Actions"
          at={asking.at}
          placeholder="What to do"
          choices={actions.map(({ id, label, keys }) => ({ id, label, hint: keys }))}
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
          footer={<><Button onClick={close}>Keep</Button><Button variant="danger" autoFocus onClick={() => commands.removeNow(asking.removal)}>Remove</Button></>}
        >
          {others.length > 0 ? <Removed heading="Goes with it" items={others.map(({ name, type }) => ({ id: name, text: name, code: shortType(type) }))} /> : null}
          {asking.removal.edges.length > 0 ? <Removed heading="References that are removed" items={asking.removal.edges.map((edge) => ({ id: edge.id, text: graph.byKey.get(edge.to)?.name ?? edge.to, code: edge.label }))} /> : null}
        </Dialog>
      );
    }
  }
}

function Removed({ heading, items }: { heading: string; items: readonly { id: string; text: string; code: string }[] }) {
  return (
    <>
      <h3 className="pb-1 pt-2 text-xs font-medium text-muted">{heading}</h3>
      <ul className="flex flex-col gap-1 text-sm">{items.map(({ id, text, code }) => <li key={id}>{text} <code className="font-mono text-xs text-muted">{code}</code></li>)}</ul>
    </>
  );
}
