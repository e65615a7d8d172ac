import { expect } from 'chai';
import type { Page } from 'playwright-core';
import type { Preferences } from '../../contract/api/preferences.js';
import { withMail, withPush } from '../harness/with-channels.js';
import { useStage } from './stage.js';
import type { Visitor } from './visitor.js';

const kept = (visitor: Visitor) => visitor.ok<Preferences>('GET', '/me/preferences');
const rowOf = (page: Page, title: string) => page.getByRole('group', { name: title });
const saved = (page: Page) => page.getByRole('status').filter({ hasText: /^\s*Saved$/ });

describe('The page of how people are reached', function () {
  this.timeout(90_000);
  const stage = useStage({ env: { ...withMail, ...withPush } });

  it('has a switch for each event and channel, says what is missing, and saves each change where it is made', async () => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user, '/account');
    await page.getByRole('link', { name: 'Choose how' }).click();
    await page.getByText('your address is not verified yet').waitFor();
    await page.getByText('not switched on in this browser').waitFor();
    const { events } = await kept(user);
    expect(await page.getByRole('switch').count()).to.equal(2 * events.length);
    const row = rowOf(page, 'A booking is about to end');
    const mail = row.getByRole('switch', { name: 'Mail' });
    expect(await mail.isChecked()).to.equal(true);
    await mail.focus();
    await page.keyboard.press('Space');
    await saved(page).waitFor();
    expect(await row.getByRole('status').innerText()).to.match(/^\s*Saved$/);
    expect((await kept(user)).choices['booking.expiring']).to.deep.equal({ email: false, push: true });
    // The focus stays, so that the next key goes on from here.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    await row.getByRole('switch', { name: 'Push', checked: false }).waitFor();
    await rowOf(page, 'A booking was renewed').getByRole('switch', { name: 'Mail' }).click();
    await page.getByRole('link', { name: 'your account' }).click();
    await page.getByRole('link', { name: 'Choose how' }).click();
    await row.waitFor();
    expect(await row.getByRole('switch', { checked: true }).count()).to.equal(0);
    expect((await kept(user)).choices).to.deep.include({
      'booking.expiring': { email: false, push: false },
      'booking.renewed': { email: true, push: true },
    });
  });

  it('explains what becomes of warnings in quiet hours, and says beside a field what is wrong with it', async () => {
    const user = await stage().newUser();
    const { page } = await stage().enter(user, '/preferences', { timezoneId: 'Europe/Madrid' });
    await page.getByText('Mail and push come at any hour.').waitFor();
    expect(await page.getByLabel('Time zone').inputValue()).to.equal('Europe/Madrid');
    await page.getByLabel('Send nothing during certain hours').check();
    await page.getByLabel('From').fill('23:30');
    await page.getByText('Nothing is sent by mail or push from 23:30 until 07:00.').waitFor();
    await page.getByText('in the half hour before 23:30').waitFor();
    await page.getByLabel('Let warnings through').check();
    await page.getByText('Warnings are sent all the same').waitFor();
    expect(await page.getByText('in the half hour before').count()).to.equal(0);
    await saved(page).waitFor();
    await page.getByLabel('Until').fill('');
    await page.getByText('Choose a time.').waitFor();
    expect(await page.getByLabel('Until').getAttribute('aria-invalid')).to.equal('true');
    await page.getByText('Not saved').waitFor();
    await page.getByLabel('Time zone').fill('Nowhere');
    await page.getByText('Must be an IANA time zone').waitFor();
    // What is wrong keeps nothing else from being saved.
    await rowOf(page, 'A booking is about to end').getByRole('switch', { name: 'Mail' }).click();
    await saved(page).waitFor();
    expect(await kept(user)).to.deep.include({
      timezone: 'Europe/Madrid',
      quietHours: { from: '23:30', to: '07:00', breakThrough: true },
    });
    await page.getByText('Choose a time.').waitFor();
    await page.getByLabel('Until').fill('06:15');
    await page.getByRole('link', { name: 'your account' }).click();
    await page.getByRole('link', { name: 'Choose how' }).click();
    await page.getByLabel('Time zone').fill('Atlantic/Canary');
    // Left before a pause in the typing, and from within the field.
    await page.evaluate('history.back()');
    await page.getByRole('link', { name: 'Choose how' }).click();
    await page.getByText('Nothing is sent by mail or push from 23:30 until 06:15.').waitFor();
    expect(await kept(user)).to.deep.include({
      timezone: 'Atlantic/Canary',
      quietHours: { from: '23:30', to: '06:15', breakThrough: true },
    });
  });

  it('keeps what could not be saved, says so where it was chosen, and saves it when the line is back', async () => {
    const user = await stage().newUser();
    const { page, context } = await stage().enter(user, '/preferences');
    const row = rowOf(page, 'A booking is about to end');
    const mail = row.getByRole('switch', { name: 'Mail' });
    await mail.waitFor();
    await context.setOffline(true);
    await page.getByText('You are offline').waitFor();
    await mail.click();
    await row.getByText('Saving…').waitFor();
    // Whoever closes the tab now is asked.
    const isAsked = () =>
      page.evaluate<boolean>(`!dispatchEvent(new Event('beforeunload', { cancelable: true }))`);
    expect(await isAsked()).to.equal(true);
    await row.getByRole('button', { name: 'Try again' }).waitFor();
    expect(await row.getByRole('status').innerText()).to.contain('ParkMate cannot be reached');
    expect(await mail.isChecked()).to.equal(false);
    await context.setOffline(false);
    await saved(page).waitFor();
    expect((await kept(user)).choices['booking.expiring']?.email).to.equal(false);
    expect(await isAsked()).to.equal(false);
  });

  it('lets owners gather news, and nobody else, in either language', async () => {
    const { page } = await stage().enter(stage().owner, '/preferences');
    await page.getByRole('radio', { name: 'Every hour' }).check();
    await saved(page).waitFor();
    expect((await kept(stage().owner)).digest).to.equal('hourly');
    expect(await page.getByText('A booking is about to end').count()).to.equal(0);
    await page.getByRole('button', { name: 'Your account' }).click();
    await page.getByRole('dialog').getByRole('radio', { name: 'Español' }).check();
    await page.getByRole('heading', { name: 'Cómo te avisamos' }).waitFor();
    await page.getByText('Reservan una plaza').waitFor();
    const { page: others } = await stage().enter(await stage().newUser(), '/preferences');
    await others.getByText('A booking is about to end', { exact: true }).waitFor();
    expect(await others.getByText('Every hour').count()).to.equal(0);
  });
});

describe('The page of how people are reached, where there is no mail', function () {
  this.timeout(90_000);
  const stage = useStage({ env: withPush });

  it('says so, and has switches for what there is', async () => {
    const { page } = await stage().enter(stage().owner, '/preferences');
    await page.getByText('Mail: this ParkMate sends none.').waitFor();
    const { events } = await kept(stage().owner);
    expect(await page.getByRole('switch', { name: 'Push' }).count()).to.equal(events.length);
    expect(await page.getByRole('switch').count()).to.equal(events.length);
    expect(await page.getByText('News by mail').count()).to.equal(0);
    await page.getByRole('heading', { name: 'Quiet hours' }).waitFor();
  });
});

describe('The page of how people are reached, where there is neither mail nor push', function () {
  this.timeout(90_000);
  const stage = useStage();

  it('says so, and asks nothing', async () => {
    const { page } = await stage().enter(stage().owner, '/preferences');
    await page.getByText('This ParkMate sends neither.').waitFor();
    expect(await page.locator('main').getByRole('switch').count()).to.equal(0);
    expect(await page.getByRole('heading', { name: 'Quiet hours' }).count()).to.equal(0);
  });
});
