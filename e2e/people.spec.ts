import { expect, test } from './fixtures';

const NAME = `reader-${Date.now().toString(36)}`;
const CREDENTIAL = `credential-${NAME}`;
const PASSWORD = 'correct horse';

test.describe('people', () => {
  test('an administrator adds a person as reader, who sees stacks and cannot deploy', async ({ page, browser, instance }) => {
    await page.goto('/p/default/people');
    await page.getByRole('button', { name: 'New person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(/^Name/).fill(NAME);
    await dialog.getByLabel('Password').fill(PASSWORD);
    await dialog.getByLabel('Role').click();
    await page.getByRole('option', { name: /^Reader/ }).click();
    await dialog.getByRole('button', { name: 'Add' }).click();
    await expect(page.getByRole('list', { name: 'People of this project' }).getByText(NAME)).toBeVisible();
    // The next person has nothing of the one before.
    await page.getByRole('button', { name: 'New person' }).click();
    await expect(dialog.getByLabel(/^Name/)).toBeFocused();
    await expect(dialog.getByLabel('Password')).toHaveValue('');
    await expect(dialog.getByLabel('Role')).toContainText('Member');
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
    const theirs = await context.newPage();
    await theirs.goto(`${instance.url}/sign-in`);
    await theirs.getByLabel('User').fill(NAME);
    await theirs.getByLabel('Password').fill(PASSWORD);
    await theirs.getByRole('button', { name: 'Sign in' }).click();
    await expect(theirs).toHaveURL(/\/p\/default\/stacks$/);
    await theirs.goto(`${instance.url}/p/default/people`);
    await expect(theirs.getByRole('heading', { name: 'People' })).toBeVisible();
    await expect(theirs.getByRole('button', { name: 'New person' })).toHaveCount(0);
    await context.close();

    const signedIn = await page.request.post(`${instance.url}/identity/v3/auth/tokens`, { data: { auth: { identity: { methods: ['password'], password: { user: { name: NAME, domain: { id: 'default' }, password: PASSWORD } } } } } });
    expect(signedIn.status()).toBe(201);
    const { token } = await signedIn.json();
    expect(token.roles.map(({ name }: { name: string }) => name)).toEqual(['reader']);
    const stacks = token.catalog.find(({ type }: { type: string }) => type === 'orchestration').endpoints[0].url;
    const headers = { 'x-auth-token': signedIn.headers()['x-subject-token'] ?? '' };
    expect((await page.request.get(`${stacks}/stacks`, { headers })).status()).toBe(200);
    expect((await page.request.post(`${stacks}/stacks`, { headers, data: { stack_name: 'no', template: { heat_template_version: '2021-04-16' } } })).status()).toBe(403);
  });

  test('somebody makes an application credential, takes it to a client, and deletes it', async ({ page, instance }) => {
    await page.goto('/p/default/access');
    await page.getByRole('button', { name: 'New credential' }).click();
    await page.getByRole('dialog').getByLabel(/^Name/).fill(CREDENTIAL);
    await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
    const shown = page.getByRole('dialog', { name: `Credential ${CREDENTIAL}` });
    await expect(shown).toBeVisible();
    const [id = '', secret = ''] = await shown.locator('code').allTextContents();
    const signIn = () => page.request.post(`${instance.url}/identity/v3/auth/tokens`, { data: { auth: { identity: { methods: ['application_credential'], application_credential: { id, secret } } } } });
    expect((await signIn()).status()).toBe(201);
    await shown.getByRole('button', { name: 'Done' }).click();
    await expect(page.getByText(secret)).toHaveCount(0);
    await page.getByRole('button', { name: `Delete ${CREDENTIAL}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await expect(page.getByRole('button', { name: `Delete ${CREDENTIAL}` })).toHaveCount(0);
    expect((await signIn()).status()).toBe(401);
  });
});
