/** An OpenStack cloud is connected through the page, and a stack runs workflows there: a stand-in for Keystone, Mistral and Murano, over HTTP. */
import { startStandIn, type StandIn } from '@/lib/testing/openstack/stand-in';
import { USER } from '@/lib/testing/openstack/keystone';
import { expect, test } from './fixtures';
import { deploySheet, expectStackState, openExample, openTab } from './steps';

test.describe('an OpenStack cloud', () => {
  let standIn: StandIn;
  test.beforeAll(async () => {
    standIn = await startStandIn();
  });
  test.afterAll(() => standIn?.stop());

  test('is missed where types need it, is tried and connected, runs a workflow of a template, and is kept while a stack uses it', async ({ page }) => {
    test.setTimeout(300_000);
    await page.goto('/p/default/types/OS::Mistral::Workflow');
    await expect(page.getByText('This project has no connection to an OpenStack cloud')).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Connections', exact: true }).click();

    await page.getByRole('button', { name: 'Add an OpenStack cloud' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an OpenStack cloud' });
    await dialog.getByLabel(/^Name/).fill('stand-in');
    await dialog.getByLabel('Address of Keystone').fill(standIn.url);
    await dialog.getByLabel(/^User ?required/).fill(USER.name);
    await dialog.getByLabel('Password').fill('not this');
    await dialog.getByLabel(/^Project ?required/).fill(USER.project);
    await dialog.getByRole('button', { name: 'Test' }).click();
    const steps = dialog.getByRole('list', { name: 'Result of the test' });
    await expect(steps.getByRole('img', { name: 'does not work' })).toHaveCount(1);
    await dialog.getByLabel('Password').fill(USER.password);
    await dialog.getByRole('button', { name: 'Test' }).click();
    await expect(steps).toContainText('Mistral');
    await expect(steps.getByRole('img', { name: 'does not work' })).toHaveCount(0);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);
    const row = page.getByRole('list', { name: 'Connections: OpenStack clouds' }).getByRole('listitem').filter({ hasText: 'stand-in' });
    await expect(row).toContainText(`${USER.name} in ${USER.project}`);
    await page.goto('/p/default/types/OS::Mistral::Workflow');
    await expect(page.getByText('This project has no connection')).toHaveCount(0);

    await openExample(page, 'Workflows of Mistral');
    const stack = await deploySheet(page, 'at-the-cloud', { Size: '4' });
    await expectStackState(page, 'Created', 60_000);
    await openTab(page, /Outputs/);
    await expect(page.locator('[data-output="address"]')).toContainText('http://thing.example.org/4');

    await page.goto('/p/default/connections');
    const remove = async () => {
      await page.getByRole('button', { name: 'Actions for stand-in' }).click();
      await page.getByRole('menuitem', { name: /Remove/ }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    };
    await remove();
    await expect(page.getByText('Stacks have resources there: at-the-cloud')).toBeVisible();
    await page.goto(`${stack}/graph`);
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: /Delete/ }).click();
    await page.getByRole('dialog').getByRole('button', { name: /Delete/ }).click();
    await expectStackState(page, 'Deleted', 60_000);
    await page.goto('/p/default/connections');
    await remove();
    await expect(row).toHaveCount(0);
  });
});
