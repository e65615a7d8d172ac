import { expect } from 'chai';
import type { Locator, Page } from 'playwright-core';
import { faultsOf } from './axe.js';
import { toast, useStage } from './stage.js';
import type { Visitor } from './visitor.js';

/* What functions find that run inside of a page. */
declare const document: { elementFromPoint(x: number, y: number): { closest(what: string): unknown } | null };

const desk = { width: 1280, height: 800 };
const smallest = { width: 320, height: 568 };

const more = (page: Page) => page.getByRole('button', { name: /^\+\d more$/ });

describe('A stack of toasts, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  const enter = async (viewport: { width: number; height: number }, path = '/') => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user, path, { viewport, reducedMotion: 'reduce' });
    return { user, page };
  };

  /** One error and three pieces of news, the error first. */
  async function tellMuch(user: Visitor): Promise<void> {
    const { owner } = stage();
    const [one, other] = [await stage().book(user), await stage().book(user)];
    await owner.ok('POST', `/payments/${one.payment.id}/reject`, { reason: 'No cash was handed over' });
    await owner.ok('POST', `/payments/${other.payment.id}/verify`);
    for (const { id } of [one, other]) {
      await user.ok('POST', `/bookings/${id}/renew`, { durationSeconds: 600 });
      await owner.ok('POST', `/bookings/${id}/decline`, { reason: 'Closed' });
      await stage().parkmate.settled();
    }
  }

  /** A message of a thousand characters to everybody. */
  const broadcast = async (message: string) => {
    const admin = await stage().newVisitor('admin');
    await admin.ok('POST', '/broadcasts', { title: 'Read this', message, type: 'info', audience: 'users' });
  };

  it('is one on a phone, the worst of them, and all of them on demand', async () => {
    const { user, page } = await enter(smallest);
    await tellMuch(user);
    await toast(page, 'Payment rejected').waitFor();
    await page.getByRole('button', { name: '+4 more' }).click();
    await toast(page, 'Payment verified').waitFor();
    expect(await page.locator('.toast').count()).to.be.at.least(4);
    expect(await faultsOf(page)).to.deep.equal([]);
    const top = (await page.locator('.toasts').boundingBox())?.y;
    expect(top).to.be.at.least(0);
    await page.getByRole('button', { name: 'Show fewer' }).click();
    await more(page).waitFor();
    expect(await page.locator('.toast').count()).to.equal(1);
  });

  it('shows two lines of a long message, and on demand all of it, within the screen', async () => {
    const { page } = await enter(smallest);
    await broadcast('All lots are closed on Sunday for cleaning. '.repeat(23).slice(0, 1_000));
    const card = toast(page, 'Read this');
    await card.getByRole('button', { name: 'More' }).waitFor();
    const lines = await card.locator('.toast-lines').last().boundingBox();
    expect(lines?.height).to.be.below(45);
    await card.getByRole('button', { name: 'More' }).click();
    const box = await card.boundingBox();
    expect(box?.height).to.be.above(200);
    expect(box?.y).to.be.at.least(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).to.be.at.most(smallest.height);
    expect(await faultsOf(page)).to.deep.equal([]);
  });

  it('is pushed away by a finger, to either side, and springs back where that was not meant', async () => {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user, '/', {
      ...{ viewport: smallest, hasTouch: true, reducedMotion: 'reduce' },
    });
    const devtools = await context.newCDPSession(page);
    /** From its middle by so many pixels, slowly. */
    const push = async (target: Locator, by: number) => {
      const { x = 0, y = 0, width = 0, height = 0 } = (await target.boundingBox()) ?? {};
      const touch = (type: 'touchStart' | 'touchMove', moved: number) =>
        devtools.send('Input.dispatchTouchEvent', {
          type,
          touchPoints: [{ x: x + width / 2 + moved, y: y + height / 2 }],
        });
      await touch('touchStart', 0);
      for (let step = 1; step <= 10; step += 1) {
        await page.waitForTimeout(30);
        await touch('touchMove', (by * step) / 10);
      }
      await devtools.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    };
    for (const by of [-150, 150]) {
      const booking = await stage().book(user);
      await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
      const verified = toast(page, 'Payment verified');
      await verified.waitFor();
      const before = await verified.boundingBox();
      await push(verified, by / 5);
      expect(await verified.boundingBox()).to.deep.equal(before);
      await push(verified, by);
      await verified.waitFor({ state: 'detached', timeout: 2_000 });
    }
  });

  it('is reached by F8, and left by Escape to where the focus was', async () => {
    const { user, page } = await enter(desk);
    await tellMuch(user);
    await toast(page, 'Payment rejected').waitFor();
    const link = page.getByRole('link', { name: 'Bookings', exact: true });
    await link.focus();
    await page.keyboard.press('F8');
    await page.locator('.toast.error:focus').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.nav a:focus', { hasText: 'Bookings' }).waitFor();
    // With the last toast the focus goes back too.
    await page.keyboard.press('F8');
    const focused = page.locator('.toast:focus');
    while ((await focused.count()) > 0) {
      await focused.getByRole('button', { name: /^Dismiss/ }).focus();
      await page.keyboard.press('Enter');
      await page.locator(':is(.toast, .nav a):focus').waitFor();
    }
    expect(await page.locator('.toast').count()).to.equal(0);
    await page.locator('.nav a:focus', { hasText: 'Bookings' }).waitFor();
  });

  it('lies above the bell, and gives what the bell shows to it when that is opened', async () => {
    const { user, page } = await enter(desk);
    const bell = page.getByRole('button', { name: /^Notifications/ });
    const booking = await stage().book(user);
    await stage().owner.ok('POST', `/payments/${booking.payment.id}/verify`);
    await toast(page, 'Payment verified').waitFor();
    await bell.click();
    await page.locator('.inbox-row').first().waitFor();
    await toast(page, 'Payment verified').waitFor({ state: 'detached' });
    await page.setViewportSize(smallest);
    await stage().owner.ok('POST', `/bookings/${booking.id}/decline`, { reason: 'Closed' });
    const card = toast(page, 'Booking declined');
    await card.waitFor();
    const box = await card.boundingBox();
    const isOnTop = await page.evaluate(
      ([x, y]) => Boolean(document.elementFromPoint(x, y)?.closest('.toast')),
      [(box?.x ?? 0) + 60, (box?.y ?? 0) + 20] as const,
    );
    expect(isOnTop).to.equal(true);
  });

  it('does not say again what a form says', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user);
    const { page } = await stage().enter(user, `/bookings/${booking.id}`, { viewport: desk });
    await (
      await stage().newUser()
    ).ok('POST', '/bookings', {
      ...{ slotId: booking.slotId, startsAt: booking.endsAt, durationSeconds: 3600 },
      ...{ vehiclePlate: 'R-IV 1', paymentMethod: 'card' },
    });
    await page.getByRole('button', { name: 'Renew' }).click();
    await page.locator('.form-error').waitFor();
    await page.getByRole('button', { name: 'Notifications, 1 unread' }).waitFor();
    expect(await page.locator('.toast').count()).to.equal(0);
  });
});
