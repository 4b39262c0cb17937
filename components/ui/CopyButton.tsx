'use client';
import { useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { IconButton } from './IconButton';

export function CopyButton({ text, label = 'Copy', className }: { text: string; label?: string; className?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    });
  };
  return <IconButton label={copied ? 'Copied' : label} icon={copied ? <Check /> : <Copy />} onClick={copy} className={className} />;
}
