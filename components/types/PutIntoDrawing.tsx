'use client';
import { useEffect, useRef, useState } from 'react';
import { useRouter } from 'next/navigation';
import { PencilLine } from 'lucide-react';
import { ADD_PARAMETER, drawingChannel, type DrawingMessage, lastDrawing, type OpenDrawing } from '@/components/designer/drawingChannel';
import { placeHref } from '@/components/shell/navigation';
import { Button } from '@/components/ui/Button';
import { toast } from '@/components/ui/Toast';

/** Puts the type into a drawing that is open in another tab, or into the one that was open last. Nothing, where there is none. */
export function PutIntoDrawing({ project, type }: { project: string; type: string }) {
  const router = useRouter();
  const [drawing, setDrawing] = useState<OpenDrawing | null>(null);
  const [open, setOpen] = useState(false);
  const channel = useRef<BroadcastChannel | null>(null);
  useEffect(() => {
    const made = drawingChannel();
    channel.current = made;
    const timer = setTimeout(() => setDrawing((before) => before ?? lastDrawing(project)), 120);
    if (made !== null) {
      made.onmessage = ({ data }: MessageEvent<DrawingMessage>) => {
        if (data.kind === 'here' && data.drawing.project === project) { setDrawing(data.drawing); setOpen(true); }
        if (data.kind === 'added') toast(`${data.name} is in ${data.drawing.name}, in its own tab`);
      };
      made.postMessage({ kind: 'who', project } satisfies DrawingMessage);
    }
    return () => { clearTimeout(timer); made?.close(); };
  }, [project]);
  if (drawing === null) return null;
  const put = () => {
    if (open) channel.current?.postMessage({ kind: 'add', id: drawing.id, type } satisfies DrawingMessage);
    else router.push(`${placeHref(project, 'designer')}/${drawing.id}?${ADD_PARAMETER}=${encodeURIComponent(type)}`);
  };
  return <Button size="sm" onClick={put} title={open ? 'It is open in another tab' : 'The drawing that was open last'}><PencilLine aria-hidden /><span>Put into <span className="inline-block max-w-40 truncate align-bottom">{drawing.name}</span></span></Button>;
}
