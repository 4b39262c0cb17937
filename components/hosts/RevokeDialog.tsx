'use client';
import { useState, useTransition } from 'react';
import { revokeToken } from '@/app/actions/hosts';
import { Button } from '@/components/ui/Button';
import { Dialog } from '@/components/ui/Dialog';
import { toast } from '@/components/ui/Toast';
import type { ServerView } from '@/lib/wire/hosts';

export interface RevokeDialogProps {
  project: string;
  server: Pick<ServerView, 'id' | 'name' | 'openRuns'>;
  onClose: () => void;
  onDone: () => void;
}

/** Asks before a host loses its token: nothing runs there until somebody goes to the machine. */
export function RevokeDialog({ project, server, onClose, onDone }: RevokeDialogProps) {
  const [busy, start] = useTransition();
  const [problem, setProblem] = useState<string | null>(null);
  const revoke = () => start(async () => {
    const result = await revokeToken(project, server.id);
    if (!result.ok) return setProblem(result.problem.message);
    toast('The token is void', { description: server.name });
    onDone();
  });
  return (
    <Dialog
      open onClose={onClose} title={`Revoke the token of ${server.name}?`}
      footer={<><Button onClick={onClose}>Keep it</Button><Button variant="danger" disabled={busy} onClick={revoke}>Revoke</Button></>}
    >
      <p className="text-sm text-muted">
        Whoever has it is refused at once, and the agent ends. {server.openRuns > 0 ? `${server.openRuns} ${server.openRuns === 1 ? 'deployment waits' : 'deployments wait'} there, and will wait` : 'What is deployed to it from now on waits'} until a machine joins as this host again.
      </p>
      {problem === null ? null : <p role="alert" className="mt-3 rounded-md border border-status-failed px-3 py-2 text-sm">{problem}</p>}
    </Dialog>
  );
}
