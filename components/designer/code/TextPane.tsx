'use client';
import { type ComponentProps, type ReactNode, useEffect, useRef, useState } from 'react';
import type { EditorView } from '@codemirror/view';
import { useSteady } from '@/components/ui/useSteady';
import { CodePane, LiveCodePane } from '../parts';
import { type Beginning, FirstText } from './FirstText';
import { chosenIn } from './chosenIn';

interface TextPaneProps extends Omit<ComponentProps<typeof CodePane>, 'states' | 'onMade'> {
  /** What the server has made of the text as it was when the page was opened. */
  first: { text: string; beginning: Beginning } | null;
  /** The stack that the draft updates. */
  live: { project: string; stackId: string } | null;
}

/**
 * The text of a draft. It is there to be read from the beginning; its editor is made when the page has nothing else to do, or as soon as somebody comes near it, or
 * something is to be shown in it. What was pressed or chosen meanwhile is so in the editor, too.
 */
export function TextPane({ first, live, ...props }: TextPaneProps): ReactNode {
  const { session, snapshot } = props;
  const Pane = live === null ? CodePane : LiveCodePane;
  const box = useRef<HTMLDivElement>(null);
  const [made, setMade] = useState<EditorView | null>(null);
  /** An editor that is there, but for a press that began before. */
  const waits = useRef<EditorView | null>(null);
  const pressing = useRef(false);

  const show = (view: EditorView): void => {
    const text = box.current;
    if (text?.contains(document.activeElement)) {
      const range = chosenIn(text);
      if (range === null) view.focus();
      else session.goTo(range, true);
    }
    setMade(view);
  };
  const onMade = useSteady((view: EditorView | null) => {
    waits.current = pressing.current ? view : null;
    if (view === null) setMade(null);
    else if (!pressing.current) show(view);
  });
  const released = useSteady(() => {
    pressing.current = false;
    const view = waits.current;
    waits.current = null;
    if (view !== null) show(view);
  });
  const press = (): void => {
    pressing.current = true;
    window.addEventListener('pointerup', () => setTimeout(released), { once: true });
    window.addEventListener('pointercancel', () => setTimeout(released), { once: true });
  };

  const asOpened = first !== null && snapshot.text === first.text;
  // Lines that are changed, or marked, are so in the editor alone.
  const wanted = !asOpened || snapshot.selected !== null;
  useEffect(() => { if (wanted) Pane.preload(); }, [wanted, Pane]);
  useEffect(() => session.awaited(Pane.preload), [session, Pane]);
  return (
    <section aria-label="Template text" className="relative flex min-h-0 flex-1 flex-col bg-code">
      {live === null ? <CodePane {...props} onMade={onMade} /> : <LiveCodePane {...props} {...live} onMade={onMade} />}
      {made !== null || !asOpened ? null : (
        <div className="absolute inset-0 flex flex-col">
          <FirstText ref={box} role="group" aria-label="Text" beginning={first.beginning} tabIndex={0} onFocus={Pane.preload} onPointerEnter={Pane.preload} onPointerDown={press} />
        </div>
      )}
    </section>
  );
}
