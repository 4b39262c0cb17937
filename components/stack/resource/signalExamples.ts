import type { Json } from '@/lib/hot/types';

export interface SignalExample {
  label: string;
  body: Json;
  /** What a signal like this does. */
  about: string;
}

const EXAMPLES: readonly { type: RegExp; examples: readonly SignalExample[] }[] = [
  {
    type: /WaitConditionHandle$/,
    examples: [
      { label: 'It worked', body: { status: 'SUCCESS', id: 'by-hand', reason: 'seen by a person', data: 'any text' }, about: 'Counts as one of the signals that its wait condition waits for. A second one with the same id takes the place of the first.' },
      { label: 'It failed', body: { status: 'FAILURE', id: 'by-hand', reason: 'what went wrong' }, about: 'The wait condition fails with this reason, and the stack with it.' },
    ],
  },
  {
    type: /SoftwareDeployment$|SoftwareComponent$|Workflow/,
    examples: [
      { label: 'It worked', body: { deploy_status_code: 0, deploy_stdout: 'what it wrote', deploy_stderr: '' }, about: 'The run counts as done, with these outputs. What waits for it begins.' },
      { label: 'It failed', body: { deploy_status_code: 1, deploy_stdout: '', deploy_stderr: 'what went wrong' }, about: 'The run fails, and the stack with it, as if the script had ended with this code.' },
    ],
  },
  { type: /Scaling(Policy|Group)$|Policy$/, examples: [{ label: 'Scale', body: {}, about: 'Its group gets as many members more or fewer as the policy says, unless it did so a moment ago: an update of the stack.' }] },
  { type: /Alarm|Restarter/, examples: [{ label: 'Alarm', body: { current: 'alarm', previous: 'ok', reason: 'by hand' }, about: 'It does what it does for such an alarm.' }] },
];

const ANY: readonly SignalExample[] = [{ label: 'Empty', body: {}, about: 'What it does is the type\u2019s own decision; the signal appears among the events.' }];

/** Bodies that a type understands, the likely one first. */
export function signalExamples(type: string): readonly SignalExample[] {
  return EXAMPLES.find((each) => each.type.test(type))?.examples ?? ANY;
}
