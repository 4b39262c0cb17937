'use client';
import { Camera, ChevronDown, Download, Ellipsis, HeartPulse, OctagonPause, Pause, PencilRuler, Play, RotateCcw, SlidersHorizontal, StepBack, Trash2, Undo2, Unlink } from 'lucide-react';
import type { Role, StackView } from '@/lib/wire/types';
import { Button } from '@/components/ui/Button';
import { Menu, type MenuItem } from '@/components/ui/Menu';
import { Tooltip } from '@/components/ui/Tooltip';
import { useNarrow } from '@/components/ui/useNarrow';
import { availableActions, type CommandState, type StackCommand } from './availableActions';

const ICONS: Record<StackCommand, typeof PencilRuler> = {
  update: SlidersHorizontal, edit: PencilRuler, 'stop-rollback': StepBack, 'stop-here': OctagonPause, rollback: Undo2, retry: RotateCcw, suspend: Pause, resume: Play, check: HeartPulse, snapshot: Camera, export: Download, abandon: Unlink, delete: Trash2,
};

/** The first steps of a newcomer that a button is for. */
const STEPS: Partial<Record<StackCommand, string>> = { edit: 'design', update: 'preview', rollback: 'roll-back' };

export interface StackActionsProps {
  stack: StackView;
  role: Role;
  onCommand: (command: StackCommand) => void;
}

/** What can be done with a stack now, the likely things as buttons; whatever cannot says why. */
export function StackActions({ stack, role, onCommand }: StackActionsProps) {
  const actions = availableActions(stack, role);
  const narrow = useNarrow();
  const running = actions['stop-here'].refusal === null;
  const item = (command: StackCommand): MenuItem => {
    const { label, hint, refusal } = actions[command];
    const Icon = ICONS[command];
    return { id: command, label, hint: refusal ?? hint, icon: <Icon aria-hidden />, disabled: refusal !== null, danger: command === 'delete' || command === 'abandon', onSelect: () => onCommand(command) };
  };
  return (
    <>
      {running ? (
        <Menu label="Stop" items={[item('stop-rollback'), item('stop-here')]} trigger={<Button><OctagonPause aria-hidden />Stop<ChevronDown aria-hidden /></Button>} />
      ) : (
        <>
          {actions.resume.refusal === null ? <ActionButton state={actions.resume} onCommand={onCommand} /> : null}
          <ActionButton state={actions.rollback} onCommand={onCommand} />
        </>
      )}
      {narrow ? null : <ActionButton state={actions.edit} onCommand={onCommand} />}
      <ActionButton state={actions.update} onCommand={onCommand} primary />
      <Menu
        label="More"
        items={[...(narrow ? [item('edit')] : []), item('check'), item('suspend'), item('resume'), item('retry'), 'separator', item('snapshot'), item('export'), 'separator', item('abandon'), item('delete')]}
        trigger={<button type="button" aria-label="More actions" className="inline-flex size-8 items-center justify-center rounded-md border bg-surface text-muted hover:bg-hover hover:text-ink"><Ellipsis className="size-4" aria-hidden /></button>}
      />
    </>
  );
}

function ActionButton({ state, onCommand, primary = false }: { state: CommandState; onCommand: (command: StackCommand) => void; primary?: boolean }) {
  const Icon = ICONS[state.command];
  const refused = state.refusal !== null;
  return (
    <Tooltip label={state.refusal ?? state.hint}>
      <Button variant={primary ? 'primary' : 'secondary'} aria-disabled={refused} data-step-target={STEPS[state.command]} onClick={() => (refused ? undefined : onCommand(state.command))}>
        <Icon aria-hidden />
        {state.label}
      </Button>
    </Tooltip>
  );
}
