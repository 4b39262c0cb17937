/** Group `apply-config`: runs os-apply-config on the host, which renders the templates that are installed there. */
import type { Hook } from './hook';
import { needsProgram, PROLOGUE } from './shell';

export const applyConfigHook: Hook = {
  steps: () => ({
    environment: {},
    script: `${PROLOGUE}${needsProgram('os-apply-config', 'os-apply-config', 'Install it (Debian: apt-get install python3-os-apply-config).')}os-apply-config\n`,
  }),
};
