'use client';
import { useRef, useState } from 'react';
import { useRouter } from 'next/navigation';
import { useMutation } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { adoptStack } from '@/app/actions/keeping';
import { unwrap } from '@/components/live/unwrap';
import { placeHref } from '@/components/shell/navigation';
import { Button } from '@/components/ui/Button';
import { Field } from '@/components/ui/Field';
import { Input, Textarea } from '@/components/ui/Input';

/** Takes over what the document of an exported or abandoned stack names. */
export function AdoptStack({ project }: { project: string }) {
  const router = useRouter();
  const picker = useRef<HTMLInputElement>(null);
  const [name, setName] = useState('');
  const [document, setDocument] = useState('');
  const adopt = useMutation({
    mutationFn: async () => unwrap(await adoptStack(project, name.trim(), document)),
    onSuccess: ({ stackId }) => router.push(`${placeHref(project, 'stacks')}/${stackId}`),
  });
  const take = (text: string) => {
    setDocument(text);
    if (name === '') setName(nameIn(text));
  };
  return (
    <form className="flex flex-col gap-3" onSubmit={(event) => { event.preventDefault(); adopt.mutate(); }}>
      <Field label="Document" htmlFor="adopt-document" hint="The JSON file that Export or Abandon saved.">
        <Textarea id="adopt-document" rows={8} value={document} spellCheck={false} onChange={(event) => take(event.target.value)} className="font-mono text-xs" />
      </Field>
      <Button className="self-start" onClick={() => picker.current?.click()}><Upload aria-hidden />Choose a file...</Button>
      <input ref={picker} type="file" accept=".json,application/json" aria-label="Document file" className="sr-only" tabIndex={-1} onChange={(event) => void event.target.files?.[0]?.text().then(take)} />
      <Field label="Name of the stack" htmlFor="adopt-name" required><Input id="adopt-name" value={name} onChange={(event) => setName(event.target.value)} /></Field>
      {adopt.error ? <p role="alert" className="whitespace-pre-wrap break-words rounded-md border border-status-failed px-3 py-2 font-mono text-xs">{adopt.error.message}</p> : null}
      <Button type="submit" variant="primary" disabled={adopt.isPending || name.trim() === '' || document.trim() === ''} className="self-start">{adopt.isPending ? 'Asking...' : 'Adopt'}</Button>
    </form>
  );
}

/** The name that a document gives its stack; empty for anything else. */
function nameIn(text: string): string {
  try {
    const document: unknown = JSON.parse(text);
    return typeof document === 'object' && document !== null && 'name' in document && typeof document.name === 'string' ? document.name : '';
  } catch {
    return '';
  }
}
