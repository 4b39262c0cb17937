'use client';
import { useCallback, useState } from 'react';
import { useRouter } from 'next/navigation';
import { openTemplate } from './openTemplate';
import type { ImportedTemplate } from './readTemplateFiles';

/** Makes a draft of a template and opens it in the designer. */
export function useOpenTemplate(project: string) {
  const router = useRouter();
  const [isPending, setPending] = useState(false);
  const mutate = useCallback((template: ImportedTemplate) => {
    setPending(true);
    void openTemplate(project, template, (href) => router.push(href)).finally(() => setPending(false));
  }, [project, router]);
  return { isPending, mutate };
}
