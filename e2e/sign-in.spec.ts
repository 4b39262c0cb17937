import { expect, test } from './fixtures';

test.describe('signing in', () => {
  test('somebody with the one-time link lands on the stacks of the default project', async ({ page }) => {
    await page.goto('/');
    await expect(page).toHaveURL(/\/p\/default\/stacks$/);
  });

  test.describe('without a session', () => {
    test.use({ storageState: { cookies: [], origins: [] } });

    test('every page leads to the sign-in page', async ({ page }) => {
      await page.goto('/p/default/stacks');
      await expect(page).toHaveURL(/\/sign-in\?next=/);
      await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    });

    test('a link works once', async ({ page, instance }) => {
      const link = await instance.signInLink();
      await page.goto(link);
      await expect(page).toHaveURL(/\/p\/default\/stacks$/);
      await page.context().clearCookies();
      await page.goto(link);
      await expect(page.getByRole('alert').first()).toContainText('used before');
    });

    test('a wrong password is refused in words', async ({ page }) => {
      await page.goto('/sign-in');
      await page.getByLabel('Password').fill('not the password');
      await page.getByRole('button', { name: 'Sign in' }).click();
      await expect(page.getByText('There is no such user, or the password is another one.')).toBeVisible();
    });
  });

  test('a page of another site can change nothing', async ({ request, instance }) => {
    const answer = await request.post(`${instance.url}/api/auth/sign-out`, { headers: { origin: 'https://elsewhere.example' }, data: {} });
    expect(answer.status()).toBe(403);
  });
});
