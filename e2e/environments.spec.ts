/** Environments and secrets through the pages: written, compared, and deployed with. */
import { expect, test } from './fixtures';
import { STACKS } from './steps';

test('environments are written as a form, compared in a matrix, and name secrets', async ({ page }) => {
  await page.goto('/p/default/environments?view=secrets');
  await page.getByRole('button', { name: 'New secret' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'New secret' });
  await dialog.getByRole('textbox', { name: /^Name/ }).fill('e2e_password');
  await dialog.getByRole('textbox', { name: /^Value/ }).fill('battery staple 7');
  await page.getByRole('button', { name: 'Store' }).click();
  await expect(page.getByRole('list', { name: 'Secrets' })).toContainText('e2e_password');
  expect(await page.content()).not.toContain('battery staple 7');

  for (const [name, size] of [['e2e-dev', 'small'], ['e2e-prod', 'large']] as const) {
    await page.goto('/p/default/environments/new');
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('New name in parameters').fill('size');
    await page.getByLabel('New value in parameters').fill(size);
    await page.getByLabel('New value in parameters').press('Enter');
    await expect(page.getByLabel('Value of size')).toHaveValue(size);
    await page.getByRole('button', { name: 'Save version' }).click();
    await page.waitForURL(/environments\/[0-9a-f-]{36}/);
  }
  await page.goto('/p/default/environments?view=matrix');
  const matrix = page.getByRole('region', { name: 'Matrix of parameters' });
  await expect(matrix.getByRole('row', { name: /size/ })).toContainText('differs');
  await expect(matrix.getByRole('row', { name: /size/ })).toContainText('large');
  await page.goto('/p/default/environments');
  await page.getByRole('link', { name: 'e2e-prod' }).click();
  await page.getByRole('tab', { name: 'YAML' }).click();
  await expect(page.locator('.cm-content')).toContainText('size: large');
  // What a mapping comes to stands under it while it is written.
  await page.getByRole('tab', { name: 'Registry' }).click();
  await page.getByLabel('New name in resource_registry').fill('My::Server');
  await page.getByLabel('New value in resource_registry').fill('OS::Nova::Srever');
  await page.getByLabel('New value in resource_registry').press('Enter');
  await expect(page.getByRole('list', { name: 'resource_registry' })).toContainText('there is no type of that name');
  await page.getByLabel('Value of My::Server').fill('OS::Nova::Server');
  await page.getByLabel('Value of My::Server').press('Enter');
  await expect(page.getByRole('list', { name: 'resource_registry' })).toContainText('stands for OS::Nova::Server');
  await page.goto('/p/default/activity?q=e2e-prod');
  await expect(page.getByText(/created the environment/)).toBeVisible();
  await page.goto(STACKS);
});
