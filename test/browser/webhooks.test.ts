import { expect } from 'chai';
import { Webhook } from 'standardwebhooks';
import { faultsOf } from './axe.js';
import { press, tabTo, type } from './keyboard.js';
import { useStage } from './stage.js';
import { WebhookReceiver } from '../harness/webhook-receiver.js';

describe('Webhooks, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage({ env: { WEBHOOKS_PRIVATE: 'on' } });
  let receiver: WebhookReceiver;
  before(async () => {
    receiver = await WebhookReceiver.start();
  });
  after(() => receiver.stop());

  it('are made, tested, given another secret, looked into, sent again and removed, by keyboard alone', async () => {
    const { page, context } = await stage().enter(stage().owner, '/business/webhooks', {
      viewport: { width: 375, height: 740 },
      reducedMotion: 'reduce',
    });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await type(page, 'Address of your system', 'nonsense');
    await page.keyboard.press('Enter');
    await page.getByText('must be a URL such as').waitFor();
    await type(page, 'Address of your system', receiver.url);
    await tabTo(page, page.getByRole('radio', { name: 'Everything' }));
    await page.keyboard.press('ArrowRight');
    await tabTo(page, page.getByRole('checkbox').first());
    await page.keyboard.press('Space');
    await press(page, 'Add the webhook');
    const secretOf = async () => {
      await page.getByRole('heading', { name: 'Keep this secret now' }).and(page.locator(':focus')).waitFor();
      return (await page.locator('.hook-secret code').textContent()) ?? '';
    };
    const secret = await secretOf();
    await press(page, 'Copy');
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).to.equal(secret);
    await press(page, 'I have kept it');
    await page.locator('.hook-secret').waitFor({ state: 'detached' });
    await page.reload();
    await tabTo(page, page.getByRole('link', { name: /127\.0\.0\.1/ }));
    expect(await page.content()).not.to.contain(secret);
    await page.keyboard.press('Enter');

    receiver.status = 500;
    await press(page, 'Send a test');
    const row = page.locator('.hook-log > li').first();
    await row.getByText('answered 500').waitFor({ state: 'attached' });
    const { headers, body } = await receiver.has('webhook.test');
    new Webhook(secret).verify(body, headers as Record<string, string>);
    receiver.status = 200;
    await press(page, 'Send again');
    await row.locator('.tag', { hasText: 'Accepted' }).waitFor();
    await tabTo(page, row.locator('summary'));
    await page.keyboard.press('Enter');
    await row.getByText('answered 500').waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);

    await press(page, 'New secret');
    await press(page, 'Make a new secret');
    expect(await secretOf())
      .to.match(/^whsec_/)
      .and.not.equal(secret);
    await page.getByText('signed with the old secret too').waitFor();
    await press(page, 'Switch off');
    await page.getByText('You have switched it off').waitFor();
    await press(page, 'Switch on');
    await page.getByRole('button', { name: 'Send a test' }).waitFor();
    await press(page, 'Remove');
    await press(page, 'Remove the webhook');
    await page.getByRole('heading', { name: 'Add a webhook' }).waitFor();
    expect(await page.locator('.lot-card').count()).to.equal(0);
  });
});
