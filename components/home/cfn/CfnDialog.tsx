'use client';
import { useMemo } from 'react';
import { CircleCheck, CircleSlash, Eye } from 'lucide-react';
import { isCfn } from '@/lib/graph';
import { cfnToHot } from '@/lib/graph/convert/cfn';
import type { Remark, RemarkKind } from '@/lib/graph/convert/remarks';
import { hasShortForms } from '@/lib/graph/convert/short-forms';
import { parseTemplate } from '@/lib/hot';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { cn } from '@/components/ui/cn';
import type { ImportedTemplate } from '../readTemplateFiles';
import { besideEachOther } from './beside';

export interface CfnDialogProps {
  template: ImportedTemplate;
  /** Null: it is used as it is already. */
  onAsItIs: (() => void) | null;
  onConvert: (template: ImportedTemplate) => void;
  onClose: () => void;
}

const KINDS: Readonly<Record<RemarkKind, { label: string; icon: typeof Eye; className: string }>> = {
  lost: { label: 'No counterpart', icon: CircleSlash, className: 'text-status-failed' },
  look: { label: 'Look at it', icon: Eye, className: 'text-status-held' },
  same: { label: 'Written otherwise', icon: CircleCheck, className: 'text-status-done' },
};

/** A CloudFormation template: it runs as it is, or is written as HOT, with both beside each other and what has no counterpart. Templates among its files are written anew with it. */
export function CfnDialog({ template, onAsItIs, onConvert, onClose }: CfnDialogProps) {
  const conversion = useMemo(() => cfnToHot(template.text), [template.text]);
  const short = hasShortForms(template.text);
  const errors = useMemo(() => parseTemplate(template.text).diagnostics.filter(({ severity }) => severity === 'error').length, [template.text]);
  const convert = () => {
    if (!conversion.ok) return;
    const files = Object.fromEntries(Object.entries(template.files).map(([name, text]): [string, string] => { const inner = isCfn(text) ? cfnToHot(text) : null; return [name, inner?.ok ? inner.text : text]; }));
    onConvert({ ...template, text: conversion.text, files });
  };
  return (
    <Dialog
      open width="xl" onClose={onClose} title="A CloudFormation template"
      description={short ? 'Its short forms such as !Ref are Amazon’s alone. As HOT it can be used.' : errors > 0 ? `As it is, it has ${errors === 1 ? 'a problem' : `${errors} problems`}, which the designer shows. Below is what it becomes as HOT.` : 'It runs as it is. As HOT it can be drawn and edited like any other.'}
      footer={<>{onAsItIs === null || short ? null : <Button onClick={onAsItIs}>Use it as it is</Button>}<Button variant="primary" disabled={!conversion.ok} onClick={convert}>Convert to HOT</Button></>}
    >
      {conversion.ok ? <><Remarks remarks={conversion.remarks} /><Beside before={template.text} after={conversion.text} /></> : <p role="alert" className="text-sm">{conversion.message}</p>}
    </Dialog>
  );
}

function Remarks({ remarks }: { remarks: readonly Remark[] }) {
  if (remarks.length === 0) return <p className="flex items-center gap-2 pb-3 text-sm text-muted"><CircleCheck aria-hidden className="size-4 text-status-done" />Everything in it has a counterpart.</p>;
  const order: readonly RemarkKind[] = ['lost', 'look', 'same'];
  const sorted = order.flatMap((kind) => remarks.filter((remark) => remark.kind === kind));
  return (
    <ul aria-label="What to know" className="mb-3 max-h-40 overflow-y-auto rounded-md border" tabIndex={0}>
      {sorted.map(({ kind, path, message }, index) => {
        const { label, icon: Icon, className } = KINDS[kind];
        return (
          <li key={index} className="flex items-start gap-x-2.5 border-b px-3 py-1.5 text-sm last:border-b-0 max-sm:flex-wrap">
            <Icon aria-hidden className={cn('mt-px size-4 shrink-0', className)} />
            <span className="w-32 shrink-0 text-muted">{label}</span>
            <span className="min-w-0 flex-1 max-sm:basis-full">{message}{path.length > 0 ? <code className="ms-2 break-words font-mono text-xs text-muted">{path.join('.')}</code> : null}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Beside({ before, after }: { before: string; after: string }) {
  const rows = useMemo(() => besideEachOther(before, after), [before, after]);
  return (
    <table aria-label="Before and after" className="w-full table-fixed border-collapse overflow-hidden rounded-md border bg-code font-mono text-xs leading-4.5">
      <thead className="font-sans text-start text-muted"><tr><th scope="col" className="border-b px-3 py-1 font-medium">CloudFormation</th><th scope="col" className="border-b border-s px-3 py-1 font-medium">HOT</th></tr></thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className="align-top">
            <Side text={row.before} other={row.after} className="" />
            <Side text={row.after} other={row.before} className="border-s" />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Side({ text, other, className }: { text: string | null; other: string | null; className: string }) {
  return <td className={cn('px-3 py-0.5', text === null && 'bg-sunken', text !== null && other === null && 'bg-selected', className)}><pre className="overflow-x-auto whitespace-pre-wrap break-words font-mono">{(text ?? '').replace(/\n$/, '')}</pre></td>;
}
