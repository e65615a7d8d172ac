import { expect } from 'chai';
import { Redis } from 'ioredis';
import type { Page } from 'playwright-core';
import type { Role } from '../../contract/api/accounts.js';
import { openQueue } from '../../platform/redis/queues.js';
import { declareQueues } from '../../domain/operations/queue-names.js';
import { redisUrl } from '../harness/redis.js';
import { useStage } from './stage.js';

/** Wide enough for the page's side bar. */
const desk = { viewport: { width: 1280, height: 900 } };

describe('The queue board in a browser', function () {
  this.timeout(30_000);
  const stage = useStage();
  const name = 'board-in-a-browser';
  let redis: Redis;
  before(async () => {
    redis = new Redis(redisUrl());
    await declareQueues(redis, [name]);
  });
  beforeEach(async () => {
    await openQueue(name, redis).add('later', { eventIds: ['0197-a'] }, { delay: 3_600_000 });
  });
  after(async () => {
    await openQueue(name, redis).obliterate({ force: true });
    redis.disconnect();
  });

  /** The page, as somebody of this role sees it. */
  const open = async (role: Role): Promise<{ page: Page; failed: string[] }> => {
    const { parkmate, browser } = stage();
    const account = await parkmate.account(role);
    const context = await browser.person(desk);
    const response = await fetch(`${parkmate.url}/api/operations/board-session`, {
      method: 'POST',
      headers: { authorization: `Bearer ${account.token}` },
    });
    const [cookie = ''] = (response.headers.get('Set-Cookie') ?? '').split(';');
    const [cookieName = '', value = ''] = cookie.split('=');
    await context.addCookies([
      {
        ...{ name: cookieName, value, domain: '127.0.0.1', path: '/admin/queues' },
        ...{ httpOnly: true, sameSite: 'Strict' },
      },
    ]);
    const page = await context.newPage();
    const failed: string[] = [];
    page.on('response', (answer) => {
      if (answer.status() >= 400) failed.push(`${answer.status()} ${answer.url()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(parkmate.url)) failed.push(`foreign ${request.url()}`);
    });
    await page.goto(`${parkmate.url}/admin/queues/queue/${name}?status=delayed`);
    await page.getByText('later').first().waitFor();
    return { page, failed };
  };

  /** As a button of the page does. */
  const promote = (page: Page) =>
    page.evaluate(
      async (queue) => (await fetch(`api/queues/${queue}/promote`, { method: 'PUT' })).status,
      name,
    );

  it('works under its policy, without other hosts, and an operator acts on it', async () => {
    const { page, failed } = await open('operator');
    expect(await page.getByText('Promote all').count()).to.equal(1);
    expect(failed).to.deep.equal([]);
    expect(await promote(page)).to.equal(200);
  });

  it('has no buttons for admins, and refuses them', async () => {
    const { page, failed } = await open('admin');
    expect(await page.getByText('Promote all').count()).to.equal(0);
    expect(failed).to.deep.equal([]);
    expect(await promote(page)).to.equal(403);
  });
});
