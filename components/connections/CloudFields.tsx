import type { CloudConnectionInput, CloudConnectionView } from '@/lib/wire/connections';
import { describedBy, Field } from '@/components/ui/Field';
import { Input, Textarea } from '@/components/ui/Input';
import { Select } from '@/components/ui/Select';

export interface CloudFieldsProps {
  id: string;
  input: CloudConnectionInput;
  /** As it is kept; null for a new one. */
  stored: CloudConnectionView | null;
  onChange: (part: Partial<CloudConnectionInput>) => void;
}

const SIGN_INS = [
  { value: 'password', label: 'User and password' },
  { value: 'application_credential', label: 'Application credential' },
  { value: 'none', label: 'None: services without Keystone' },
] as const;
const INTERFACES = [{ value: 'public', label: 'Public' }, { value: 'internal', label: 'Internal' }, { value: 'admin', label: 'Admin' }] as const;

type TextName = 'name' | 'authUrl' | 'user' | 'userDomain' | 'project' | 'projectDomain' | 'credentialId' | 'secret' | 'region' | 'dashboardUrl';

/** Only what the chosen way of signing in needs is asked for. */
export function CloudFields({ id, input, stored, onChange }: CloudFieldsProps) {
  const text = (name: TextName, label: string, { required = false, hint, type = 'text' }: { required?: boolean; hint?: string; type?: string } = {}) => (
    <Field label={label} htmlFor={`${id}-${name}`} required={required} hint={hint}>
      <Input id={`${id}-${name}`} type={type} value={input[name]} onChange={(event) => onChange({ [name]: event.target.value })} aria-describedby={describedBy(`${id}-${name}`)} autoComplete={type === 'password' ? 'new-password' : 'off'} />
    </Field>
  );
  const kept = stored !== null && stored.signIn === input.signIn && stored.authUrl === input.authUrl;
  const secretHint = kept ? 'Empty: the one stored here stays.' : 'Kept encrypted, and never shown again.';
  const addresses = (
    <Field label="Addresses of services" htmlFor={`${id}-endpoints`} required={input.signIn === 'none'} hint="One a line, type = URL; they are used instead of what the catalogue says.">
      <Textarea id={`${id}-endpoints`} value={input.endpoints} onChange={(event) => onChange({ endpoints: event.target.value })} aria-describedby={describedBy(`${id}-endpoints`)} className="font-mono text-xs" placeholder="workflowv2 = http://192.0.2.10:8989/v2" spellCheck={false} rows={2} />
    </Field>
  );
  return (
    <>
      {text('name', 'Name', { required: true, hint: 'Templates say it (property connection) where a project has several.' })}
      <Field label="Sign in with" htmlFor={`${id}-signIn`}>
        <Select id={`${id}-signIn`} value={input.signIn} options={SIGN_INS} onChange={(value) => onChange({ signIn: SIGN_INS.find((option) => option.value === value)?.value ?? 'password' })} />
      </Field>
      {input.signIn === 'none' ? null : text('authUrl', 'Address of Keystone', { required: true, hint: 'OS_AUTH_URL of the cloud: https://cloud.example.org:5000/v3, say.' })}
      {input.signIn === 'password' ? (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            {text('user', 'User', { required: true })}
            {text('userDomain', 'Domain of the user', { hint: 'Empty: the user is an id.' })}
          </div>
          {text('secret', 'Password', { required: !kept, hint: secretHint, type: 'password' })}
          <div className="grid gap-4 sm:grid-cols-2">
            {text('project', 'Project', { required: true })}
            {text('projectDomain', 'Domain of the project', { hint: 'Empty: the project is an id.' })}
          </div>
        </>
      ) : null}
      {input.signIn === 'application_credential' ? (
        <div className="grid gap-4 sm:grid-cols-2">
          {text('credentialId', 'Id of the credential', { required: true })}
          {text('secret', 'Secret', { required: !kept, hint: secretHint, type: 'password' })}
        </div>
      ) : null}
      {input.signIn === 'none' ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          {text('region', 'Region', { hint: 'Empty: the cloud has one only.' })}
          <Field label="Interface" htmlFor={`${id}-interface`} hint="Which addresses of the catalogue Hearth uses.">
            <Select id={`${id}-interface`} value={input.interface} options={INTERFACES} onChange={(value) => onChange({ interface: INTERFACES.find((option) => option.value === value)?.value ?? 'public' })} aria-describedby={describedBy(`${id}-interface`)} />
          </Field>
        </div>
      )}
      {text('dashboardUrl', 'Address of the dashboard', { hint: 'Of Horizon: pages of resources link to what they stand for there. Empty: no links.' })}
      {input.signIn === 'none' ? addresses : null}
      <details open={input.ca !== '' || (input.signIn !== 'none' && input.endpoints !== '')} className="group">
        <summary className="cursor-pointer text-sm font-medium text-muted hover:text-ink">{input.signIn === 'none' ? 'Certificate' : 'Certificate and other addresses'}</summary>
        <div className="mt-3 flex flex-col gap-4">
          <Field label="CA certificate" htmlFor={`${id}-ca`} hint="Who signed the certificates of the cloud, where this machine does not trust them yet.">
            <Textarea id={`${id}-ca`} value={input.ca} onChange={(event) => onChange({ ca: event.target.value })} aria-describedby={describedBy(`${id}-ca`)} className="font-mono text-xs" placeholder="-----BEGIN CERTIFICATE-----" spellCheck={false} rows={2} />
          </Field>
          {input.signIn === 'none' ? null : addresses}
        </div>
      </details>
    </>
  );
}
