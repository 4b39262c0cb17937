'use client';
import { useMemo } from 'react';
import { CopyButton } from '@/components/ui/CopyButton';
import { encodeQr } from './encode';

/** Modules of light around a code, without which readers do not find it. */
const QUIET = 4;

/** A text as a code for cameras, and as text. Dark on light in every theme: many readers know nothing else. */
export function QrCode({ name, text }: { name: string; text: string }) {
  const dark = useMemo(() => encodeQr(text), [text]);
  if (dark === null) return <p className="text-sm">This value is too long for a code: one holds 2,331 bytes. Copy it instead.</p>;
  const size = dark.length + 2 * QUIET;
  return (
    <div className="flex flex-col items-center gap-4">
      <svg role="img" aria-label={`QR code of ${name}`} viewBox={`0 0 ${size} ${size}`} shapeRendering="crispEdges" className="w-full max-w-80 rounded-md">
        <rect width={size} height={size} fill="white" />
        <path d={pathOf(dark)} fill="black" />
      </svg>
      <div className="flex w-full items-start gap-2">
        <code className="max-h-32 min-w-0 flex-1 select-all overflow-y-auto break-all font-mono text-xs leading-4.5" tabIndex={0}>{text}</code>
        <CopyButton text={text} label={`Copy ${name}`} className="-my-1 size-7" />
      </div>
    </div>
  );
}

/** A stroke for each run of dark modules in a row. */
function pathOf(dark: readonly (readonly boolean[])[]): string {
  return dark.flatMap((row, y) => [...row.map((is) => (is ? '1' : '0')).join('').matchAll(/1+/g)].map((run) => `M${QUIET + run.index} ${QUIET + y}h${run[0].length}v1h-${run[0].length}z`)).join('');
}
