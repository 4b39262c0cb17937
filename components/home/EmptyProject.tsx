'use client';
import { PencilRuler } from 'lucide-react';
import type { Role } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { AdoptStack } from './AdoptStack';
import { ExampleGallery } from './ExampleGallery';
import { FirstSteps } from './FirstSteps';
import { ImportTemplate } from './ImportTemplate';
import { EMPTY_PROJECT } from './exampleTag';
import type { Example } from './examples';
import { useBeginnings } from './useBeginnings';
import { useExamples } from './useExamples';

const NONE: readonly never[] = [];

/** A project without stacks: three ways in. */
export function EmptyProject({ project, role, examples }: { project: string; role: Role; examples: readonly Example[] | null }) {
  const begin = useBeginnings(project);
  const asked = useExamples(examples === null);
  const shown = examples ?? asked.examples;
  return (
    <div id={EMPTY_PROJECT} className="min-h-0 flex-1 overflow-y-auto" tabIndex={-1}>
      <FirstSteps project={project} seen={NONE} />
      <div className="mx-auto flex max-w-5xl flex-col gap-8 px-6 py-10">
        <div>
          <h1 className="text-xl font-semibold tracking-tight">Nothing is deployed here yet</h1>
          <p className="mt-1 max-w-2xl text-base text-muted">A stack is what you draw, deployed as one transaction: everything comes up, or everything goes back to how it was.</p>
          {role === 'reader'
            ? <p role="status" className="mt-3 text-sm">Your role in this project is reader: what others deploy appears here. Deploying needs the role member.</p>
            : <p className="mt-3 text-sm">Deploy an example below, <a href="#draw-one" className="underline underline-offset-2">draw one</a>, or <a href="#bring-one" className="underline underline-offset-2">bring a template</a>.</p>}
        </div>
        <section aria-labelledby="from-example">
          <h2 id="from-example" className="pb-3 text-sm font-semibold">{role === 'reader' ? 'Examples' : 'Deploy an example'}</h2>
          <ExampleGallery first={6} examples={shown} busy={begin.busy} onDeploy={begin.deployExample} onOpen={begin.openExample} />
        </section>
        {role === 'reader' ? null : (
          <div className="grid gap-6 md:grid-cols-2">
            <section aria-labelledby="draw-one">
              <h2 id="draw-one" className="pb-3 text-sm font-semibold">Draw one</h2>
              <div className="flex h-full max-h-56 flex-col items-start gap-3 rounded-lg border bg-surface p-4">
                <p className="text-sm text-muted">Begin with an empty canvas. Every resource you place and every line you draw becomes template text, which you can edit as well.</p>
                <Button disabled={begin.busy} onClick={begin.drawNew}><PencilRuler aria-hidden />New drawing</Button>
              </div>
            </section>
            <section aria-labelledby="bring-one">
              <h2 id="bring-one" className="pb-3 text-sm font-semibold">Bring a template</h2>
              <ImportTemplate project={project} busy={begin.busy} onImport={begin.openTemplate} />
            </section>
          </div>
        )}
        {role === 'reader' ? null : (
          <details className="rounded-lg border bg-surface p-4">
            <summary className="cursor-pointer text-sm font-semibold">Adopt an exported stack</summary>
            <p className="pb-3 pt-1 text-sm text-muted">A stack that was exported or abandoned becomes one of this project. Its resources take over what exists; nothing is made.</p>
            <AdoptStack project={project} />
          </details>
        )}
      </div>
      {begin.sheet}
    </div>
  );
}
