import { expect, test } from './fixtures';

test.describe('the APIs', () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  for (const path of ['/identity/v3', '/identity/v3/', '/cfn/v1', '/cfn/v1/', '/v1/', '/queues/v2/queues/', '/orchestration/v1/none/stacks']) {
    test(`${path} answers where it is asked, without a redirect`, async ({ request }) => {
      const answer = await request.get(path, { maxRedirects: 0 });
      expect(answer.status()).toBe({ '/identity/v3': 200, '/identity/v3/': 200, '/cfn/v1': 400, '/cfn/v1/': 400, '/v1/': 400, '/queues/v2/queues/': 401 }[path] ?? 401);
    });
  }

  test('what is posted to a path with a slash at its end arrives', async ({ request }) => {
    const answer = await request.post('/cfn/v1/', { form: { Action: 'ListStacks' }, maxRedirects: 0 });
    expect(await answer.text()).toContain('<Code>MissingAuthenticationToken</Code>');
  });

  test('no page of another site changes anything, with a token or without', async ({ request }) => {
    const answer = await request.post('/identity/v3/auth/tokens', { headers: { origin: 'https://elsewhere.example' }, data: {} });
    expect(answer.status()).toBe(403);
  });
});
