/** A client of Heat's API for tests that need a stack in some state: signed in with a credential that was made on the page. */
import { type Page, request } from '@playwright/test';

export interface Client {
  /** Answers the id of the stack. */
  create(name: string, template: string, more?: Record<string, unknown>): Promise<string>;
  update(id: string, name: string, template: string, more?: Record<string, unknown>): Promise<void>;
  remove(id: string, name: string): Promise<void>;
  /** Resolves when nothing is under way any more; answers `CREATE_COMPLETE` and the like. */
  settled(id: string, name: string): Promise<string>;
}

export async function openClient(page: Page, url: string, credential: string, project = 'default'): Promise<Client> {
  await page.goto(`${url}/p/${project}/access`);
  await page.getByRole('button', { name: 'New credential' }).click();
  await page.getByRole('dialog').getByLabel(/^Name/).fill(credential);
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  const shown = page.getByRole('dialog', { name: `Credential ${credential}` });
  await shown.waitFor();
  const [id = '', secret = ''] = await shown.locator('code').allTextContents();
  // Of its own: it outlives the page that the credential was made on.
  const http = await request.newContext();
  const answer = await http.post(`${url}/identity/v3/auth/tokens`, { data: { auth: { identity: { methods: ['application_credential'], application_credential: { id, secret } } } } });
  const { token }: { token: { project: { id: string } } } = await answer.json();
  const headers = { 'x-auth-token': answer.headers()['x-subject-token'] ?? '' };
  const stacks = `${url}/orchestration/v1/${token.project.id}/stacks`;
  await page.getByRole('button', { name: 'Done' }).click();
  return {
    async create(name, template, more = {}) {
      const made = await http.post(stacks, { headers, data: { stack_name: name, template, ...more } });
      const { stack }: { stack: { id: string } } = await made.json();
      return stack.id;
    },
    async update(stackId, name, template, more = {}) {
      await http.put(`${stacks}/${name}/${stackId}`, { headers, data: { template, ...more } });
    },
    async remove(stackId, name) {
      await http.delete(`${stacks}/${name}/${stackId}`, { headers });
    },
    async settled(stackId, name) {
      for (let attempt = 0; attempt < 300; attempt += 1) {
        const shown = await http.get(`${stacks}/${name}/${stackId}`, { headers });
        const { stack }: { stack: { stack_status: string } } = await shown.json();
        if (!stack.stack_status.endsWith('IN_PROGRESS')) return stack.stack_status;
        await new Promise((resolve) => { setTimeout(resolve, 200); });
      }
      throw new Error(`${name} was still in progress after a minute.`);
    },
  };
}
