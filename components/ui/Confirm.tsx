'use client';
import type { ReactNode } from 'react';
import { Button } from './Button';
import { Dialog } from './Dialog';

export interface ConfirmProps {
  /** A question: "Remove ann from shop?" */
  title: string;
  /** What the button says that does it. */
  verb: string;
  /** What will be so afterwards, in a sentence. */
  children: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks once before something that nothing takes back. */
export function Confirm({ title, verb, children, onConfirm, onClose }: ConfirmProps) {
  return (
    <Dialog open onClose={onClose} title={title} footer={<><Button onClick={onClose}>Keep</Button><Button variant="danger" onClick={() => { onClose(); onConfirm(); }}>{verb}</Button></>}>
      <p className="text-sm text-muted">{children}</p>
    </Dialog>
  );
}
