'use client';
import { useEffect, useRef, useState } from 'react';
import { useSettled } from '@/components/shell/useSettled';
import { Textarea } from '@/components/ui/Input';
import type { PlaygroundResult } from './playground';

/** A template function tried out: expression and sample data on the left, what they give on the right. Nothing leaves the browser. */
export function Playground({ version, expression: first, sample: firstSample }: { version: string; expression: string; sample: string }) {
  const [expression, setExpression] = useState(first);
  const [sample, setSample] = useState(firstSample);
  const [result, setResult] = useState<PlaygroundResult | null>(null);
  const worker = useRef<Worker | null>(null);
  const asked = useRef(0);
  const input = useSettled(JSON.stringify({ version, expression, sample }), 150);
  useEffect(() => {
    const made = new Worker(new URL('./playground.worker.ts', import.meta.url), { type: 'module' });
    made.addEventListener('message', ({ data }: MessageEvent<{ id: number; result: PlaygroundResult }>) => {
      if (data.id === asked.current) setResult(data.result);
    });
    worker.current = made;
    return () => made.terminate();
  }, []);
  useEffect(() => {
    asked.current += 1;
    worker.current?.postMessage({ id: asked.current, input: JSON.parse(input) });
  }, [input]);
  const area = 'min-h-32 font-mono text-xs';
  return (
    <div className="grid gap-3 md:grid-cols-2">
      <div className="flex flex-col gap-3">
        <label htmlFor="playground-expression" className="-mb-2 text-xs text-muted">Expression</label><Textarea id="playground-expression" rows={6} spellCheck={false} value={expression} onChange={(event) => setExpression(event.target.value)} className={area} />
        <label htmlFor="playground-sample" className="-mb-2 text-xs text-muted">Parameters, with their values</label><Textarea id="playground-sample" rows={3} spellCheck={false} value={sample} onChange={(event) => setSample(event.target.value)} className={area} />
      </div>
      <div className="flex flex-col gap-1">
        <span className="text-xs text-muted">Gives</span>
        <output aria-live="polite" className="min-h-32 flex-1 overflow-auto whitespace-pre-wrap break-words rounded-md border bg-code p-3 font-mono text-xs">
          {result === null ? '' : result.ok ? JSON.stringify(result.value, null, 2) : result.problems.map((problem) => <span key={problem} role="alert" className="block">{problem}</span>)}
        </output>
      </div>
    </div>
  );
}
