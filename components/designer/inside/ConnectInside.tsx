'use client';
import { createElement, useState } from 'react';
import { EditRefused, nodeKey, type NodeKey, type Position } from '@/lib/graph';
import { ListPopover } from '../connect/ListPopover';
import { isObvious, type Offer, offersFor } from '../connect/offers';
import { iconOf, shortType } from '../typeNames';
import type { Inside } from './useInside';

/** A line within an open card: what it goes to, then what it means, as on the canvas. */
export function ConnectInside({ inside, at, onClose, onRefused }: { inside: Inside; at: Position; onClose: () => void; onRefused: (message: string) => void }) {
  const [to, setTo] = useState<{ key: NodeKey; offers: Offer[] } | null>(null);
  const { document, choice, edit } = inside;
  const from = nodeKey('resource', choice.name);
  const apply = (offer: Offer) => { edit(`Connect: ${offer.preview}`, offer.command); onClose(); };
  const choose = (key: NodeKey) => {
    try {
      const offers = offersFor(document, document.catalogue, from, key);
      const [first] = offers;
      if (first !== undefined && isObvious(offers)) apply(first);
      else setTo({ key, offers });
    } catch (error) {
      if (!(error instanceof EditRefused)) throw error;
      onRefused(error.message);
      onClose();
    }
  };
  if (to !== null) {
    return (
      <ListPopover
        key="offers" label="Connect" at={at} heading={`${choice.name} → ${document.graph.byKey.get(to.key)?.name}: where does it go?`} placeholder="Filter properties"
        choices={to.offers.map(({ id, label, preview, taken, appends }) => ({ id, label, code: preview, hint: taken ? 'replaces' : appends ? 'appends' : undefined }))}
        onPick={(id) => { const offer = to.offers.find((each) => each.id === id); if (offer) apply(offer); }} onClose={onClose}
      />
    );
  }
  const targets = document.graph.nodes.filter(({ key, kind }) => key !== from && (kind === 'resource' || kind === 'output'));
  return (
    <ListPopover
      key="targets" label="Connect to" at={at} heading={`Connect ${choice.name} to`} placeholder="Name of a resource"
      choices={targets.map((node) => ({ id: node.key, label: node.name, code: shortType(node.type), icon: createElement(iconOf(node.type, node.shape), { 'aria-hidden': true }) }))}
      onPick={(id) => { const target = targets.find(({ key }) => key === id); if (target) requestAnimationFrame(() => choose(target.key)); }} onClose={onClose}
    />
  );
}
