import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { ManagedAccount } from '../../contract/api/accounts.js';
import type { NotificationCounts } from '../../contract/api/analytics.js';
import type { Booking } from '../../contract/api/bookings.js';
import type { Business } from '../../contract/api/businesses.js';
import { hereMs } from '../../dev/tests/machine.js';
import { faultsOf } from './axe.js';
import { phone } from './browser.js';
import { press, tabTo, type } from './keyboard.js';
import { toast, useStage } from './stage.js';
import { Visitor } from './visitor.js';

const desk = { width: 1280, height: 1000 };
const calm = { viewport: desk, reducedMotion: 'reduce' } as const;

/** What makes a page wider than its screen, so that it can be moved sideways. */
const tooWide = (page: Page) =>
  page.evaluate<string[]>(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth)
      .map(({ className, textContent }) => className + ': ' + textContent);
  })()`);

/** What the page asks the API for, from now on. */
const requestsOf = (page: Page) => {
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  return asked;
};

describe('What admins need, in a browser', function () {
  this.timeout(90_000);
  const stage = useStage();
  let admin: Visitor;
  before(async () => {
    admin = await stage().newVisitor('admin');
  });
  const rowOf = (page: Page, text: string) => page.locator('tbody tr').filter({ hasText: text });

  it('shows live what there is, and reads the lists of it once for a burst of changes', async () => {
    const { page } = await stage().enter(admin, '/', calm);
    const figure = (label: string) =>
      page.locator('.biz-figure').filter({ has: page.getByText(label, { exact: true }) });
    const list = (title: string) =>
      page.locator('.admin-list').filter({ has: page.getByRole('heading', { name: title }) });
    await figure('Active bookings').getByText('0', { exact: true }).waitFor();
    await list('Newest bookings').getByText('None yet').waitFor();
    const asked = requestsOf(page);
    const user = await stage().newUser();
    for (const plate of ['ONE 1', 'TWO 2', 'THREE 3', 'FOUR 4'])
      await stage().book(user, 3_600, 'cash', plate);
    await figure('Active bookings').getByText('4', { exact: true }).waitFor();
    await list('Newest bookings').getByText('FOUR 4').waitFor();
    await list('Newest payments').getByText('FOUR 4').waitFor();
    await Visitor.register(stage().parkmate.url, 'owner', 'Olga').then((owner) =>
      owner.ok<Business>('POST', '/businesses', { name: 'Olga Parks' }),
    );
    await list('Newest businesses').getByText('Olga Parks').waitFor();
    // Four bookings and a business: a read at once, and one more of what came within three seconds of it.
    expect(asked.filter((path) => path === '/api/bookings').length).to.be.within(1, 4);
    await page.getByRole('img', { name: /^Per minute, last hour/ }).waitFor();
  });

  it('approves a business by keyboard alone', async () => {
    const owner = await Visitor.register(stage().parkmate.url, 'owner', 'Otilie');
    await owner.ok('POST', '/businesses', { name: 'Otilie Parks' });
    const { page } = await stage().enter(admin, '/admin/businesses', calm);
    await rowOf(page, 'Otilie Parks').waitFor();
    await press(page, 'Approve Otilie Parks');
    await rowOf(page, 'Otilie Parks').getByText('Approved').waitFor();
  });

  it('finds an account, suspends it for a reason, and lets it in again, by keyboard alone', async () => {
    const guest = await Visitor.register(stage().parkmate.url, 'user', 'Zacharias Quill');
    const { page } = await stage().enter(admin, '/admin/accounts', calm);
    await rowOf(page, 'Uma').first().waitFor();
    await type(page, 'E-mail or name', 'QUIL');
    await page.keyboard.press('Enter');
    await rowOf(page, 'Uma').first().waitFor({ state: 'detached' });
    await press(page, 'Suspend Zacharias Quill');
    await page.locator('dialog input:focus').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('Enter a reason.').waitFor();
    await page.keyboard.type('They sell slots that are not theirs');
    await page.keyboard.press('Enter');
    await rowOf(page, 'Quill').getByText('Suspended').waitFor();
    await toast(page, 'Account suspended').waitFor();
    const find = async () => {
      const path = `/accounts?email=${encodeURIComponent(guest.email)}`;
      return (await admin.ok<{ items: ManagedAccount[] }>('GET', path)).items[0];
    };
    expect((await find())?.suspendedAt).to.be.a('string');
    await press(page, 'Reinstate Zacharias Quill');
    await page.locator('dialog input:focus').waitFor();
    await page.keyboard.type('It was somebody else');
    await page.keyboard.press('Enter');
    await rowOf(page, 'Quill').getByText('Suspended').waitFor({ state: 'detached' });
    expect((await find())?.suspendedAt).to.equal(null);
  });

  it('shows a broadcast and how many it reaches before it is sent, and that they were told after it', async () => {
    const { page } = await stage().enter(admin, '/admin/broadcasts', calm);
    const { recipients } = await admin.ok<{ recipients: number }>('GET', '/audience?audience=owners');
    await page.getByRole('radio', { name: 'Owners' }).check();
    await page.getByText(`This reaches ${recipients} people.`).waitFor();
    await press(page, 'Send…');
    await press(page, `Send to ${recipients} people now`);
    await page.getByText('Enter a title.').waitFor();
    await type(page, 'Title', 'Snow tonight');
    await type(page, 'Message', 'Clear the upper decks <b>by ten</b>.');
    await page.getByRole('region', { name: 'Preview' }).getByText('<b>by ten</b>').waitFor();
    const { page: owners } = await stage().enter(stage().owner, '/', calm);
    await press(page, 'Send…');
    await press(page, `Send to ${recipients} people now`);
    const sent = page.locator('.admin-sent').filter({ hasText: 'Snow tonight' });
    await sent.getByText(`${recipients} people told`, { exact: true }).waitFor();
    await toast(owners, 'Snow tonight').waitFor();
    expect(await page.getByLabel('Title').inputValue()).to.equal('');
  });

  it('shows what became of notifications, over the channel and the time that are chosen', async () => {
    const user = await stage().newUser();
    const { id } = await stage().book(user, 3_600, 'cash', 'COUNT 1');
    await stage().owner.ok('POST', `/bookings/${id}/decline`, { reason: 'closed' });
    await stage().parkmate.settled();
    // As if nothing had been counted: what was counted a moment ago waits for a minute.
    await stage().parkmate.db.query('TRUNCATE counted_hours');
    const { page } = await stage().enter(admin, '/admin/notifications', calm);
    const row = rowOf(page, 'A booking was declined');
    // Workers count every quarter of a minute, and the page looks as often.
    await row.waitFor({ timeout: hereMs(45_000) });
    expect(await row.getByRole('cell').first().innerText()).to.equal('1');
    const sent = page.locator('.biz-figure').filter({ has: page.getByText('Sent', { exact: true }) });
    const { channels } = await admin.ok<NotificationCounts>('GET', '/analytics/notifications?days=7');
    expect(await sent.locator('.biz-number').innerText()).to.equal(String(channels[0]?.sent));
    await page.getByRole('img', { name: /^Sent per day, and read: At most \d+/ }).waitFor();
    await page.getByRole('radio', { name: '24 hours' }).check();
    await page.getByRole('img', { name: /^Sent per hour, and read: At most \d+/ }).waitFor();
    await page.getByRole('radio', { name: 'Webhooks' }).check();
    await page.getByText('Nothing was sent over this channel in this time').waitFor();
  });

  it('finds a booking of any lot by its plate and declines it', async () => {
    const booking = await stage().book(await stage().newUser(), 3_600, 'cash', 'FIND ME 9');
    const { page } = await stage().enter(admin, '/bookings', calm);
    await rowOf(page, 'FIND ME 9').waitFor();
    await type(page, 'Number plate', 'find me 9');
    await page.keyboard.press('Enter');
    await tabTo(page, rowOf(page, 'FIND ME 9').getByRole('link'));
    await page.keyboard.press('Enter');
    await press(page, 'Decline this booking');
    await page.locator('[name=reason]:focus').waitFor();
    await page.keyboard.type('The lot is flooded');
    await page.keyboard.press('Enter');
    await page.getByText('The lot is flooded').waitFor();
    const { status } = await admin.ok<Booking>('GET', `/bookings/${booking.id}`);
    expect(status).to.equal('cancelled_by_admin');
  });

  for (const look of [
    { colorScheme: 'light', viewport: phone },
    { colorScheme: 'dark', viewport: desk },
  ] as const)
    it(`is fit for everybody on a ${look.colorScheme} screen of ${look.viewport.width} pixels`, async () => {
      const { page } = await stage().enter(admin, '/', { ...look, reducedMotion: 'reduce' });
      for (const [path, part] of [
        ['/', '.admin-row'],
        ['/admin/businesses', 'tbody tr'],
        ['/admin/accounts', 'tbody tr'],
        ['/admin/broadcasts', '.admin-preview'],
        ['/admin/notifications', '.hours-chart'],
        ['/payments', '.tasks-head'],
      ] as const) {
        await page.goto(`${stage().parkmate.url}${path}`);
        await page.locator(part).first().waitFor();
        expect(await faultsOf(page), path).to.deep.equal([]);
        expect(await tooWide(page), path).to.deep.equal([]);
      }
      await page.goto(`${stage().parkmate.url}/admin/accounts`);
      await page
        .getByRole('button', { name: /^Suspend/ })
        .first()
        .click();
      await page.locator('dialog[open]').waitFor();
      expect(await faultsOf(page), 'the dialog').to.deep.equal([]);
    });
});
