import { expect } from 'chai';
import type { Locator } from 'playwright-core';
import type { Booking } from '../../contract/api/bookings.js';
import { phone } from './browser.js';
import { useStage } from './stage.js';

const widths = [phone.width, 375, 760, 1280];
const dayInSeconds = 86_400;

type Box = NonNullable<Awaited<ReturnType<Locator['boundingBox']>>>;

async function boxOf(element: Locator): Promise<Box> {
  const box = await element.boundingBox();
  if (!box) throw new Error('it is not on the page');
  return box;
}

const doMeet = (a: Box, b: Box) =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

/** Those of these elements that are not inside of the card around them. */
async function outsideOfCards(elements: Locator): Promise<string[]> {
  const outside: string[] = [];
  for (const element of await elements.all()) {
    const box = await boxOf(element);
    const card = await boxOf(element.locator('xpath=ancestor::*[contains(@class, "card")][1]'));
    if (box.x < card.x || box.x + box.width > card.x + card.width)
      outside.push((await element.textContent()) ?? '');
  }
  return outside;
}

/** What is wrong with where the texts of a card are. */
async function crowdingOf(card: Locator): Promise<string[]> {
  const [outside, state] = await Promise.all([boxOf(card), boxOf(card.locator(':scope > :last-child'))]);
  const parts = await card.locator('.card-link, .pair > *, :scope > :last-child').all();
  const boxes = await Promise.all(parts.map(boxOf));
  return [
    ...boxes.filter(({ x, width }) => x + width > outside.x + outside.width).map(() => 'leaves the card'),
    ...boxes
      .slice(0, -1)
      .filter((box) => doMeet(box, state))
      .map(() => 'lies under the state'),
  ];
}

describe('Long texts, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage({}, 'W'.repeat(90));

  for (const width of widths) {
    it(`cover nothing in the list of bookings, ${width} pixels wide`, async () => {
      const { lot } = stage();
      const user = await stage().newUser();
      const first = widths.indexOf(width) * 3;
      const book = (index: number, vehiclePlate: string, durationSeconds: number) =>
        user.ok<Booking>('POST', '/bookings', {
          slotId: lot.slots[first + index]?.id,
          durationSeconds,
          vehiclePlate,
          paymentMethod: 'cash',
        });
      await book(0, 'W'.repeat(20), 6 * dayInSeconds + 60);
      // Of less than an hour, so that the time does not become shorter while the card is measured.
      await book(1, 'B-PM 1', 3540);
      const cancelled = await book(2, 'W'.repeat(20), 6 * dayInSeconds + 60);
      await user.ok('POST', `/bookings/${cancelled.id}/cancel`, {});

      const { page } = await stage().enter(user, '/bookings', { viewport: { width, height: 740 } });
      await page.getByText('Cancelled', { exact: true }).waitFor();
      const cards = await page.locator('.booking-card').all();
      expect(cards).to.have.length(3);
      expect((await Promise.all(cards.map(crowdingOf))).flat()).to.deep.equal([]);

      await page.locator('.booking-card', { hasText: '6 d' }).getByRole('link').click();
      const time = await page.getByTestId('countdown').boundingBox();
      const dial = await page.locator('.dial').boundingBox();
      expect(time?.width, 'the time stays inside of the ring').to.be.below(0.8 * (dial?.width ?? 0));
    });
  }

  it('stay inside of the page of a booking that was declined, however wide it is', async () => {
    const { owner, lot } = stage();
    const user = await stage().newUser();
    const reason = `${'W'.repeat(60)} in words that are long, `.repeat(5);
    // The tests before have left this slot free.
    const { id, payment } = await user.ok<Booking>('POST', '/bookings', {
      ...{
        slotId: lot.slots[2]?.id,
        durationSeconds: 3600,
        vehiclePlate: 'W'.repeat(20),
        paymentMethod: 'cash',
      },
    });
    await owner.ok('POST', `/payments/${payment.id}/reject`, { reason });
    await user.ok('POST', `/bookings/${id}/renew`, { durationSeconds: 3600 });
    await owner.ok('POST', `/bookings/${id}/decline`, { reason });
    const { page } = await stage().enter(user, `/bookings/${id}`);
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 });
      await page.locator('.booking-dial .reason').waitFor();
      expect(await page.locator('.periods li').count()).to.equal(2);
      const texts = page.locator('.booking-dial > *, .facts dd, .periods li > *, .periods .reason');
      expect(await outsideOfCards(texts), `${width} pixels wide`).to.deep.equal([]);
    }
  });
});
