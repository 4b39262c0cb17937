'use client';
import { useState } from 'react';
import { QrCode as QrIcon } from 'lucide-react';
import { Dialog } from '@/components/ui/Dialog';
import { IconButton } from '@/components/ui/IconButton';
import { lazily } from '@/components/ui/lazily';

const Code = lazily(async () => (await import('./QrCode')).QrCode, <div className="mx-auto aspect-square w-full max-w-80" />);

/** Shows a value as a code that a telephone reads. What makes the code comes with the first. */
export function QrButton({ name, text, className }: { name: string; text: string; className?: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <IconButton label={`Show ${name} as a QR code`} icon={<QrIcon />} onClick={() => setOpen(true)} onPointerEnter={Code.preload} className={className} />
      <Dialog open={open} onClose={() => setOpen(false)} title={name} description="For the camera of a telephone."><Code name={name} text={text} /></Dialog>
    </>
  );
}
