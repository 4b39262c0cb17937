'use client';
import { type ReactNode, useState } from 'react';
import { Check, Copy } from 'lucide-react';
import { IconButton } from './IconButton';

export function CopyButton({ text, label = 'Copy', icon = <Copy />, className }: { text: string; label?: string; icon?: ReactNode; className?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => {
    void navigator.clipboard.writeText(text).then(() => {
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    });
  };
  return <IconButton label={copied ? 'Copied' : label} icon={copied ? <Check /> : icon} onClick={copy} className={className} />;
}
