'use client';
import { useEffect, useRef } from 'react';
import type { DesignerSession, Snapshot } from './document/session';

const PARAMETER = 'selected';
/** The whole page is made anew with its address: that waits until somebody rests on what is selected. */
const REST_MS = 400;

/** The address says what is selected, so that a link shows it to somebody else. */
export function useAddress(session: DesignerSession, { selected }: Snapshot): void {
  const opened = useRef(false);
  useEffect(() => {
    if (!opened.current) {
      opened.current = true;
      const wanted = new URLSearchParams(window.location.search).get(PARAMETER);
      const node = session.read().graph.nodes.find(({ key }) => key === wanted);
      if (node) {
        session.select(node.key);
        return;
      }
    }
    const timer = setTimeout(() => {
      const address = new URL(window.location.href);
      if (selected === null) address.searchParams.delete(PARAMETER);
      else address.searchParams.set(PARAMETER, selected);
      if (address.href !== window.location.href) window.history.replaceState(window.history.state, '', address);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [session, selected]);
}
