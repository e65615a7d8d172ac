import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { failedJob } from '../harness/failed-job.js';
import { toast, useStage } from './stage.js';

const desk = { viewport: { width: 1280, height: 800 } };

const jobOf = (page: Page, id: string) =>
  page.locator('.ops-job').filter({ has: page.getByText(id, { exact: true }) });

const waiting = (page: Page) =>
  page
    .locator('.ops-queue')
    .filter({ has: page.getByRole('link', { name: 'notify', exact: true }) })
    .locator('.ops-figure', { hasText: 'Waiting' })
    .locator('dd');

/** The field of the dialog, once it has the focus. */
const reason = (page: Page) => page.locator('input[name=reason]:focus');

describe('Operations, in a browser', function () {
  this.timeout(90_000);
  const stage = useStage({ env: { ALERT_CLEAR_SECONDS: '1' } });

  it('show a queue that fills while its worker is stopped, and drains', async () => {
    const { parkmate } = stage();
    const operator = await stage().newVisitor('operator');
    const { page } = await stage().enter(operator, '/', desk);
    await page.getByRole('heading', { name: 'Operations' }).waitFor();
    await page.getByTestId('expiry-lag').filter({ hasText: 'On time' }).waitFor();
    await page.getByTestId('warning-lag').filter({ hasText: 'On time' }).waitFor();
    await waiting(page).filter({ hasText: /^0$/ }).waitFor();

    await parkmate.killWorker();
    const user = await stage().newUser();
    await stage().book(user);
    await waiting(page)
      .filter({ hasText: /^[1-9]/ })
      .waitFor();
    await parkmate.addWorker();
    await waiting(page).filter({ hasText: /^0$/ }).waitFor();
  });

  it('cost nothing while nobody looks', async () => {
    const operator = await stage().newVisitor('operator');
    const context = await stage().browser.person(desk);
    const page = await context.newPage();
    const left = new Promise<void>((resolve) => {
      page.on('websocket', (socket) => {
        // Socket.IO names the namespace in its first frames.
        socket.on('framesent', ({ payload }) => {
          if (String(payload).startsWith('40/operations')) {
            socket.on('close', () => {
              resolve();
            });
          }
        });
      });
    });
    await operator.signIn(page);
    await page.locator('.ops-queue').first().waitFor();
    await page.getByRole('link', { name: 'Lots' }).click();
    await left;
  });

  it('retry a failed job for a reason, which the audit list then shows', async () => {
    const operator = await stage().newVisitor('operator');
    const jobId = await failedJob();
    const { page } = await stage().enter(operator, '/operations/queues/notify', desk);
    const job = jobOf(page, jobId);
    await job.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Retry 1 job', exact: true }).click();
    const dialog = page.getByRole('alertdialog', { name: 'Retry 1 failed job of notify' });
    await dialog.getByRole('button', { name: 'Retry 1 job' }).click();
    await dialog.locator('input[name=reason][aria-invalid=true]:focus').waitFor();
    await page.keyboard.type('mail server was down');
    await page.keyboard.press('Enter');
    await page.locator('.ops-notice:focus', { hasText: 'Retried 1 job of notify.' }).waitFor();
    await page.getByRole('link', { name: 'Audit' }).click();
    const line = page.locator('.ops-audit-line').first();
    await line.filter({ hasText: 'Retried 1 job of notify' }).waitFor();
    expect(await line.textContent())
      .to.include('mail server was down')
      .and.include(operator.user.name);
  });

  it('do nothing where more would be touched than was shown, and ask again', async () => {
    const operator = await stage().newVisitor('operator');
    await failedJob();
    const { page } = await stage().enter(operator, '/operations/queues/notify', desk);
    const button = page.getByRole('button', { name: /^Retry \d+ jobs?$/ });
    await button.waitFor();
    await failedJob();
    await button.click();
    await reason(page).waitFor();
    await page.keyboard.type('mail server was down');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'nothing was done' }).waitFor();
    await page
      .getByRole('alertdialog')
      .getByRole('button', { name: /^Retry/ })
      .click();
    await page.locator('.ops-notice', { hasText: /^Retried \d+ jobs of notify/ }).waitFor();
  });

  it('say that figures are old while no news come', async () => {
    const operator = await stage().newVisitor('operator');
    const { page, context } = await stage().enter(operator, '/', desk);
    await page.locator('.ops-queue').first().waitFor();
    await context.setOffline(true);
    await page.getByText('Lost contact').waitFor();
    await page.locator('.ops-section.stale').first().waitFor();
    await context.setOffline(false);
    await page.locator('.stale').first().waitFor({ state: 'detached' });
  });

  it('pause a queue, say so, and take it back', async () => {
    const operator = await stage().newVisitor('operator');
    const { page } = await stage().enter(operator, '/operations/queues/notify', desk);
    await page.getByRole('button', { name: 'Pause this queue' }).click();
    await reason(page).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.ops-pause:focus').waitFor();
    await page.keyboard.press('Enter');
    await reason(page).waitFor();
    await page.keyboard.type('Just a test');
    await page.keyboard.press('Enter');
    await page.locator('.tag', { hasText: 'Paused' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.locator('.tag', { hasText: 'Paused' }).waitFor({ state: 'detached' });
    await page.locator('.ops-notice', { hasText: 'Resumed notify' }).waitFor();
  });

  it('warn of an alert by a toast, and withdraw it when the alert is over', async () => {
    const { db } = stage().parkmate;
    const operator = await stage().newVisitor('operator');
    const { page } = await stage().enter(operator, '/', desk);
    await page.locator('.ops-queue').first().waitFor();
    // The notifications of an event that no release knows cannot be written.
    await db.query(
      `WITH event AS (INSERT INTO events (type, payload) VALUES ('booking.teleported', '{}') RETURNING id)
       SELECT FROM event`,
    );
    await db.query(`UPDATE outbox SET attempts = 9, next_at = now()
                    WHERE event_id = (SELECT id FROM events WHERE type = 'booking.teleported')`);
    const warning = toast(page, 'Alert: dead-events');
    await warning.waitFor();
    await db.query('DELETE FROM outbox WHERE dead_at IS NOT NULL');
    await warning.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Notifications, 0 unread' }).waitFor();
  });

  it('ask in a dialog that lies below toasts, and go on where that one was', async () => {
    const { db } = stage().parkmate;
    const operator = await stage().newVisitor('operator');
    const { page } = await stage().enter(operator, '/operations/queues/prune', desk);
    await page.getByRole('button', { name: 'Pause this queue' }).click();
    await reason(page).waitFor();
    await page.keyboard.type('Just a ');
    await db.query(
      `INSERT INTO outbox (event_id, attempts, dead_at) SELECT id, 10, now() FROM events LIMIT 1`,
    );
    const warning = toast(page, 'Alert: dead-events');
    await warning.waitFor();
    await warning.getByRole('button', { name: /^Dismiss/ }).click();
    await warning.waitFor({ state: 'detached' });
    await db.query('DELETE FROM outbox WHERE dead_at IS NOT NULL');
    const dialog = page.getByRole('alertdialog');
    expect(await dialog.getByLabel('Why?').inputValue()).to.equal('Just a ');
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.locator('.ops-pause:focus').waitFor();
  });

  it('open the queue board in a tab of its own', async () => {
    const operator = await stage().newVisitor('operator');
    const { page, context } = await stage().enter(operator, '/', desk);
    const opened = context.waitForEvent('page');
    await page.getByRole('button', { name: 'Queue board' }).click();
    const board = await opened;
    await board.waitForURL('**/admin/queues');
    await board.getByText('notify').first().waitFor();
  });

  it('are for reading alone to admins, and do not exist for anybody else', async () => {
    const admin = await stage().newVisitor('admin');
    const jobId = await failedJob();
    const { page } = await stage().enter(admin, '/', desk);
    await page.getByRole('link', { name: 'Operations' }).click();
    await page.getByRole('link', { name: 'notify', exact: true }).click();
    await jobOf(page, jobId).waitFor();
    expect(
      await page.getByRole('button', { name: /^(Pause|Resume|Retry|Discard|Promote)/ }).count(),
    ).to.equal(0);
    expect(await page.getByRole('checkbox').count()).to.equal(0);

    for (const visitor of [await stage().newUser(), stage().owner]) {
      const other = await stage().enter(visitor, '/operations', desk);
      await other.page.getByRole('heading', { name: 'Page not found' }).waitFor();
    }
  });
});
