import { expect, test } from './fixtures';
import { STACKS } from './steps';

test.describe('the server refuses', () => {
  const cases: [what: string, text: string, message: RegExp][] = [
    ['broken YAML', 'heat_template_version: 2021-04-16\nresources:\n  a: [', /YAML/],
    ['an unknown type', 'heat_template_version: 2021-04-16\nresources:\n  a:\n    type: OS::No::Such\n', /no resource type "OS::No::Such"/],
    ['a cycle', 'heat_template_version: 2021-04-16\nresources:\n  a: {type: OS::Heat::None, depends_on: b}\n  b: {type: OS::Heat::None, depends_on: a}\n', /wait for each other/],
    ['a file beyond the limit', `heat_template_version: 2021-04-16\ndescription: ${'x'.repeat(530_000)}\n`, /at most 524288/],
  ];
  for (const [what, text, message] of cases) {
    test(`${what}, with a message, and stores nothing`, async ({ page }) => {
      await page.goto(STACKS);
      const before = await page.evaluate(() => document.querySelectorAll('[role="row"]').length);
      const response = await page.request.get('/p/default/stacks');
      expect(response.ok()).toBe(true);
      // The text goes the way it goes for people: into the designer, whose Deploy is refused while there are errors.
      await page.goto('/p/default/designer');
      await page.getByLabel(/^Paste a template/).fill(text);
      await page.getByRole('button', { name: 'Open in designer', exact: true }).last().click();
      await page.waitForURL(/\/designer\/[0-9a-f-]{36}/);
      await expect(page.getByRole('region', { name: 'Problems' })).toContainText(message);
      await expect(page.getByRole('button', { name: 'Deploy', exact: true })).toBeDisabled();
      await page.goto(STACKS);
      expect(await page.evaluate(() => document.querySelectorAll('[role="row"]').length)).toBe(before);
    });
  }
});
