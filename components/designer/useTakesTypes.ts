'use client';
import { useEffect, useEffectEvent } from 'react';
import { ADD_PARAMETER, drawingChannel, type DrawingMessage, type OpenDrawing, rememberDrawing } from './drawingChannel';

/** Takes types that the catalogue puts into this drawing: from another tab, or with the address it was opened by. `add` answers the name of what was made. */
export function useTakesTypes({ project, id, name }: OpenDrawing, add: ((type: string) => string | null) | null): void {
  useEffect(() => rememberDrawing({ project, id, name }), [project, id, name]);
  const hear = useEffectEvent((message: DrawingMessage, answer: (message: DrawingMessage) => void) => {
    if (add === null) return;
    if (message.kind === 'who' && message.project === project) answer({ kind: 'here', drawing: { project, id, name } });
    if (message.kind !== 'add' || message.id !== id) return;
    const made = add(message.type);
    if (made !== null) answer({ kind: 'added', drawing: { project, id, name }, name: made });
  });
  useEffect(() => {
    const channel = drawingChannel();
    if (channel === null) return;
    channel.onmessage = ({ data }: MessageEvent<DrawingMessage>) => hear(data, (message) => channel.postMessage(message));
    return () => channel.close();
  }, []);
  const first = useEffectEvent(() => {
    const address = new URL(window.location.href);
    const type = address.searchParams.get(ADD_PARAMETER);
    if (type === null) return;
    address.searchParams.delete(ADD_PARAMETER);
    window.history.replaceState(window.history.state, '', address);
    add?.(type);
  });
  useEffect(() => {
    // The canvas is there a moment later than the page.
    const timer = setTimeout(first, 150);
    return () => clearTimeout(timer);
  }, []);
}
