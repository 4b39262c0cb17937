'use client';
import { useState, useTransition } from 'react';
import { useRouter } from 'next/navigation';
import { FolderPlus, UserPlus } from 'lucide-react';
import { addPerson, addProject, removeFromProject, removeProject, setRole } from '@/app/actions/people';
import { EntryList } from '@/components/access/EntryList';
import { SecretDialog, type ShownSecret } from '@/components/access/SecretDialog';
import type { PeopleView, PersonView } from '@/lib/wire/access';
import type { ActionResult, Role } from '@/lib/wire/types';
import { Badge } from '@/components/ui/Badge';
import { Button } from '@/components/ui/Button';
import { Confirm } from '@/components/ui/Confirm';
import { Select } from '@/components/ui/Select';
import { toast } from '@/components/ui/Toast';
import { NewPersonDialog } from './NewPersonDialog';
import { NewProjectDialog } from './NewProjectDialog';
import { ROLE_CHOICES, roleNamed } from './roles';

/** Who may do what in this project; for administrators, new people and projects too. */
export function PeoplePage({ project, role, view }: { project: string; role: Role; view: PeopleView }) {
  const router = useRouter();
  const [busy, start] = useTransition();
  const [adding, setAdding] = useState<'person' | 'project' | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const [link, setLink] = useState<ShownSecret | null>(null);
  const gives = role === 'admin';
  const administrator = view.projects !== null;

  const act = <T,>(work: () => Promise<ActionResult<T>>, done: (value: T) => void, failed: (message: string) => void = (message) => toast.error(message)) => start(async () => {
    const result = await work();
    if (result.ok) {
      done(result.value);
      router.refresh();
    } else failed(result.problem.message);
  });
  const close = () => {
    setAdding(null);
    setRefused(null);
  };

  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-surface" tabIndex={-1}>
      <div className="mx-auto flex w-full max-w-4xl flex-col gap-8 px-6 py-6">
        <header className="flex items-start justify-between gap-4">
          <div>
            <h1 className="text-xl font-semibold tracking-tight">People</h1>
            <p className="mt-1 text-sm text-muted">Who belongs to <b className="font-medium text-ink">{project}</b>, and what they may do in it. A role holds for these pages and for every API.</p>
          </div>
          {administrator ? <Button variant="primary" onClick={() => setAdding('person')}><UserPlus aria-hidden />New person</Button> : null}
        </header>

        <ul aria-label="People of this project" className="divide-y rounded-md border">
          {view.people.map((person) => (
            <Person
              key={person.id} project={project} person={person} you={person.id === view.you} gives={gives} busy={busy}
              onRole={(next) => act(() => setRole(project, person.id, next), () => toast(`${person.name} is ${next} now.`))}
              onRemove={() => act(() => removeFromProject(project, person.id), () => toast(`${person.name} does not belong to ${project} any more.`))}
            />
          ))}
        </ul>
        {gives && view.others.length > 0 ? (
          <div className="flex items-center gap-3">
            <span className="text-sm text-muted">Somebody who is here already:</span>
            <Select aria-label="Add to this project" className="w-64" value={undefined} placeholder="Add to this project" options={view.others.map(({ id, name }) => ({ value: id, label: name }))} onChange={(id) => act(() => setRole(project, id, 'reader'), () => toast('Added as reader.'))} />
          </div>
        ) : null}

        {view.projects === null ? null : (
          <EntryList
            title="Projects" empty="" busy={busy} action={<Button size="sm" onClick={() => setAdding('project')}><FolderPlus aria-hidden />New project</Button>}
            entries={view.projects.map((one) => ({
              id: one.id, name: one.name, detail: one.description || one.id, badge: one.name === project ? <Badge>this one</Badge> : undefined,
              when: `${one.people} ${one.people === 1 ? 'person' : 'people'}, ${one.stacks} ${one.stacks === 1 ? 'stack' : 'stacks'}`, removal: 'Delete',
            }))}
            consequences="Its drafts, configs and environments go with it, and its members see it no more."
            onRemove={(id) => act(() => removeProject(project, id), () => toast('The project is deleted.'))}
          />
        )}
      </div>
      {adding === 'person' ? <NewPersonDialog busy={busy} error={refused} onClose={close} onCreate={(input) => act(() => addPerson(project, input), (made) => {
        close();
        if (made.link === null) toast(`${made.name} can sign in now.`);
        else setLink({ title: `A link for ${made.name}`, lines: [{ label: 'Signs in once, within 24 hours', value: made.link }], files: [] });
      }, setRefused)} /> : null}
      {adding === 'project' ? <NewProjectDialog busy={busy} error={refused} onClose={close} onCreate={(input) => act(() => addProject(project, input), (made) => {
        close();
        toast(`The project ${made.name} is there; you are its admin.`);
      }, setRefused)} /> : null}
      <SecretDialog secret={link} onClose={() => setLink(null)} />
    </div>
  );
}

function Person({ project, person, you, gives, busy, onRole, onRemove }: { project: string; person: PersonView; you: boolean; gives: boolean; busy: boolean; onRole: (role: Role) => void; onRemove: () => void }) {
  const [leaving, setLeaving] = useState(false);
  return (
    <li className="flex min-h-12 flex-wrap items-center gap-x-3 gap-y-2 px-4 py-2">
      <span aria-hidden className="flex size-7 shrink-0 items-center justify-center rounded-full bg-selected text-xs font-semibold uppercase">{person.name.slice(0, 2)}</span>
      <span className="min-w-40 flex-1 truncate text-sm font-medium">{person.name}{you ? <span className="ms-2 font-normal text-muted">you</span> : null}</span>
      {person.administrator ? <Badge>administrator</Badge> : null}
      {gives ? (
        <>
          <Select aria-label={`Role of ${person.name}`} className="w-64 max-lg:w-52" disabled={busy} value={person.role} options={ROLE_CHOICES} onChange={(value) => onRole(roleNamed(value) ?? person.role)} />
          <Button size="sm" variant="danger" disabled={busy} onClick={() => setLeaving(true)} aria-label={`Remove ${person.name} from the project`}>Remove</Button>
          {leaving ? <Confirm title={`Remove ${person.name} from ${project}?`} verb="Remove" onConfirm={onRemove} onClose={() => setLeaving(false)}>{you ? 'You will not see it any more, nor' : 'They will not see it any more, nor'} work in it with any token or credential. An admin of the project can add {you ? 'you' : 'them'} again.</Confirm> : null}
        </>
      ) : <Badge>{person.role}</Badge>}
    </li>
  );
}
