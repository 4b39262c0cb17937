import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cache } from 'react';
import { z } from 'zod';
import { exampleAbout } from '@/components/home/exampleAbout';
import { exampleGraph } from '@/components/home/exampleGraph';
import type { Example } from '@/components/home/examples';

const Index = z.array(z.object({ file: z.string(), title: z.string(), purpose: z.string(), needs: z.string().optional() }));

/** The templates in `examples/`, in the order of their index, each with the picture of its graph. */
export const readExamples = cache(async (): Promise<Example[]> => {
  const folder = path.join(process.cwd(), 'examples');
  const index = Index.parse(JSON.parse(await readFile(path.join(folder, 'index.json'), 'utf8')));
  return Promise.all(
    index.map(async ({ file, title, purpose, needs }) => {
      const text = await readFile(path.join(folder, file), 'utf8');
      return { id: file.replace(/\.yaml$/, ''), title, description: purpose, needs: needs ?? null, text, about: exampleAbout(text), graph: exampleGraph(text) };
    }),
  );
});
