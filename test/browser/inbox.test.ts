import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import { faultsOf } from './axe.js';
import { unread, useStage } from './stage.js';
import type { Visitor } from './visitor.js';

const smallest = { width: 320, height: 640 };
const desk = { width: 1280, height: 800 };

const bell = (page: Page) => page.getByRole('button', { name: /^Notifications/ });
const rows = (page: Page) => page.locator('.inbox-row');
const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.locator('.inbox').getByRole('button', { name });
/** The titles of the list that is shown, as soon as there are so many. */
const titles = async (page: Page, count: number) => {
  await page.locator(`.inbox-list ul:not(:has(> :nth-child(${count + 1})))`).waitFor({ state: 'attached' });
  if (count > 0)
    await rows(page)
      .nth(count - 1)
      .waitFor();
  return page.locator('.inbox-text > .strong a').allTextContents();
};
const focused = (page: Page) =>
  page.evaluate<string>(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
  );

describe('The bell, in a browser', function () {
  this.timeout(90_000);
  const stage = useStage();

  /** Somebody who has been told of a payment, of its end, and that their booking was declined. */
  async function toldThrice(): Promise<Visitor> {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await user.ok('POST', `/bookings/${booking.id}/renew`, { durationSeconds: 600 });
    await stage().parkmate.settled();
    await stage().owner.ok('POST', `/bookings/${booking.id}/decline`, { reason: 'Closed' });
    await stage().parkmate.settled();
    return user;
  }
  const [declined, renewed, verified] = ['Booking declined', 'Booking renewed', 'Payment verified'];

  async function open(user: Visitor, viewport = desk): Promise<Page> {
    const { page } = await stage().enter(user, '/lots', { viewport, reducedMotion: 'reduce' });
    await bell(page).click();
    await rows(page).first().waitFor();
    return page;
  }

  it('marks what is read, and as unread again, in every tab', async () => {
    const user = await toldThrice();
    const page = await open(user);
    const other = await page.context().newPage();
    await other.goto(stage().parkmate.url);
    await unread(other, 3);
    await button(page, `Mark as read: ${renewed}`).click();
    await Promise.all([page, other].map((each) => unread(each, 2)));
    await bell(other).click();
    await tab(other, 'Unread').click();
    expect(await titles(other, 2)).to.deep.equal([declined, verified]);
    expect(await focused(page), 'the same button').to.equal(`Mark as unread: ${renewed}`);
    await page.keyboard.press('Enter');
    await Promise.all([page, other].map((each) => unread(each, 3)));
    expect(await titles(other, 3)).to.deep.equal([declined, renewed, verified]);
    await page.getByRole('status').filter({ hasText: 'Marked as unread.' }).waitFor({ state: 'attached' });
    await button(other, 'Mark all read').click();
    await Promise.all([page, other].map((each) => unread(each, 0)));
    await other.getByText('Nothing is unread').waitFor();
    await page.reload();
    await unread(page, 0);
  });

  it('archives one and takes that back, and has what is archived in a list of its own', async () => {
    const user = await toldThrice();
    const page = await open(user);
    const other = await page.context().newPage();
    await other.goto(stage().parkmate.url);
    await bell(other).click();
    await tab(other, 'Archived').click();
    await other.getByText('Nothing is archived').waitFor();
    await button(page, `Archive: ${renewed}`).click();
    expect(await titles(page, 2)).to.deep.equal([declined, verified]);
    expect(await titles(other, 1)).to.deep.equal([renewed]);
    await Promise.all([page, other].map((each) => unread(each, 2)));
    // The next one is in its place.
    expect(await focused(page)).to.equal(verified);
    await button(page, 'Undo').click();
    expect(await titles(page, 3)).to.deep.equal([declined, renewed, verified]);
    await Promise.all([page, other].map((each) => unread(each, 3)));
    await other.getByText('Nothing is archived').waitFor();
    expect(await focused(page)).to.equal('Notifications');
    await button(page, `Archive: ${verified}`).click();
    await button(other, `Put back: ${verified}`).click();
    await titles(page, 3);
    await unread(page, 3);
  });

  it('archives all, or what is read, and takes all of that back', async () => {
    const user = await toldThrice();
    const page = await open(user);
    const other = await page.context().newPage();
    await other.goto(stage().parkmate.url);
    await button(page, `Mark as read: ${verified}`).click();
    await unread(other, 2);
    await bell(other).click();
    await button(page, 'Archive read').click();
    for (const each of [page, other]) expect(await titles(each, 2)).to.deep.equal([declined, renewed]);
    await button(page, 'Undo').click();
    for (const each of [page, other]) await titles(each, 3);
    await Promise.all([page, other].map((each) => unread(each, 2)));
    await button(page, 'Archive all').click();
    for (const each of [page, other]) await each.getByText('You are all caught up').waitFor();
    await Promise.all([page, other].map((each) => unread(each, 0)));
    await button(page, 'Undo').click();
    for (const each of [page, other])
      expect(await titles(each, 3)).to.deep.equal([declined, renewed, verified]);
    await Promise.all([page, other].map((each) => unread(each, 2)));
  });

  it('goes on as somebody scrolls, and begins at the top of each list', async () => {
    const user = await stage().newUser();
    await stage().parkmate.db.query(
      `INSERT INTO notifications (user_id, seq, event_id, event, type, title, message, data, read_at)
       SELECT $1, n, gen_random_uuid(), 'broadcast.sent', 'info', 'News ' || n, 'Hello', '{}',
              CASE WHEN n % 2 = 0 THEN now() END
       FROM generate_series(1, 130) AS n`,
      [user.user.id],
    );
    await stage().parkmate.db.query(
      'UPDATE inboxes SET last_seq = 130, unread_count = 65 WHERE user_id = $1',
      [user.user.id],
    );
    const page = await open(user);
    await unread(page, 65);
    expect(await rows(page).count()).to.be.below(130);
    for (let count = 0; count < 130;) {
      await rows(page).last().scrollIntoViewIfNeeded();
      count = await rows(page).count();
    }
    const seqs = (await page.locator('.inbox-text > .strong').allTextContents()).map((text) =>
      Number(/\d+/.exec(text)?.[0]),
    );
    expect(seqs).to.deep.equal(Array.from({ length: 130 }, (_, n) => 130 - n));
    await tab(page, 'Unread').click();
    await page.locator('.inbox-row.unread').first().waitFor();
    for (let count = 0; count < 65;) {
      await rows(page).last().scrollIntoViewIfNeeded();
      count = await rows(page).count();
    }
    expect(await page.locator('.inbox-row:not(.unread)').count()).to.equal(0);
  });

  it('shows what is no longer true as past, and does not count it', async () => {
    const { owner } = stage();
    const booking = await stage().book(await stage().newUser());
    await owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await stage().parkmate.settled();
    const page = await open(owner);
    const past = page.locator('.inbox-row.past').first();
    await past.getByText('no longer current').waitFor();
    expect(await past.getByRole('button', { name: /^Mark/ }).count()).to.equal(0);
    await page.locator('.inbox-row.unread').first().waitFor();
    await unread(page, await page.locator('.inbox-row.unread').count());
    await button(page, 'Archive read').click();
    await page.locator('.inbox-row.past').first().waitFor({ state: 'detached' });
    await page.locator('.inbox-row.unread').first().waitFor();
  });

  it('has one row for a booking and its payment, which an owner verifies there and may take back', async () => {
    const { owner } = stage();
    const booking = await stage().book(await stage().newUser());
    await stage().parkmate.settled();
    const page = await open(owner, smallest);
    const row = rows(page).filter({ hasText: booking.slotCode }).first();
    await row.getByText('New booking').waitFor();
    await row.getByText('Payment to verify').waitFor();
    expect(await rows(page).filter({ hasText: booking.slotCode }).count()).to.equal(1);
    const verify = row.getByRole('button', { name: 'Verify €3.00' });
    await verify.focus();
    await page.keyboard.press('Enter');
    await row.getByRole('button', { name: /^Undo/ }).and(page.locator(':focus')).waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);
    await page.keyboard.press('Enter');
    await verify.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await row.locator('.over', { hasText: 'Payment to verify' }).waitFor();
    const { payment } = await owner.ok<Booking>('GET', `/bookings/${booking.id}`);
    expect(payment.status).to.equal('verified');
    // What waits of it no longer does not count; the booking does.
    await row.and(page.locator('.unread')).waitFor();
    await button(page, 'Mark all read').click();
    await unread(page, 0);
    await row.getByRole('button', { name: /^Archive/ }).click();
    await row.waitFor({ state: 'detached' });
    await button(page, 'Undo').click();
    await row.waitFor();
  });

  it('is used by keyboard alone, on the smallest phone, and by everybody', async () => {
    const user = await toldThrice();
    const page = await open(user, smallest);
    expect(await faultsOf(page)).to.deep.equal([]);
    await tab(page, 'All').focus();
    await page.keyboard.press('ArrowRight');
    await page.locator('[role=tab][aria-selected=true]:focus', { hasText: 'Unread' }).waitFor();
    await page.keyboard.press('End');
    await page.getByText('Nothing is archived').waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);
    await page.keyboard.press('Home');
    await button(page, `Archive: ${declined}`).focus();
    await page.keyboard.press('Enter');
    await titles(page, 2);
    await button(page, 'Undo').waitFor();
    expect(await faultsOf(page)).to.deep.equal([]);
    const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    expect(await page.evaluate(isTooWide)).to.equal(false);
    // The whole row is the link.
    const box = await rows(page).first().boundingBox();
    await page.mouse.click((box?.x ?? 0) + 20, (box?.y ?? 0) + (box?.height ?? 0) - 8);
    await page.waitForURL(/\/bookings\//);
    await page.locator('.inbox:popover-open').waitFor({ state: 'detached' });
    await unread(page, 1);
  });

  it('says that a list could not be loaded, and loads it when asked again', async () => {
    const user = await toldThrice();
    const page = await open(user);
    await page.route(/\/api\/notifications\?.*state=archived/, (route) => route.abort());
    await tab(page, 'Archived').click();
    await page.locator('.inbox').getByRole('button', { name: 'Try again' }).waitFor();
    await page.unroute(/\/api\/notifications\?.*state=archived/);
    await button(page, 'Try again').click();
    await page.getByText('Nothing is archived').waitFor();
  });
});
