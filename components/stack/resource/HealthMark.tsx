'use client';
import { useState } from 'react';
import { useMutation } from '@tanstack/react-query';
import { HeartCrack, HeartPulse } from 'lucide-react';
import type { ResourceView } from '@/lib/wire/types';
import { markResource } from '@/app/actions/resources';
import { unwrap } from '@/components/live/unwrap';
import { Button } from '@/components/ui/Button';
import { Input } from '@/components/ui/Input';

/** Says of a resource that it is ill although its cloud does not tell, or well again. */
export function HealthMark({ project, stackId, resource, onMarkHealthy }: { project: string; stackId: string; resource: ResourceView; onMarkHealthy: () => void }) {
  const [reason, setReason] = useState<string | null>(null);
  const mark = useMutation({
    mutationFn: async (unhealthy: boolean) => unwrap(await markResource(project, stackId, resource.id, unhealthy, reason ?? '')),
    onSuccess: () => setReason(null),
  });
  if (resource.status === 'IN_PROGRESS' || resource.action === 'INIT' || resource.action === 'DELETE') return null;
  const failed = resource.status === 'FAILED' && resource.physicalResourceId !== null;
  const ill = resource.action === 'CHECK' && resource.status === 'FAILED';
  return (
    <div className="mt-2 flex flex-col gap-2">
      {ill ? (
        <Button size="sm" disabled={mark.isPending} onClick={() => mark.mutate(false)} className="self-start"><HeartPulse aria-hidden />Mark healthy</Button>
      ) : failed ? (
        <Button size="sm" onClick={onMarkHealthy} className="self-start"><HeartPulse aria-hidden />Mark healthy...</Button>
      ) : reason === null ? (
        <Button size="sm" onClick={() => setReason('')} className="self-start"><HeartCrack aria-hidden />Mark unhealthy...</Button>
      ) : (
        <form className="flex flex-col gap-2" onSubmit={(event) => { event.preventDefault(); mark.mutate(true); }}>
          <label htmlFor="unhealthy-reason" className="text-xs text-muted">Nothing happens to it now. The next update of the stack makes it anew, and then deletes this one. What is wrong with it?</label>
          <Input id="unhealthy-reason" autoFocus value={reason} maxLength={255} onChange={(event) => setReason(event.target.value)} />
          <div className="flex gap-2"><Button size="sm" type="submit" variant="danger" disabled={mark.isPending}>Mark unhealthy</Button><Button size="sm" onClick={() => setReason(null)}>Cancel</Button></div>
        </form>
      )}
      {mark.error ? <p role="alert" className="text-xs">{mark.error.message}</p> : null}
    </div>
  );
}
