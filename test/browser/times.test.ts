import { expect } from 'chai';
import type { Page } from 'playwright-core';
import { useStage } from './stage.js';

/** What the page says of hours, each time once. */
const hoursOn = async (page: Page): Promise<string[]> => {
  const text = await page.locator('main').innerText();
  return [...new Set(text.match(/\b\d\d:\d\d(?!:)\b/g))].sort();
};

const inBerlin = (instant: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', minute: '2-digit' }).format(
    new Date(instant),
  );

describe('The times of a booking, in a browser', function () {
  this.timeout(60_000);
  const stage = useStage();

  it('are those of the lot, wherever the device is, and say so where they differ', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user, 7_200);
    const hours = [inBerlin(booking.startsAt), inBerlin(booking.endsAt)].sort();
    const { page } = await stage().enter(user, `/bookings/${booking.id}`, { timezoneId: 'Asia/Kolkata' });
    const facts = page.locator('.facts');
    await facts.filter({ hasText: '(Berlin time)' }).waitFor();
    await page.locator('.quote').filter({ hasText: '(Berlin time)' }).waitFor();
    expect(await hoursOn(page)).to.include.members(hours);
    expect((await facts.innerText()).match(/\d\d:\d\d/g)).to.have.members(hours);
    await page.goto(`${stage().parkmate.url}/bookings`);
    await page.locator('.booking-card').filter({ hasText: '(Berlin time)' }).waitFor();
    expect(await hoursOn(page)).to.include(inBerlin(booking.endsAt));
  });

  it('are not labelled where the device shows the same', async () => {
    const user = await stage().newUser();
    const booking = await stage().book(user, 7_200);
    const { page } = await stage().enter(user, `/bookings/${booking.id}`, { timezoneId: 'Europe/Madrid' });
    await page
      .locator('.facts')
      .filter({ hasText: inBerlin(booking.endsAt) })
      .waitFor();
    await page.locator('.quote').filter({ hasText: 'until' }).waitFor();
    expect(await page.locator('main').innerText()).not.to.match(/Berlin\stime/);
  });
});
